/** One agent: what it is, what it has and uses, what runs on it, and what can be done to it. */
import { useFound } from '../../live/client.ts';
import { agentPath, type Statistics, useAgentSelf } from '../../live/agent-state.ts';
import { useMeasured } from '../../live/agents-use.ts';
import type { Agent as AgentRow } from '../../live/model.ts';
import { Crumbs } from '../../parts/crumbs.tsx';
import { Explained } from '../../parts/explained.tsx';
import { Loaded, NotFound } from '../../parts/failure.tsx';
import { Id } from '../../parts/id.tsx';
import { State } from '../../parts/state.tsx';
import { Time } from '../../parts/time.tsx';
import { useFetched, valueOf } from '../../base/fetching.ts';
import { addressOf } from '../../base/router.ts';
import { agentWords } from '../../texts/areas/agent.ts';
import { useLanguage, useSay, useWords } from '../../texts/texts.ts';
import { AgentActions } from './agent-actions.tsx';
import { CompletedFrameworks, Executors } from './agent-executors.tsx';
import { AgentResources, Reservations } from './agent-resources.tsx';
import { attributesText, TaskTable } from '../lists.tsx';

export default function Agent({ id }: { readonly id: string }) {
  const say = useSay();
  const { isAnswered, found: agent } = useFound({ about: 'agent', id });
  const use = useMeasured(agent === undefined || agent.pid === '' ? [] : [id]);
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
      <div className="cards">
        <Facts agent={agent} />
        <AgentResources agent={agent} use={use} />
        <Explained of="agent" id={id} />
      </div>
      {agent.pid === '' ? <Away /> : <Self agent={agent} />}
      <TaskTable list="active" name="active" agent={id} />
      <TaskTable list="completed" name="completed" agent={id} />
    </>
  );
}

function Away() {
  const word = useWords(agentWords);
  return <p className="why">{word('away')}</p>;
}

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

/** What only the agent itself knows. */
function Self({ agent: { id } }: { readonly agent: AgentRow }) {
  const say = useSay();
  const word = useWords(agentWords);
  const self = useAgentSelf(id);
  const use = valueOf(
    useFetched<readonly Statistics[]>(agentPath(id, 'monitor/statistics'), 5_000),
  );
  return (
    <>
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
            <Reservations self={value} />
            <Executors id={id} self={value} use={use ?? []} />
            <CompletedFrameworks id={id} self={value} />
          </>
        )}
      </Loaded>
    </>
  );
}
