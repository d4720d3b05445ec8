/** The environment that a container's command was given, as its processes show it. */
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { taskEnvironmentOf } from './launch-plan.ts';
import { isAlive } from './process-table.ts';
import type { ContainerRoot } from './process-tree.ts';

/** For a moment of an exec(2) a process shows no environment. */
const mostLooks = 100;
const pauseMs = 2;

/** `root`: the first process, which is the task or has yet to start it. Undefined without /proc. */
export async function readTaskEnvironment({
  pid,
  startTime,
}: ContainerRoot): Promise<Readonly<Record<string, string>> | undefined> {
  let text = '';
  for (let looks = 0; text === '' && looks < mostLooks; looks++) {
    if (looks > 0) await pause(pauseMs);
    const found = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => undefined);
    if (found === undefined || !isAlive(pid, startTime)) return undefined;
    text = found;
  }
  const variables = text.split('\0').flatMap((line) => {
    const cut = line.indexOf('=');
    return cut > 0 ? [[line.slice(0, cut), line.slice(cut + 1)] as const] : [];
  });
  return taskEnvironmentOf(Object.fromEntries(variables));
}
