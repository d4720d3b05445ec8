/**
 * How full the cluster is: of each resource what is used, allocated, offered and idle. What is used
 * only agents know, and a page asks them only as long as they are few.
 */
import { mostMeasuredAgents, type Use, useMeasured } from '../../live/agents-use.ts';
import { useRows } from '../../live/client.ts';
import type { Agent, Amounts } from '../../live/model.ts';
import type { Summary } from '../../live/queries.ts';
import { amountText, megabytesText } from '../../parts/format.ts';
import { homeWords } from '../../texts/areas/home.ts';
import { useSay, useWords } from '../../texts/texts.ts';

const keys = ['cpus', 'mem', 'disk', 'gpus'] as const;
type Key = (typeof keys)[number];

const textOf = (key: Key, value: number): string =>
  key === 'cpus' || key === 'gpus' ? amountText(value) : megabytesText(value);

interface Shares {
  /** Undefined: not known. */
  readonly used: number | undefined;
  readonly allocated: number;
  readonly offered: number;
  readonly idle: number;
  readonly total: number;
}

function sharesOf({ total, used, beat }: Summary, key: Key, use: Use | undefined): Shares {
  const allocated = used[key];
  const offered = beat?.offered[key] ?? 0;
  const idle = Math.max(0, total[key] - allocated - offered);
  return { used: usedOf(use, key), allocated, offered, idle, total: total[key] };
}

function usedOf(use: Use | undefined, key: keyof Amounts): number | undefined {
  return key === 'gpus' ? undefined : use?.[key];
}

export function Capacity({ summary }: { readonly summary: Summary }) {
  const say = useSay();
  const word = useWords(homeWords);
  const agents = useRows<Agent>({
    ...{ kind: 'agents', search: '', sort: 'id', isDescending: false, states: ['active'] },
    ...{ from: 0, count: mostMeasuredAgents },
  });
  const isMany = (agents?.total ?? 0) > mostMeasuredAgents;
  const use = useMeasured(isMany ? [] : (agents?.rows ?? []).map(({ id }) => id));
  const rows = keys.map((key) => [key, sharesOf(summary, key, use)] as const);
  return (
    <section className="card" aria-label={say('capacity')}>
      <h2>{say('capacity')}</h2>
      {rows.map(([key, shares]) => (
        <CapacityBar key={key} name={key} shares={shares} />
      ))}
      <p className="legend" aria-hidden="true">
        <i className="is-used" /> {word('used')} <i className="is-allocated" /> {say('used')}{' '}
        <i className="is-offered" /> {say('offered')} <i className="is-idle" /> {say('idle')}
      </p>
      {isMany && (
        <p className="muted home-small">{word('usedUnknown', { most: mostMeasuredAgents })}</p>
      )}
      <details>
        <summary>{word('numbers')}</summary>
        <CapacityTable rows={rows} />
      </details>
    </section>
  );
}

function CapacityBar({ name, shares }: { readonly name: Key; readonly shares: Shares }) {
  const say = useSay();
  const word = useWords(homeWords);
  const { used, allocated, offered, idle, total } = shares;
  const percent = (value: number): number => (total === 0 ? 0 : (value / total) * 100);
  const text = (value: number): string => textOf(name, value);
  const said = [
    ...(used === undefined ? [] : [`${word('used')} ${text(used)}`]),
    `${say('used')} ${text(allocated)}`,
    `${say('offered')} ${text(offered)}`,
    `${say('idle')} ${text(idle)}`,
  ].join(', ');
  return (
    <div className="bar-row home-bar">
      <span className="bar-label">{say(name)}</span>
      <svg
        className="bar"
        viewBox="0 0 100 10"
        preserveAspectRatio="none"
        role="img"
        aria-label={`${say(name)}: ${said}`}
      >
        <title>{said}</title>
        <rect width="100" height="10" className="bar-idle" />
        <rect width={Math.min(100, percent(allocated))} height="10" className="bar-used" />
        <rect
          x={Math.min(100, percent(allocated))}
          width={Math.min(100 - Math.min(100, percent(allocated)), percent(offered))}
          height="10"
          className="bar-offered"
        />
        {used !== undefined && (
          <rect y="3" width={Math.min(100, percent(used))} height="4" className="bar-really" />
        )}
      </svg>
      <span className="bar-text">
        {text(allocated)} / {text(total)}
      </span>
    </div>
  );
}

const shareNames = ['total', 'allocated', 'offered', 'idle'] as const;

function CapacityTable({ rows }: { readonly rows: readonly (readonly [Key, Shares])[] }) {
  const say = useSay();
  const word = useWords(homeWords);
  return (
    <table className="facts">
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">{say('resources')}</span>
          </th>
          {rows.map(([key]) => (
            <th key={key} scope="col">
              {say(key)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shareNames.map((name) => (
          <tr key={name}>
            <th scope="row">{say(name)}</th>
            {rows.map(([key, shares]) => (
              <td key={key}>{textOf(key, shares[name])}</td>
            ))}
          </tr>
        ))}
        <tr>
          <th scope="row">{word('used')}</th>
          {rows.map(([key, { used }]) => (
            <td key={key}>{used === undefined ? '–' : textOf(key, used)}</td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}
