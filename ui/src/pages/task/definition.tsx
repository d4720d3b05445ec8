/** What a task was asked to be: requests and limits beside what it uses, ports, labels, checks. */
import { type ReactNode } from 'react';
import type { Task as TaskRow } from '../../live/model.ts';
import { useUse } from '../../live/use.ts';
import { amountText, bytesText, megabytesText } from '../../parts/format.ts';
import { Copy } from '../../parts/id.tsx';
import { Time } from '../../parts/time.tsx';
import { taskWords } from '../../texts/areas/task.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import type { HealthCheckV1, Status, WholeTask } from './whole-task.ts';

const amounts = ['cpus', 'mem', 'disk', 'gpus'] as const;
type Amount = (typeof amounts)[number];
const textOf = (name: Amount, value: number): string =>
  name === 'mem' || name === 'disk' ? megabytesText(value) : amountText(value);

export function Amounts({ task, whole }: { readonly task: TaskRow; readonly whole: WholeTask }) {
  const say = useSay();
  const sayOwn = useWords(taskWords);
  const executor = task.executor === '' ? task.id : task.executor;
  const use = useUse(task.agent, task.framework, executor);
  const used: Partial<Record<Amount, string>> = {
    ...(use?.cpus === undefined ? {} : { cpus: amountText(use.cpus) }),
    ...(use?.memBytes === undefined ? {} : { mem: bytesText(use.memBytes) }),
  };
  const limitOf = (name: Amount): string => {
    const limit = Number(whole.limits?.[name]?.value ?? Number.NaN);
    if (Number.isNaN(limit)) return '–';
    return Number.isFinite(limit) ? textOf(name, limit) : sayOwn('unlimited');
  };
  return (
    <section className="card">
      <h2>{say('resources')}</h2>
      <table className="facts">
        <thead>
          <tr>
            <td />
            <th scope="col">{sayOwn('requested')}</th>
            <th scope="col">{say('limit')}</th>
            <th scope="col">{sayOwn('inUse')}</th>
          </tr>
        </thead>
        <tbody>
          {amounts.map((name) => (
            <tr key={name}>
              <th scope="row">{say(name)}</th>
              <td>{textOf(name, task[name])}</td>
              <td>{limitOf(name)}</td>
              <td>{used[name] ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {task.executor !== '' && use !== undefined && (
        <p className="muted">
          {sayOwn('inUse')}: {sayOwn('wholeExecutor')}
        </p>
      )}
    </section>
  );
}

export function Definition({
  whole,
  last,
}: {
  readonly whole: WholeTask;
  readonly last: Status | undefined;
}) {
  const say = useSay();
  const sayOwn = useWords(taskWords);
  const facts: [string, ReactNode][] = [
    [say('user'), whole.user ?? ''],
    [sayOwn('container'), containerText(whole)],
    [say('ports'), <Ports key="" whole={whole} />],
    [sayOwn('network'), networkText(whole, last)],
    [sayOwn('addresses'), addressesText(last)],
  ];
  const labels = whole.labels?.labels ?? [];
  return (
    <section className="card">
      <h2>{sayOwn('definition')}</h2>
      <dl>
        {facts.map(([name, value]) =>
          value === '' ? null : (
            <div key={name} className="pair">
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
        {labels.length > 0 && (
          <div className="pair">
            <dt>{say('labels')}</dt>
            <dd>
              {labels.map(({ key, value = '' }, i) => (
                <div key={i} className="long-name">
                  {key}={value}
                  <Copy text={value} />
                </div>
              ))}
            </dd>
          </div>
        )}
      </dl>
      {whole.health_check !== undefined && <HealthChecks check={whole.health_check} last={last} />}
      {last?.check_status !== undefined && (
        <p>
          {sayOwn('check')}: {checkText(last.check_status)}
        </p>
      )}
    </section>
  );
}

function containerText({ container }: WholeTask): string {
  const image = container?.docker?.image ?? container?.mesos?.image?.docker?.name ?? '';
  return [container?.type ?? '', image].filter((each) => each !== '').join(' ');
}

function Ports({ whole }: { readonly whole: WholeTask }) {
  const named = whole.discovery?.ports?.ports ?? [];
  const ranges = (whole.resources ?? []).flatMap(({ ranges: of }) => of?.range ?? []);
  if (named.length === 0 && ranges.length === 0) return <>–</>;
  const own = ranges.map(({ begin, end }) => (begin === end ? `${begin}` : `${begin}–${end}`));
  const told = named.map(({ number, name = '', protocol = '' }) =>
    `${number} ${[name, protocol].filter((each) => each !== '').join('/')}`.trim(),
  );
  return <>{(told.length > 0 ? told : own).join(', ')}</>;
}

function networkText({ container }: WholeTask, last: Status | undefined): string {
  const names = (last?.container_status?.network_infos ?? []).flatMap(({ name }) => name ?? []);
  return names.length > 0 ? names.join(', ') : (container?.docker?.network ?? '');
}

function addressesText(last: Status | undefined): string {
  return (last?.container_status?.network_infos ?? [])
    .flatMap(({ ip_addresses = [] }) => ip_addresses.flatMap(({ ip_address }) => ip_address ?? []))
    .join(', ');
}

function HealthChecks({
  check,
  last,
}: {
  readonly check: HealthCheckV1;
  readonly last: Status | undefined;
}) {
  const say = useSay();
  const sayOwn = useWords(taskWords);
  const { http, tcp, command } = check;
  const what =
    http !== undefined
      ? `${http.scheme ?? 'http'} :${http.port}${http.path ?? '/'}`
      : tcp !== undefined
        ? `tcp :${tcp.port}`
        : (command?.value ?? '');
  return (
    <>
      <h3>{sayOwn('healthCheck')}</h3>
      <p className="long-name">
        <span className="mono">
          {check.type} {what}
        </span>
        ,{' '}
        {sayOwn('everySeconds', {
          interval: check.interval_seconds ?? 10,
          timeout: check.timeout_seconds ?? 20,
          failures: check.consecutive_failures ?? 3,
        })}
        , {sayOwn('grace', { grace: check.grace_period_seconds ?? 10 })}
      </p>
      <p>
        {sayOwn('lastResult')}:{' '}
        {last?.healthy === undefined ? (
          say('noHealth')
        ) : (
          <>
            <b className={last.healthy ? 'ok' : 'bad'}>
              {last.healthy ? `✓ ${say('healthy')}` : `✗ ${say('unhealthyState')}`}
            </b>{' '}
            <Time ms={(last.timestamp ?? 0) * 1000} />
          </>
        )}
      </p>
    </>
  );
}

function checkText({ type = '', command, http, tcp }: NonNullable<Status['check_status']>): string {
  const result = command?.exit_code ?? http?.status_code ?? tcp?.succeeded;
  return `${type} ${result === undefined ? '–' : String(result)}`;
}
