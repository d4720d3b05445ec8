/** The instances of an app, and what can be done to those that are marked. */
import { useState } from 'react';
import { setQuery, usePlace } from '../../base/router.ts';
import { Id } from '../../parts/id.tsx';
import { State } from '../../parts/state.tsx';
import { Time } from '../../parts/time.tsx';
import { useSay } from '../../texts/texts.ts';
import { Act } from '../act.tsx';
import { appAddress } from '../addresses.ts';
import { actions } from '../api.ts';
import { healthOfInstance, timeOf } from '../model.ts';
import { expectChange } from '../store.ts';
import { type InstanceSort, matches, sortedInstances } from './instance-rows.ts';
import { TaskLinks } from './task-links.tsx';
import type { ViewProps } from './view-props.ts';

const healthWord: Readonly<Record<number, 'part_healthy' | 'part_unhealthy'>> = {
  1: 'part_healthy',
  [-1]: 'part_unhealthy',
};

export function Instances({ app, details }: ViewProps) {
  const say = useSay();
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [kill, setKill] = useState<'kill' | 'killScale' | 'killWipe' | undefined>();
  const { query } = usePlace();
  const text = query.get('q') ?? '';
  const sort = query.get('sort') ?? 'id';
  const all = details?.tasks ?? [];
  const tasks = sortedInstances(
    all.filter((task) => matches(task, text)),
    sort,
  );
  const head = (key: InstanceSort, title: string) => (
    <th
      scope="col"
      aria-sort={sort === key ? 'ascending' : sort === `-${key}` ? 'descending' : 'none'}
    >
      <button
        type="button"
        className="link"
        onClick={() => setQuery({ sort: sort === key ? `-${key}` : key })}
      >
        {title} {sort === key ? '▲' : sort === `-${key}` ? '▼' : ''}
      </button>
    </th>
  );
  // What is gone is not marked any more; nothing that is not seen is ever killed.
  const chosen = tasks.filter(({ id }) => marked.has(id)).map(({ id }) => id);
  const hasVolumes = (app.container?.volumes ?? []).some(
    ({ persistent }) => persistent !== undefined,
  );
  const toggle = (id: string): void => {
    const next = new Set(marked);
    if (!next.delete(id)) next.add(id);
    setMarked(next);
  };
  return (
    <>
      <p className="buttons">
        <input
          type="search"
          aria-label={say('instances')}
          placeholder="host:port"
          value={text}
          onChange={(event) => setQuery({ q: event.target.value })}
        />
        <button
          type="button"
          className="plain"
          disabled={chosen.length === 0}
          onClick={() => setKill('kill')}
        >
          {say('kill')} ({chosen.length})
        </button>
        <button
          type="button"
          className="plain"
          disabled={chosen.length === 0}
          onClick={() => setKill('killScale')}
        >
          {say('killScale')}
        </button>
        {hasVolumes && (
          <button
            type="button"
            className="danger"
            disabled={chosen.length === 0}
            onClick={() => setKill('killWipe')}
          >
            {say('killWipe')}
          </button>
        )}
      </p>
      {kill !== undefined && (
        <Act
          title={say(kill)}
          text={chosen.join(', ')}
          action={say(kill)}
          isDangerous
          run={async (force) => {
            await actions.kill(chosen, {
              scale: kill === 'killScale',
              wipe: kill === 'killWipe',
              force,
            });
            setMarked(new Set());
            expectChange(app.id);
          }}
          close={() => setKill(undefined)}
        />
      )}
      {details === undefined && <p className="quiet">{say('loading')}</p>}
      {details !== undefined && tasks.length === 0 && (
        <p className="quiet">
          {all.length === 0 ? say('none') : say('noMatch', { total: all.length })}
        </p>
      )}
      {tasks.length > 0 && (
        <div className="scrolled">
          <table className="facts left">
            <thead>
              <tr>
                <th scope="col">
                  <input
                    type="checkbox"
                    aria-label={say('all')}
                    checked={chosen.length === tasks.length}
                    onChange={(event) =>
                      setMarked(new Set(event.target.checked ? tasks.map(({ id }) => id) : []))
                    }
                  />
                </th>
                {head('id', say('id'))}
                {head('health', say('health'))}
                {head('state', say('state'))}
                {head('host', say('host'))}
                {head('ports', say('ports'))}
                {head('started', say('started'))}
                {head('version', say('version'))}
                <th scope="col">{say('logs')}</th>
              </tr>
            </thead>
            <tbody>
              {tasks.map((task) => (
                <tr key={task.id}>
                  <td>
                    <input
                      type="checkbox"
                      aria-label={task.id}
                      checked={marked.has(task.id)}
                      onChange={() => toggle(task.id)}
                    />
                  </td>
                  <th scope="row">
                    <Id id={task.id} href={appAddress(app.id, encodeURIComponent(task.id))} />
                  </th>
                  <td>{say(healthWord[healthOfInstance(task)] ?? 'part_unknown')}</td>
                  <td>
                    <State
                      state={task.state.replace('TASK_', '')}
                      health={healthOfInstance(task)}
                    />
                  </td>
                  <td>{task.host}</td>
                  <td>
                    {(task.ports ?? []).map((port) => (
                      <a
                        key={port}
                        href={`http://${task.host}:${port}`}
                        target="_blank"
                        rel="noreferrer"
                      >
                        {task.host}:{port}{' '}
                      </a>
                    ))}
                  </td>
                  <td>
                    <Time ms={timeOf(task.startedAt ?? task.stagedAt)} />
                  </td>
                  <td>
                    <Time ms={timeOf(task.version)} />
                  </td>
                  <td>
                    <TaskLinks task={task} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
