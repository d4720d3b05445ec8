/**
 * The first page: is all well, what wants to be looked at, how full it is, what happens. All of that
 * is seen without scrolling on a small screen; the tables of the old page are below.
 */
import './home.css';
import { lazy, Suspense } from 'react';
import { useAnswer } from '../../live/client.ts';
import type { Summary } from '../../live/queries.ts';
import { State } from '../../parts/state.tsx';
import { Time } from '../../parts/time.tsx';
import { Told } from '../../parts/told.tsx';
import { addressOf } from '../../base/router.ts';
import { homeWords } from '../../texts/areas/home.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { TaskTable } from '../lists.tsx';
import { LoadChart } from '../../parts/charts/load-chart.tsx';
import { Happenings } from '../happenings.tsx';
import { AttentionCard, type Concern, useConcerns } from './home-attention.tsx';
import { Capacity } from './home-capacity.tsx';

const FirstSteps = lazy(() => import('./home-first.tsx'));

export function Home() {
  const say = useSay();
  const summary = useAnswer({ about: 'summary' });
  if (summary?.hello === undefined) return <p className="quiet">{say('loading')}</p>;
  return <Whole summary={summary} />;
}

function Whole({ summary }: { readonly summary: Summary }) {
  const say = useSay();
  const word = useWords(homeWords);
  const concerns = useConcerns(summary.attention);
  const isEmpty = agentsHere(summary) === 0;
  return (
    <>
      <Verdict summary={summary} worst={concerns[0]} />
      <Facts summary={summary} />
      <div className="home">
        {isEmpty ? (
          <Suspense>
            <FirstSteps master={masterOf(summary)} />
          </Suspense>
        ) : (
          <AttentionCard rows={concerns} />
        )}
        <Capacity summary={summary} />
        <section className="card home-activity" aria-label={say('activity')}>
          <h2>
            {say('activity')} <a href="#/activity">{word('allActivity')}</a>
          </h2>
          <Happenings rows={summary.happenings} />
        </section>
        <Counts summary={summary} />
      </div>
      <LoadChart />
      <TaskTable list="active" name="active" />
      <TaskTable list="unreachable" name="unreachable" />
      <TaskTable list="completed" name="completed" />
    </>
  );
}

const masterOf = ({ hello }: Summary): string => hello?.pid.replace(/^master@/, '') ?? '';

function agentsHere({ agentCounts }: Summary): number {
  const all = Object.values(agentCounts).reduce((sum, count) => sum + count, 0);
  return all - (agentCounts['gone'] ?? 0);
}

function Verdict({
  summary,
  worst,
}: {
  readonly summary: Summary;
  readonly worst: Concern | undefined;
}) {
  const say = useSay();
  const word = useWords(homeWords);
  const { agentCounts, taskCounts } = summary;
  const agents = agentsHere(summary);
  const bad = agents - (agentCounts['active'] ?? 0);
  const tasks = (taskCounts['RUNNING'] ?? 0).toLocaleString('en');
  const text =
    agents === 0
      ? say('verdictEmpty', { pid: masterOf(summary) })
      : bad === 0
        ? say('verdictCalm', { agents, tasks })
        : say('verdictTrouble', { agents, bad, tasks });
  const isWell = agents > 0 && bad === 0 && worst === undefined;
  const isEmpty = agents === 0;
  const said =
    isEmpty || worst === undefined ? text : `${text} ${word('worst', { what: worst.text })}`;
  return (
    <>
      <h1 className={`verdict ${isWell ? '' : 'attention'}`}>{said}</h1>
      <Told verdict={`${isEmpty} ${bad} ${worst?.key ?? ''}`} text={said} />
    </>
  );
}

/** Who leads, since when, and where its log is: a line. */
function Facts({ summary }: { readonly summary: Summary }) {
  const say = useSay();
  const { hello } = summary;
  if (hello === undefined) return null;
  const { cluster, version, startedMs, electedMs, hasLog } = hello;
  return (
    <dl className="home-facts">
      <div>
        <dt>{say('cluster')}</dt>
        <dd>{cluster === '' ? <span title="--cluster">{say('unnamed')}</span> : cluster}</dd>
      </div>
      <div>
        <dt>{say('leader')}</dt>
        <dd className="mono">{masterOf(summary)}</dd>
      </div>
      <div>
        <dt>{say('version')}</dt>
        <dd>
          <span
            title={
              version.build_date === undefined ? '' : say('builtBy', { date: version.build_date })
            }
          >
            {version.version}
          </span>
        </dd>
      </div>
      <div>
        <dt>{say('started')}</dt>
        <dd>
          <Time ms={startedMs} />
        </dd>
      </div>
      <div>
        <dt>{say('elected')}</dt>
        <dd>
          <Time ms={electedMs} />
        </dd>
      </div>
      <div>
        <dt>{say('log')}</dt>
        <dd>
          {hasLog ? (
            <a href={addressOf('/log', { path: '/master/log' })}>{say('open')}</a>
          ) : (
            <span title={say('noLog')}>–</span>
          )}
        </dd>
      </div>
    </dl>
  );
}

const runningStates = ['STAGING', 'STARTING', 'RUNNING', 'KILLING', 'UNREACHABLE'] as const;
const shownCounters = ['finished', 'killed', 'failed', 'lost', 'error'] as const;

function Counts({ summary: { taskCounts, agentCounts, beat } }: { readonly summary: Summary }) {
  const say = useSay();
  return (
    <section className="card home-counts" aria-label={say('now')}>
      <h2>{say('now')}</h2>
      <h3>{say('agents')}</h3>
      <ul className="counts">
        {Object.entries(agentCounts).map(([state, count]) => (
          <Count
            key={state}
            address={addressOf('/agents', { q: `state:${state}` })}
            {...{ state, count }}
          />
        ))}
      </ul>
      <h3>{say('tasks')}</h3>
      <ul className="counts">
        {runningStates.map((state) => (
          <Count
            key={state}
            address={addressOf('/tasks', { q: `state:${state.toLowerCase()}` })}
            {...{ state, count: taskCounts[state] ?? 0 }}
          />
        ))}
      </ul>
      <h3>{say('sinceStart')}</h3>
      <ul className="counts">
        {shownCounters.map((name) => (
          <Count
            key={name}
            address={addressOf('/tasks', { 'completed.q': `state:${name}` })}
            {...{ state: name.toUpperCase(), count: beat?.counters[`tasks_${name}`] ?? 0 }}
          />
        ))}
      </ul>
    </section>
  );
}

function Count({
  address,
  state,
  count,
}: {
  readonly address: string;
  readonly state: string;
  readonly count: number;
}) {
  return (
    <li>
      <a href={address}>
        <State state={state} /> <b>{count.toLocaleString('en')}</b>
      </a>
    </li>
  );
}
