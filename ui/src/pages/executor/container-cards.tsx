/** What the container of an executor was given, may use and uses, now and since the page was opened. */
import { lazy, type ReactNode, Suspense } from 'react';
import type { AgentExecutor } from '../../live/agent-state.ts';
import type { Use } from '../../live/agents-use.ts';
import { amountText, bytesText, durationText, megabytesText } from '../../parts/format.ts';
import { executorWords } from '../../texts/areas/executor.ts';
import { useLanguage, useSay, useWords } from '../../texts/texts.ts';
import { amountsOf, resourceKeys } from '../agent/agent-rows.ts';
import { type Container, type ContainerUse, type Limits, useContainer } from './container-use.ts';

const LineChart = lazy(() => import('../../parts/charts/line-chart.tsx'));

interface Props {
  readonly agent: string;
  readonly framework: string;
  readonly executor: AgentExecutor;
  readonly isCompleted: boolean;
}

/** Of what has ended the agent measures nothing, and is not asked. */
export function ContainerCards({ agent, framework, executor, isCompleted }: Props) {
  const say = useSay();
  const word = useWords(executorWords);
  if (!isCompleted) return <Running {...{ agent, framework, executor }} />;
  return (
    <section className="card">
      <h2>{say('resources')}</h2>
      <ResourceTable executor={executor} use={undefined} limits={undefined} />
      <p className="muted">{word('hasEnded')}</p>
    </section>
  );
}

function Running({ agent, framework, executor }: Omit<Props, 'isCompleted'>) {
  const say = useSay();
  const word = useWords(executorWords);
  const told = useContainer(agent, framework, executor.id);
  const { container, use, limits, samples, isLoading } = told;
  return (
    <>
      <section className="card">
        <h2>{say('resources')}</h2>
        <ResourceTable executor={executor} use={use} limits={limits} />
        {!isLoading && use === undefined && <p className="muted">{word('noUse')}</p>}
        {container !== undefined && <More container={container} />}
      </section>
      {samples.length > 0 && (
        <section className="card wide">
          <h2>{word('use')}</h2>
          <Suspense fallback={<p className="quiet">{say('loading')}</p>}>
            <Charts told={told} executor={executor} />
          </Suspense>
        </section>
      )}
    </>
  );
}

function Charts({
  told: { samples, limits },
  executor,
}: {
  readonly told: ContainerUse;
  readonly executor: AgentExecutor;
}) {
  const say = useSay();
  const word = useWords(executorWords);
  const given = amountsOf(executor.resources);
  return (
    <div className="charts">
      {(['cpus', 'mem'] as const).map((key, i) => {
        const limit = limits[key];
        const rule =
          limit === undefined
            ? { label: say('allocated'), value: given[key] }
            : { label: word('limit'), value: limit };
        const text = key === 'cpus' ? amountText : megabytesText;
        return (
          <LineChart
            key={key}
            samples={samples.map(({ atMs, values }) => ({ atMs, values: [values[i]] }))}
            lines={[{ label: say(key), text, rule }]}
          />
        );
      })}
    </div>
  );
}

function ResourceTable({
  executor,
  use,
  limits,
}: {
  readonly executor: AgentExecutor;
  readonly use: Use | undefined;
  readonly limits: Limits | undefined;
}) {
  const say = useSay();
  const word = useWords(executorWords);
  const given = amountsOf(executor.resources);
  return (
    <table className="facts">
      <thead>
        <tr>
          <th scope="col">{word('resource')}</th>
          <th scope="col">{word('used')}</th>
          <th scope="col">{say('allocated')}</th>
          <th scope="col">{word('limit')}</th>
        </tr>
      </thead>
      <tbody>
        {resourceKeys.map((key) => {
          const text = key === 'cpus' || key === 'gpus' ? amountText : megabytesText;
          const used = key === 'gpus' ? undefined : use?.[key];
          const limit = key === 'gpus' ? undefined : limits?.[key];
          return (
            <tr key={key}>
              <th scope="row">{say(key)}</th>
              <td>{used === undefined ? '–' : text(used)}</td>
              <td>{text(given[key])}</td>
              <td>{limit === undefined ? word('noLimit') : text(limit)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** What else is known of it; what nobody measured has no line. */
function More({ container: { statistics = {}, status } }: { readonly container: Container }) {
  const word = useWords(executorWords);
  const language = useLanguage();
  const { processes, threads, cpus_nr_throttled: throttled } = statistics;
  const addresses = (status?.network_infos ?? []).flatMap(({ ip_addresses = [] }) =>
    ip_addresses.flatMap(({ ip_address }) => ip_address ?? []),
  );
  const heldMs = (statistics['cpus_throttled_time_secs'] ?? 0) * 1000;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [word('pid'), status?.executor_pid],
    [word('addresses'), addresses.length === 0 ? undefined : [...new Set(addresses)].join(', ')],
    [word('processes'), processes],
    [word('threads'), threads],
    [
      word('throttled'),
      throttled === undefined
        ? undefined
        : `${word('throttledText', { count: throttled, all: statistics['cpus_nr_periods'] ?? 0 })}, ${durationText(heldMs, language)}`,
    ],
    [
      word('network'),
      statistics['net_rx_bytes'] === undefined
        ? undefined
        : word('networkText', {
            received: bytesText(Number(statistics['net_rx_bytes'])),
            sent: bytesText(Number(statistics['net_tx_bytes'] ?? 0)),
          }),
    ],
  ];
  return (
    <dl>
      {facts
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => (
          <div key={name} className="pair">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
