/** The first page: is all well, what wants to be looked at, how full it is, what happens. */
import { useAnswer } from '../live/client.ts';
import type { Attention, Summary } from '../live/queries.ts';
import type { Happening } from '../live/cluster.ts';
import { Bar } from '../parts/bar.tsx';
import { agentAddress, frameworkAddress, taskAddress } from '../parts/cells.tsx';
import { amountText, megabytesText } from '../parts/format.ts';
import { State } from '../parts/state.tsx';
import { Time } from '../parts/time.tsx';
import { addressOf } from '../base/router.ts';
import { useSay } from '../texts/texts.ts';
import { TaskTable } from './lists.tsx';
import { LoadChart } from '../parts/load-chart.tsx';

export function Home() {
  const say = useSay();
  const summary = useAnswer({ about: 'summary' });
  if (summary?.hello === undefined) return <p className="quiet">{say('loading')}</p>;
  return (
    <>
      <Verdict summary={summary} />
      <div className="cards">
        <AttentionCard rows={summary.attention} />
        <Capacity summary={summary} />
        <Counts summary={summary} />
        <Activity rows={summary.happenings} />
        <ClusterFacts summary={summary} />
        <LoadChart />
      </div>
      <TaskTable list="active" name="active" />
      <TaskTable list="unreachable" name="unreachable" />
      <TaskTable list="completed" name="completed" />
    </>
  );
}

function Verdict({ summary }: { readonly summary: Summary }) {
  const say = useSay();
  const { agentCounts, taskCounts, hello } = summary;
  const gone = agentCounts['gone'] ?? 0;
  const agents = Object.values(agentCounts).reduce((sum, count) => sum + count, 0) - gone;
  const bad = agents - (agentCounts['active'] ?? 0);
  const tasks = (taskCounts['RUNNING'] ?? 0).toLocaleString('en');
  const text =
    agents === 0
      ? say('verdictEmpty', { pid: hello?.pid.replace(/^master@/, '') ?? '' })
      : bad === 0
        ? say('verdictCalm', { agents, tasks })
        : say('verdictTrouble', { agents, bad, tasks });
  return (
    <h1 className={`verdict ${bad > 0 ? 'attention' : ''}`} aria-live="polite">
      {text}
    </h1>
  );
}

function AttentionCard({ rows }: { readonly rows: readonly Attention[] }) {
  const say = useSay();
  return (
    <section className="card">
      <h2>{say('attention')}</h2>
      {rows.length === 0 ? (
        <p className="quiet">{say('attentionNone')}</p>
      ) : (
        <ul className="lines">
          {rows.map((row) => (
            <li key={`${row.kind} ${row.of} ${row.id}`}>
              <span>
                <AttentionText row={row} />
              </span>
              {row.sinceMs > 0 && <Time ms={row.sinceMs} />}
              <a className="button" href={addressOfRow(row)}>
                {say('why')}
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function AttentionText({ row }: { readonly row: Attention }) {
  const say = useSay();
  const { kind, name, what, count } = row;
  const reason = what
    .replace(/^REASON_/, '')
    .toLowerCase()
    .replaceAll('_', ' ');
  switch (kind) {
    case 'agent':
      if (what === 'unreachable') return say('agentUnreachable', { name });
      return say(what === 'draining' ? 'agentDraining' : 'agentDisconnected', { name, count });
    case 'failing':
      return say('failing', { name, what: reason, count });
    case 'unhealthy':
      return say('unhealthy', { name, count });
    case 'framework':
      return say('frameworkAway', { name });
  }
}

function addressOfRow({ kind, id, of }: Attention): string {
  if (kind === 'agent') return agentAddress(id);
  return kind === 'framework' ? frameworkAddress(id) : taskAddress(of, id);
}

function Capacity({ summary }: { readonly summary: Summary }) {
  const say = useSay();
  const { total, used, beat } = summary;
  return (
    <section className="card">
      <h2>{say('capacity')}</h2>
      {(['cpus', 'mem', 'disk', 'gpus'] as const).map((key) => (
        <Bar
          key={key}
          label={say(key)}
          total={total[key]}
          text={key === 'cpus' || key === 'gpus' ? amountText : megabytesText}
          parts={[
            { label: say('used'), value: used[key], kind: 'used' },
            { label: say('offered'), value: beat?.offered[key] ?? 0, kind: 'offered' },
          ]}
        />
      ))}
      <CapacityTable summary={summary} />
    </section>
  );
}

/** The same in numbers, as the old page had it. */
function CapacityTable({ summary: { total, used, beat } }: { readonly summary: Summary }) {
  const say = useSay();
  const keys = ['cpus', 'gpus', 'mem', 'disk'] as const;
  const text = (key: (typeof keys)[number], value: number): string =>
    key === 'cpus' || key === 'gpus' ? amountText(value) : megabytesText(value);
  const offered = beat?.offered ?? { cpus: 0, gpus: 0, mem: 0, disk: 0 };
  const rows = [
    ['total', (key: (typeof keys)[number]) => total[key]],
    ['used', (key: (typeof keys)[number]) => used[key]],
    ['offered', (key: (typeof keys)[number]) => offered[key]],
    ['idle', (key: (typeof keys)[number]) => Math.max(0, total[key] - used[key] - offered[key])],
  ] as const;
  return (
    <table className="facts">
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">{say('resources')}</span>
          </th>
          {keys.map((key) => (
            <th key={key} scope="col">
              {say(key)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{say(name)}</th>
            {keys.map((key) => (
              <td key={key}>{text(key, value(key))}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const runningStates = ['STAGING', 'STARTING', 'RUNNING', 'KILLING', 'UNREACHABLE'] as const;
const shownCounters = ['finished', 'killed', 'failed', 'lost', 'error'] as const;

function Counts({ summary: { taskCounts, agentCounts, beat } }: { readonly summary: Summary }) {
  const say = useSay();
  return (
    <section className="card">
      <h2>{say('now')}</h2>
      <ul className="counts">
        {Object.entries(agentCounts).map(([state, count]) => (
          <li key={state}>
            <a href={addressOf('/agents', { q: `state:${state}` })}>
              <State state={state} /> <b>{count.toLocaleString('en')}</b> {say('agents')}
            </a>
          </li>
        ))}
        {runningStates.map((state) => (
          <li key={state}>
            <a href={addressOf('/tasks', { q: `state:${state.toLowerCase()}` })}>
              <State state={state} /> <b>{(taskCounts[state] ?? 0).toLocaleString('en')}</b>{' '}
              {say('tasks')}
            </a>
          </li>
        ))}
      </ul>
      <h3>{say('sinceStart')}</h3>
      <ul className="counts">
        {shownCounters.map((name) => (
          <li key={name}>
            <State state={name.toUpperCase()} />{' '}
            <b>{(beat?.counters[`tasks_${name}`] ?? 0).toLocaleString('en')}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Activity({ rows }: { readonly rows: readonly Happening[] }) {
  const say = useSay();
  return (
    <section className="card">
      <h2>{say('activity')}</h2>
      {rows.length === 0 && <p className="quiet">{say('activityNone')}</p>}
      <ul className="lines activity">
        {rows.map(({ atMs, kind, id, of, name, to }) => (
          <li key={`${atMs} ${kind} ${of} ${id} ${to}`}>
            <State state={to} />
            <a
              href={addressOfRow({ kind: kind === 'task' ? 'failing' : kind, id, of } as Attention)}
            >
              {name === '' ? id : name}
            </a>
            <Time ms={atMs} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ClusterFacts({ summary: { hello } }: { readonly summary: Summary }) {
  const say = useSay();
  if (hello === undefined) return null;
  const { cluster, pid, version, startedMs, electedMs, hasLog } = hello;
  return (
    <section className="card">
      <h2>{say('cluster')}</h2>
      <dl>
        <dt>{say('name')}</dt>
        <dd>{cluster === '' ? <span title="--cluster">{say('unnamed')}</span> : cluster}</dd>
        <dt>{say('leader')}</dt>
        <dd className="mono">{pid.replace(/^master@/, '')}</dd>
        <dt>{say('version')}</dt>
        <dd>
          {version.version}
          {version.build_date !== undefined && ` · ${say('builtBy', { date: version.build_date })}`}
        </dd>
        <dt>{say('started')}</dt>
        <dd>
          <Time ms={startedMs} />
        </dd>
        <dt>{say('elected')}</dt>
        <dd>
          <Time ms={electedMs} />
        </dd>
        <dt>{say('log')}</dt>
        <dd>
          {hasLog ? (
            <a href={addressOf('/log', { path: '/master/log' })}>{say('open')}</a>
          ) : (
            say('noLog')
          )}
        </dd>
      </dl>
    </section>
  );
}
