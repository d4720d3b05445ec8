/** One agent: what it is, what it has and uses, what runs on it, and what can be done to it. */
import { useFound } from '../../live/client.ts';
import { useAgentSelf } from '../../live/agent-state.ts';
import { type ExecutorsUse, useExecutorsUse } from '../../live/executors-use.ts';
import type { Agent as AgentRow } from '../../live/model.ts';
import { Crumbs } from '../../parts/crumbs.tsx';
import { Explained } from '../../parts/explained.tsx';
import { Loaded, NotFound } from '../../parts/failure.tsx';
import { Id } from '../../parts/id.tsx';
import { Labels } from '../../parts/labels.tsx';
import { State } from '../../parts/state.tsx';
import { Time } from '../../parts/time.tsx';
import { valueOf } from '../../base/fetching.ts';
import { addressOf } from '../../base/router.ts';
import { agentWords } from '../../texts/areas/agent.ts';
import { useLanguage, useSay, useWords } from '../../texts/texts.ts';
import { AgentActions } from './agent-actions.tsx';
import { ExecutorTable } from '../executor/executor-table.tsx';
import { TaskTable } from '../lists.tsx';
import { attributePairs, executorRows } from './agent-rows.ts';
import { AgentResources } from './agent-resources.tsx';
import { Frameworks, Providers, Reservations, Volumes } from './agent-tables.tsx';

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
      <Notice agent={agent} />
      <AgentActions agent={agent} />
      {agent.pid === '' ? <Absent agent={agent} /> : <Present agent={agent} />}
      <TaskTable list="completed" name="completed" agent={id} />
    </>
  );
}

/** What the master knows of it. */
function Absent({ agent }: { readonly agent: AgentRow }) {
  const word = useWords(agentWords);
  return (
    <>
      <Cards agent={agent} use={undefined} capabilities={undefined} />
      <p className="why">{word('away')}</p>
      <TaskTable list="active" name="active" agent={agent.id} />
    </>
  );
}

/** And what only it knows itself. */
function Present({ agent }: { readonly agent: AgentRow }) {
  const { id } = agent;
  const say = useSay();
  const word = useWords(agentWords);
  const self = useAgentSelf(id);
  const use = useExecutorsUse(id);
  return (
    <>
      <Cards agent={agent} use={use.sum} capabilities={valueOf(self)?.capabilities} />
      {self.kind === 'failed' && <p className="muted">{word('noAnswer')}</p>}
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
            <ExecutorTable agent={id} rows={executorRows(value, use)} hasFramework />
            <TaskTable list="active" name="active" agent={id} />
            <Frameworks agent={id} self={value} use={use} />
            <Reservations self={value} />
            <Volumes self={value} />
            <Providers self={value} />
          </>
        )}
      </Loaded>
    </>
  );
}

interface CardsProps {
  readonly agent: AgentRow;
  readonly use: ExecutorsUse['sum'];
  /** Undefined: not known. */
  readonly capabilities: readonly string[] | undefined;
}

function Cards({ agent, use, capabilities }: CardsProps) {
  return (
    <div className="cards">
      <Facts agent={agent} capabilities={capabilities} />
      <AgentResources agent={agent} use={use} />
      <Explained of="agent" id={agent.id} />
    </div>
  );
}

function Facts({ agent, capabilities }: Omit<CardsProps, 'use'>) {
  const say = useSay();
  const word = useWords(agentWords);
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
        <dd>
          <Labels labels={attributePairs(agent.attributes)} />
        </dd>
        <dt>{say('domain')}</dt>
        <dd>{place === '' ? '–' : place}</dd>
        <dt>{word('capabilities')}</dt>
        <dd>
          <Labels labels={(capabilities ?? []).map((name) => [name, ''] as const)} />
        </dd>
      </dl>
    </section>
  );
}

/** What is not as usual, and what comes of it. */
function Notice({ agent }: { readonly agent: AgentRow }) {
  const word = useWords(agentWords);
  const language = useLanguage();
  const { state, drainStartMs, drainGraceMs, registeredMs, activeTasks: count } = agent;
  if (state === 'unreachable') {
    const since = new Date(registeredMs).toLocaleString(language);
    return <p className="why bad-box">{word('unreachable', { since })}</p>;
  }
  if (state === 'drained') return <p className="why">{word('drainDone')}</p>;
  if (state !== 'draining') return null;
  return (
    <p className="why">
      {word('drainSince')} <Time ms={drainStartMs} /> · {word('tasksLeft', { count })} ·{' '}
      {drainGraceMs > 0 ? (
        <>
          {word('drainEnds')} <Time ms={drainStartMs + drainGraceMs} />
        </>
      ) : (
        word('drainOpen')
      )}
    </p>
  );
}
