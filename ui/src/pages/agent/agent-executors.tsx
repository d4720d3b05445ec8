/** The executors of an agent with what they use, and the frameworks that were there. */
import { useRef } from 'react';
import { type AgentSelf, executorsOf, type Statistics } from '../../live/agent-state.ts';
import { type Use, usedBetween } from '../../live/agents-use.ts';
import { amountText, megabytesText } from '../../parts/format.ts';
import { Id } from '../../parts/id.tsx';
import { addressOf } from '../../base/router.ts';
import { agentWords } from '../../texts/areas/agent.ts';
import { useSay, useWords } from '../../texts/texts.ts';

const enc = encodeURIComponent;

export function Executors({
  id,
  self,
  use,
}: {
  readonly id: string;
  readonly self: AgentSelf;
  readonly use: readonly Statistics[];
}) {
  const say = useSay();
  const word = useWords(agentWords);
  const rows = [...executorsOf(self)];
  if (rows.length === 0) return null;
  const before = useEarlier(use);
  const usedBy = (framework: string, executor: string): Use | undefined => {
    const of = (sample: readonly Statistics[]): readonly Statistics[] =>
      sample.filter((one) => one.framework_id === framework && one.executor_id === executor);
    const now = of(use);
    const earlier = of(before ?? []);
    return now.length === 0
      ? undefined
      : usedBetween(earlier.length === 0 ? undefined : earlier, now);
  };
  return (
    <section className="table-part">
      <h2>{say('executors')}</h2>
      <div className="scrolled" tabIndex={0} role="region" aria-label={say('executors')}>
        <table className="facts left">
          <thead>
            <tr>
              <th scope="col">{say('executor')}</th>
              <th scope="col">{say('framework')}</th>
              <th scope="col">{say('tasks')}</th>
              <th scope="col">{say('queuedTasks')}</th>
              <th scope="col">{say('cpus')}</th>
              <th scope="col">{say('mem')}</th>
              <th scope="col">{word('usedCpus')}</th>
              <th scope="col">{word('usedMem')}</th>
              <th scope="col">{say('ended')}</th>
              <th scope="col">{say('sandbox')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ framework, executor, isCompleted }) => (
              <tr key={executor.container}>
                <th scope="row">
                  <Id
                    id={executor.id}
                    href={addressOf(
                      `/agents/${enc(id)}/frameworks/${enc(framework.id)}/executors/${enc(executor.id)}`,
                    )}
                  />
                </th>
                <td>
                  <a href={addressOf(`/agents/${enc(id)}/frameworks/${enc(framework.id)}`)}>
                    {framework.name}
                  </a>
                </td>
                <td>{executor.tasks.length}</td>
                <td>{executor.queued_tasks.length}</td>
                <td>{amountText(Number(executor.resources['cpus'] ?? 0))}</td>
                <td>{megabytesText(Number(executor.resources['mem'] ?? 0))}</td>
                <UsedCells use={isCompleted ? undefined : usedBy(framework.id, executor.id)} />
                <td>{isCompleted ? say('yes') : ''}</td>
                <td>
                  <a href={addressOf(`/agents/${enc(id)}/browse`, { path: executor.directory })}>
                    {say('files')}
                  </a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function UsedCells({ use }: { readonly use: Use | undefined }) {
  return (
    <>
      <td>{use?.cpus === undefined ? '–' : amountText(use.cpus)}</td>
      <td>{use === undefined ? '–' : megabytesText(use.mem)}</td>
    </>
  );
}

/** The answer before this one. */
function useEarlier(use: readonly Statistics[]): readonly Statistics[] | undefined {
  const seen = useRef<{ now: readonly Statistics[]; before?: readonly Statistics[] }>({ now: use });
  if (seen.current.now !== use) seen.current = { now: use, before: seen.current.now };
  return seen.current.before;
}

export function CompletedFrameworks({
  id,
  self: { completed_frameworks: rows },
}: {
  readonly id: string;
  readonly self: AgentSelf;
}) {
  const say = useSay();
  const word = useWords(agentWords);
  if (rows.length === 0) return null;
  return (
    <section className="table-part">
      <h2>{word('completedFrameworks')}</h2>
      <table className="facts left">
        <thead>
          <tr>
            <th scope="col">{say('id')}</th>
            <th scope="col">{say('user')}</th>
            <th scope="col">{say('name')}</th>
            <th scope="col">{say('roles')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((framework) => (
            <tr key={framework.id}>
              <th scope="row">
                <Id
                  id={framework.id}
                  href={addressOf(`/agents/${enc(id)}/frameworks/${enc(framework.id)}`)}
                />
              </th>
              <td>{framework.user}</td>
              <td>{framework.name}</td>
              <td>{(framework.roles ?? [framework.role ?? '*']).join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
