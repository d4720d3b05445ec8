/** One agent: what it is, what it has and uses, what runs on it, and what can be done to it. */
import { useFound } from '../live/client.ts';
import {
  agentPath,
  type AgentSelf,
  executorsOf,
  type Statistics,
  useAgentSelf,
} from '../live/agent-state.ts';
import type { Agent as AgentRow } from '../live/model.ts';
import { Bar } from '../parts/bar.tsx';
import { Crumbs } from '../parts/crumbs.tsx';
import { Explained } from '../parts/explained.tsx';
import { Loaded, NotFound } from '../parts/failure.tsx';
import { amountText, bytesText, megabytesText } from '../parts/format.ts';
import { Id } from '../parts/id.tsx';
import { State } from '../parts/state.tsx';
import { Time } from '../parts/time.tsx';
import { useFetched, valueOf } from '../base/fetching.ts';
import { addressOf } from '../base/router.ts';
import { useSay } from '../texts/texts.ts';
import { AgentActions } from './agent-actions.tsx';
import { attributesText, TaskTable } from './lists.tsx';

const enc = encodeURIComponent;

export default function Agent({ id }: { readonly id: string }) {
  const say = useSay();
  const { isAnswered, found: agent } = useFound({ about: 'agent', id });
  if (!isAnswered) return <p className="quiet">{say('loading')}</p>;
  if (agent === undefined) return <NotFound what={id} />;
  return (
    <>
      <Crumbs steps={[[say('agents'), '#/agents']]} last={agent.hostname} />
      <h1>
        {agent.hostname} <State state={agent.state} />
      </h1>
      <AgentActions agent={agent} />
      <div className="cards">
        <Facts agent={agent} />
        <section className="card">
          <h2>{say('resources')}</h2>
          {(['cpus', 'mem', 'disk', 'gpus'] as const).map((key) => (
            <Bar
              key={key}
              label={say(key)}
              total={agent[key]}
              text={key === 'cpus' || key === 'gpus' ? amountText : megabytesText}
              parts={[{ label: say('used'), value: agent[usedKeys[key]], kind: 'used' }]}
            />
          ))}
        </section>
        <Explained of="agent" id={id} />
      </div>
      {agent.pid !== '' && <Self agent={agent} />}
      <TaskTable list="active" name="active" agent={id} />
      <TaskTable list="completed" name="completed" agent={id} />
    </>
  );
}

const usedKeys = { cpus: 'usedCpus', mem: 'usedMem', disk: 'usedDisk', gpus: 'usedGpus' } as const;

function Facts({ agent }: { readonly agent: AgentRow }) {
  const say = useSay();
  const place = [agent.region, agent.zone].filter((each) => each !== '').join(' / ');
  return (
    <section className="card">
      <h2>{say('agent')}</h2>
      <dl>
        <dt>{say('id')}</dt>
        <dd>
          <Id id={agent.id} />
        </dd>
        <dt>PID</dt>
        <dd className="mono">{agent.pid}</dd>
        <dt>{say('version')}</dt>
        <dd>{agent.version}</dd>
        <dt>{say('registered')}</dt>
        <dd>
          <Time ms={agent.registeredMs} />
        </dd>
        <dt>{say('reregistered')}</dt>
        <dd>
          <Time ms={agent.reregisteredMs} />
        </dd>
        <dt>{say('attributes')}</dt>
        <dd>{attributesText(agent.attributes) || '–'}</dd>
        <dt>{say('domain')}</dt>
        <dd>{place === '' ? '–' : place}</dd>
        {agent.drainStartMs > 0 && (
          <>
            <dt>{say('draining')}</dt>
            <dd>
              <Time ms={agent.drainStartMs} />
              {agent.drainGraceMs > 0 && (
                <>
                  {' '}
                  → <Time ms={agent.drainStartMs + agent.drainGraceMs} />
                </>
              )}
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}

/** What only the agent itself knows. */
function Self({ agent: { id } }: { readonly agent: AgentRow }) {
  const say = useSay();
  const self = useAgentSelf(id);
  const use = valueOf(
    useFetched<readonly Statistics[]>(agentPath(id, 'monitor/statistics'), 5_000),
  );
  return (
    <Loaded fetched={self}>
      {(value) => (
        <>
          <p>
            {say('started')} <Time ms={value.start_time * 1000} /> ·{' '}
            {value.log_dir === undefined && value.external_log_file === undefined ? (
              say('noLog')
            ) : (
              <a href={addressOf('/log', { agent: id, path: '/slave/log' })}>{say('agentLog')}</a>
            )}
          </p>
          <Reservations self={value} />
          <Executors id={id} self={value} use={use ?? []} />
        </>
      )}
    </Loaded>
  );
}

function Reservations({ self: { reserved_resources = {} } }: { readonly self: AgentSelf }) {
  const say = useSay();
  const rows = Object.entries(reserved_resources);
  if (rows.length === 0) return null;
  return (
    <section className="table-part">
      <h2>{say('reserved')}</h2>
      <table className="facts">
        <thead>
          <tr>
            <th scope="col">{say('role')}</th>
            <th scope="col">{say('cpus')}</th>
            <th scope="col">{say('gpus')}</th>
            <th scope="col">{say('mem')}</th>
            <th scope="col">{say('disk')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([role, { cpus = 0, gpus = 0, mem = 0, disk = 0 }]) => (
            <tr key={role}>
              <th scope="row">{role}</th>
              <td>{amountText(Number(cpus))}</td>
              <td>{amountText(Number(gpus))}</td>
              <td>{megabytesText(Number(mem))}</td>
              <td>{megabytesText(Number(disk))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Executors({
  id,
  self,
  use,
}: {
  readonly id: string;
  readonly self: AgentSelf;
  readonly use: readonly Statistics[];
}) {
  const say = useSay();
  const rows = [...executorsOf(self)];
  if (rows.length === 0) return null;
  const usedBy = (framework: string, executor: string): string => {
    const found = use.find((one) => one.framework_id === framework && one.executor_id === executor);
    const bytes = found?.statistics['mem_rss_bytes'] ?? found?.statistics['mem_total_bytes'];
    return bytes === undefined ? '–' : bytesText(bytes);
  };
  return (
    <section className="table-part">
      <h2>{say('executors')}</h2>
      <div className="scrolled">
        <table className="facts left">
          <thead>
            <tr>
              <th scope="col">{say('executor')}</th>
              <th scope="col">{say('framework')}</th>
              <th scope="col">{say('tasks')}</th>
              <th scope="col">{say('queuedTasks')}</th>
              <th scope="col">{say('cpus')}</th>
              <th scope="col">{say('mem')}</th>
              <th scope="col">{say('usage', { used: '', total: '' })}</th>
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
                <td>{usedBy(framework.id, executor.id)}</td>
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
