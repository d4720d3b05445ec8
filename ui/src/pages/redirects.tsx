/** Old addresses: an executor of an agent, and "browse", which leads to its files. */
import { useEffect } from 'react';
import { executorsOf, findSandbox, useAgentSelf } from '../live/agent-state.ts';
import { agentAddress } from '../parts/table/cells.tsx';
import { Crumbs } from '../parts/crumbs.tsx';
import { Loaded, NotFound } from '../parts/failure.tsx';
import { FileList } from '../parts/files/file-list.tsx';
import { amountText, megabytesText } from '../parts/format.ts';
import { Id } from '../parts/id.tsx';
import { State } from '../parts/state.tsx';
import { addressOf, replace } from '../base/router.ts';
import { useSay } from '../texts/texts.ts';
import { TaskTable } from './lists.tsx';

const enc = encodeURIComponent;

export interface ExecutorPlace {
  readonly agent: string;
  readonly framework: string;
  readonly executor: string;
  readonly task?: string;
}

/** Replaces this address in the history by that of the files. */
export function ToSandbox(place: ExecutorPlace) {
  const self = useAgentSelf(place.agent);
  return (
    <Loaded fetched={self}>
      {(value) => {
        const task = place.task ?? place.executor;
        const found = findSandbox(value, place.framework, task, place.executor);
        return found === undefined ? (
          <NotFound what={place.executor} />
        ) : (
          <Go to={`/agents/${enc(place.agent)}/browse`} path={found} />
        );
      }}
    </Loaded>
  );
}

function Go({ to, path }: { readonly to: string; readonly path: string }) {
  useEffect(() => replace(to, new URLSearchParams({ path })), [to, path]);
  return null;
}

export function AgentFrameworkPage({
  agent,
  framework,
}: {
  readonly agent: string;
  readonly framework: string;
}) {
  const say = useSay();
  const self = useAgentSelf(agent);
  return (
    <Loaded fetched={self}>
      {(value) => {
        const rows = [...executorsOf(value)].filter((one) => one.framework.id === framework);
        const [first] = rows;
        if (first === undefined) return <NotFound what={framework} />;
        return (
          <>
            <Crumbs
              steps={[
                [say('agents'), '#/agents'],
                [value.hostname, agentAddress(agent)],
              ]}
              last={first.framework.name}
            />
            <h1>{first.framework.name}</h1>
            <section className="table-part">
              <h2>{say('executors')}</h2>
              <table className="facts left">
                <thead>
                  <tr>
                    <th scope="col">{say('executor')}</th>
                    <th scope="col">{say('source')}</th>
                    <th scope="col">{say('tasks')}</th>
                    <th scope="col">{say('queuedTasks')}</th>
                    <th scope="col">{say('cpus')}</th>
                    <th scope="col">{say('mem')}</th>
                    <th scope="col">{say('ended')}</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map(({ executor, isCompleted }) => (
                    <tr key={executor.container}>
                      <th scope="row">
                        <Id
                          id={executor.id}
                          href={addressOf(
                            `/agents/${enc(agent)}/frameworks/${enc(framework)}/executors/${enc(executor.id)}`,
                          )}
                        />
                      </th>
                      <td>{executor.source}</td>
                      <td>{executor.tasks.length}</td>
                      <td>{executor.queued_tasks.length}</td>
                      <td>{amountText(Number(executor.resources['cpus'] ?? 0))}</td>
                      <td>{megabytesText(Number(executor.resources['mem'] ?? 0))}</td>
                      <td>{say(isCompleted ? 'yes' : 'no')}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
            <TaskTable list="active" name="" agent={agent} framework={framework} />
            <TaskTable list="completed" name="completed" agent={agent} framework={framework} />
          </>
        );
      }}
    </Loaded>
  );
}

export function ExecutorPage({ agent, framework, executor: id }: ExecutorPlace) {
  const say = useSay();
  const self = useAgentSelf(agent);
  return (
    <Loaded fetched={self}>
      {(value) => {
        const found = [...executorsOf(value)].find(
          (one) => one.framework.id === framework && one.executor.id === id,
        );
        if (found === undefined) return <NotFound what={id} />;
        const { executor } = found;
        const tasks = [...executor.queued_tasks, ...executor.tasks, ...executor.completed_tasks];
        return (
          <>
            <Crumbs
              steps={[
                [say('agents'), '#/agents'],
                [value.hostname, agentAddress(agent)],
                [
                  found.framework.name,
                  addressOf(`/agents/${enc(agent)}/frameworks/${enc(framework)}`),
                ],
              ]}
              last={executor.name === '' ? id : executor.name}
            />
            <h1>{executor.name === '' ? id : executor.name}</h1>
            <section className="table-part">
              <h2>{say('tasks')}</h2>
              <table className="facts left">
                <thead>
                  <tr>
                    <th scope="col">{say('taskId')}</th>
                    <th scope="col">{say('name')}</th>
                    <th scope="col">{say('role')}</th>
                    <th scope="col">{say('state')}</th>
                    <th scope="col">{say('cpus')}</th>
                    <th scope="col">{say('mem')}</th>
                    <th scope="col">{say('disk')}</th>
                  </tr>
                </thead>
                <tbody>
                  {tasks.map((task) => (
                    <tr key={task.id}>
                      <th scope="row">
                        <Id
                          id={task.id}
                          href={addressOf(`/tasks/${enc(framework)}/${enc(task.id)}`)}
                        />
                      </th>
                      <td>{task.name}</td>
                      <td>{task.role}</td>
                      <td>
                        <State state={(task.state ?? 'TASK_STAGING').slice('TASK_'.length)} />
                      </td>
                      <td>{amountText(Number(task.resources['cpus'] ?? 0))}</td>
                      <td>{megabytesText(Number(task.resources['mem'] ?? 0))}</td>
                      <td>{megabytesText(Number(task.resources['disk'] ?? 0))}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
            <h2>{say('sandbox')}</h2>
            <FileList
              agent={agent}
              path={executor.directory}
              openFolder={(path) => addressOf(`/agents/${enc(agent)}/browse`, { path })}
              openFile={(path) => addressOf('/log', { agent, path })}
            />
          </>
        );
      }}
    </Loaded>
  );
}
