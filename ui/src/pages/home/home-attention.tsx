/** What wants to be looked at: each row what it is, since when, and one button that leads there. */
import type { Attention } from '../../live/attention.ts';
import { agentAddress, frameworkAddress, taskAddress } from '../../parts/table/cells.tsx';
import { toneOf } from '../../parts/state.tsx';
import { State } from '../../parts/state.tsx';
import { Time } from '../../parts/time.tsx';
import { useFetched, valueOf } from '../../base/fetching.ts';
import { addressOf } from '../../base/router.ts';
import { homeWords } from '../../texts/areas/home.ts';
import { useSay, useWords } from '../../texts/texts.ts';

/** The master tells of quotas by no event. */
const quotaPollMs = 15_000;
const mostRows = 8;
const quotaNames = ['cpus', 'gpus', 'mem', 'disk'] as const;

type Scalars = Readonly<Partial<Record<(typeof quotaNames)[number], number>>>;

interface Role {
  readonly name: string;
  readonly quota?: { readonly limit?: Scalars; readonly consumed?: Scalars };
}

/** What the page has to say of itself, and where it leads. */
export interface Concern {
  readonly key: string;
  readonly text: string;
  readonly state: string;
  readonly sinceMs: number;
  readonly address: string;
  readonly button: string;
}

export function useConcerns(rows: readonly Attention[]): readonly Concern[] {
  const text = useAttentionText();
  const say = useSay();
  const word = useWords(homeWords);
  const roles = valueOf(
    useFetched<{ readonly roles?: readonly Role[] }>('/master/roles', quotaPollMs),
  )?.roles;
  const fromRows = rows.map((row) => ({
    key: `${row.kind} ${row.of} ${row.id} ${row.what}`,
    text: text(row),
    state: stateOf(row),
    sinceMs: row.sinceMs,
    address: addressOfRow(row),
    button: row.kind === 'agents' ? word('show') : say('why'),
  }));
  const fromRoles = (roles ?? []).flatMap((role) => {
    const full = fullOf(role);
    if (full.length === 0) return [];
    const what = full.map((name) => say(name)).join(', ');
    return [
      {
        key: `role ${role.name}`,
        text: word('quota', { name: role.name, what }),
        state: 'atLimit',
        sinceMs: 0,
        address: addressOf('/roles', { q: role.name }),
        button: word('looks'),
      },
    ];
  });
  return [...fromRows, ...fromRoles].slice(0, mostRows);
}

/** Those of which no more will be offered. */
function fullOf({ quota: { limit = {}, consumed = {} } = {} }: Role): (keyof Scalars)[] {
  return quotaNames.filter((name) => {
    const most = limit[name];
    return most !== undefined && most > 0 && (consumed[name] ?? 0) >= most;
  });
}

export function AttentionCard({ rows }: { readonly rows: readonly Concern[] }) {
  const say = useSay();
  return (
    <section className="card home-attention" aria-label={say('attention')}>
      <h2>{say('attention')}</h2>
      {rows.length === 0 ? (
        <p className="home-calm">
          <State state="active" word={say('attentionNone')} />
        </p>
      ) : (
        <ul className="lines">
          {rows.map(({ key, text, state, sinceMs, address, button }) => (
            <li key={key}>
              <span className={`home-sign ${toneOf(state)}`}>
                <State state={state} word="" />
              </span>
              <span className="home-text" title={text}>
                {text}
              </span>
              {sinceMs > 0 && <Time ms={sinceMs} />}
              <a className="button" href={address} aria-label={`${button} ${text}`}>
                {button}
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function useAttentionText(): (row: Attention) => string {
  const say = useSay();
  const word = useWords(homeWords);
  return ({ kind, name, what, count }) => {
    switch (kind) {
      case 'agent':
        if (what === 'unreachable') return say('agentUnreachable', { name });
        return what === 'draining'
          ? word('agentLate', { name, count })
          : say('agentDisconnected', { name, count });
      case 'agents':
        return word(
          what === 'unreachable'
            ? 'agentsUnreachable'
            : what === 'draining'
              ? 'agentsDraining'
              : 'agentsDisconnected',
          { name, count },
        );
      case 'failing':
        return say('failing', { name, what: readableReason(what), count });
      case 'unhealthy':
        return say('unhealthy', { name, count });
      case 'framework':
        return say('frameworkAway', { name });
    }
  };
}

/** REASON_TASK_INVALID: "task invalid"; sentences stay. */
function readableReason(what: string): string {
  if (!what.startsWith('REASON_')) return what;
  return what.slice('REASON_'.length).toLowerCase().replaceAll('_', ' ');
}

function stateOf({ kind, what }: Attention): string {
  if (kind === 'agent' || kind === 'agents' || kind === 'framework') return what;
  return 'FAILED';
}

function addressOfRow({ kind, id, of, what }: Attention): string {
  if (kind === 'agent') return agentAddress(id);
  if (kind === 'agents') return addressOf('/agents', { q: `state:${what}` });
  return kind === 'framework' ? frameworkAddress(id) : taskAddress(of, id);
}
