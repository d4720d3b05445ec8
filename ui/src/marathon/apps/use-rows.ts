/** The rows of all apps and pods: made anew only for those of which something changed. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { request } from '../api.ts';
import { type Row, rowOf, type RowParts } from './app-rows.ts';
import { type Deployment, podAsApp } from '../model.ts';
import { useMarathon } from '../store.ts';

export function useRows(): readonly Row[] {
  const { apps, pods, queue, deployments } = useMarathon();
  const podApps = useMemo(() => Array.from(pods.values(), (status) => podAsApp(status)), [pods]);
  const known = useRef(new Map<string, { readonly parts: RowParts; readonly row: Row }>());
  return useMemo(() => {
    const blockers = blockersOf(deployments);
    const before = known.current;
    known.current = new Map();
    const rowFor = (app: RowParts['app'], isPod: boolean): Row => {
      const parts: RowParts = {
        app,
        isPod,
        queued: queue.get(app.id),
        blocker: blockers.get(app.id) ?? '',
      };
      const old = before.get(app.id);
      const row = old !== undefined && isSame(old.parts, parts) ? old.row : rowOf(parts);
      known.current.set(app.id, { parts, row });
      return row;
    };
    return [
      ...Array.from(apps.values(), (app) => rowFor(app, false)),
      ...podApps.map((app) => rowFor(app, true)),
    ];
  }, [apps, podApps, queue, deployments]);
}

function isSame(left: RowParts, right: RowParts): boolean {
  return left.app === right.app && left.queued === right.queued && left.blocker === right.blocker;
}

function blockersOf(deployments: readonly Deployment[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { currentActions } of deployments) {
    for (const { app, pod, blocker = '' } of currentActions) found.set(app ?? pod ?? '', blocker);
  }
  return found;
}

interface TaskPlace {
  readonly id: string;
  readonly appId: string;
  readonly host: string;
  readonly ports?: readonly number[];
}

const noApps: ReadonlySet<string> = new Set();
const fewestLetters = 3;

/** Apps by their tasks' names, hosts and ports; tasks are asked for only where names found nothing. */
export function useAppsByTask(words: string, isWanted: boolean): ReadonlySet<string> {
  const isAsked = isWanted && words.trim().length >= fewestLetters;
  const [tasks, setTasks] = useState<readonly TaskPlace[]>([]);
  useEffect(() => {
    if (!isAsked) return undefined;
    const stop = new AbortController();
    request<{ readonly tasks: readonly TaskPlace[] }>('v2/tasks', { signal: stop.signal }).then(
      (answer) => setTasks(answer.tasks),
      () => undefined,
    );
    return () => stop.abort();
  }, [isAsked]);
  return useMemo(() => (isAsked ? appsOf(tasks, words) : noApps), [isAsked, tasks, words]);
}

function appsOf(tasks: readonly TaskPlace[], words: string): ReadonlySet<string> {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const found = new Set<string>();
  for (const { id, appId, host, ports = [] } of tasks) {
    const text = `${id}\n${host}\n${ports.map((port) => `${host}:${port}`).join('\n')}`;
    if (wanted.every((word) => text.toLowerCase().includes(word))) found.add(appId);
  }
  return found;
}
