/** Earlier runs of the same name in the same framework, and what is different in one of them. */
import { useState } from 'react';
import { useAnswer, useRows } from '../../live/client.ts';
import type { Task as TaskRow } from '../../live/model.ts';
import { taskAddress } from '../../parts/table/cells.tsx';
import { amountText, durationText, isoText, megabytesText } from '../../parts/format.ts';
import { Id } from '../../parts/id.tsx';
import { State } from '../../parts/state.tsx';
import { Time } from '../../parts/time.tsx';
import { taskWords } from '../../texts/areas/task.ts';
import { type Say, useLanguage, useSay, useWords } from '../../texts/texts.ts';

const shownRuns = 10;

export function Runs({ task }: { readonly task: TaskRow }) {
  const say = useSay();
  const sayOwn = useWords(taskWords);
  const language = useLanguage();
  const [chosen, setChosen] = useState('');
  const { framework, name } = task;
  const found = useRows<TaskRow>({
    ...{ kind: 'tasks', list: 'completed', framework, taskName: name },
    ...{ search: '', sort: 'endedMs', isDescending: true, from: 0, count: shownRuns + 1 },
  });
  const kept = useAnswer({ about: 'summary' })?.hello?.mostCompletedTasks ?? 0;
  const runs = (found?.rows ?? []).filter(({ id }) => id !== task.id).slice(0, shownRuns);
  const other = runs.find(({ id }) => id === chosen);
  return (
    <section className="table-part">
      <h2 className="cut" title={name}>
        {sayOwn('runs', { name })}
      </h2>
      {runs.length === 0 && <p className="quiet">{sayOwn('runsNone')}</p>}
      {runs.length > 0 && (
        <div className="scrolled">
          <table className="facts left">
            <thead>
              <tr>
                {(
                  ['taskId', 'state', 'reason', 'duration', 'stopped', 'host', 'actions'] as const
                ).map((key) => (
                  <th key={key} scope="col">
                    {say(key)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {runs.map((run) => (
                <tr key={run.id}>
                  <th scope="row">
                    <Id id={run.id} href={taskAddress(framework, run.id)} />
                  </th>
                  <td>
                    <State state={run.state} />
                  </td>
                  <td>
                    <span className="cut" title={run.message}>
                      {run.message === '' ? run.reason : run.message}
                    </span>
                  </td>
                  <td>{lifeText(run, say, language)}</td>
                  <td>
                    <Time ms={run.endedMs} />
                  </td>
                  <td>{run.host}</td>
                  <td>
                    <button
                      type="button"
                      className="plain"
                      aria-expanded={run.id === chosen}
                      aria-label={`${say('compare')} ${run.id}`}
                      onClick={() => setChosen(run.id === chosen ? '' : run.id)}
                    >
                      {say(run.id === chosen ? 'current' : 'compare')}
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {other !== undefined && <Compared here={task} there={other} />}
      <p className="muted">{sayOwn('runsBound', { tasks: kept })}</p>
    </section>
  );
}

function lifeText({ startedMs, endedMs }: TaskRow, say: Say, language: string): string {
  if (startedMs === 0) return say('neverRan');
  return endedMs === 0 ? '–' : durationText(endedMs - startedMs, language);
}

function Compared({ here, there }: { readonly here: TaskRow; readonly there: TaskRow }) {
  const say = useSay();
  const sayOwn = useWords(taskWords);
  const language = useLanguage();
  const timeText = (ms: number): string => (ms === 0 ? '–' : isoText(ms));
  const facts = (task: TaskRow): Readonly<Record<string, string>> => ({
    [say('state')]: task.state,
    [say('reason')]: task.reason,
    [say('message')]: task.message,
    [say('host')]: task.host ?? task.agent,
    [say('role')]: task.role,
    [say('started')]: timeText(task.startedMs),
    [say('stopped')]: timeText(task.endedMs),
    [say('duration')]: lifeText(task, say, language),
    [say('cpus')]: amountText(task.cpus),
    [say('mem')]: megabytesText(task.mem),
    [say('disk')]: megabytesText(task.disk),
    [say('gpus')]: amountText(task.gpus),
  });
  const [left, right] = [facts(here), facts(there)];
  const different = Object.keys(left).filter((name) => left[name] !== right[name]);
  if (different.length === 0) return <p>{sayOwn('same')}</p>;
  return (
    <table className="facts left compared">
      <thead>
        <tr>
          <td />
          <th scope="col">{sayOwn('thisOne')}</th>
          <th scope="col">{sayOwn('thatOne')}</th>
        </tr>
      </thead>
      <tbody>
        {different.map((name) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{left[name]}</td>
            <td>{right[name]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
