/** Why a framework, a role or an agent gets the offers that it gets: in the master's own words. */
import { useFetched, valueOf } from '../base/fetching.ts';
import { useSay } from '../texts/texts.ts';
import { Loaded } from './failure.tsx';
import { agentAddress } from './table/cells.tsx';

interface Explanation {
  readonly summary: string;
  readonly offers?: readonly {
    readonly framework_id: string;
    readonly role: string;
    readonly times_given: number;
    readonly reasons: readonly {
      readonly reason: string;
      readonly agents: number;
      readonly text: string;
      readonly examples?: readonly { readonly agent_id?: string; readonly hostname?: string }[];
    }[];
  }[];
}

const pollMs = 5_000;

export function Explained({
  of,
  id,
}: {
  readonly of: 'framework' | 'role' | 'agent';
  readonly id: string;
}) {
  const say = useSay();
  const fetched = useFetched<Explanation>(
    `/master/explain/${of}/${encodeURIComponent(id)}`,
    pollMs,
  );
  return (
    <section className="card">
      <h2>{say('whyNoOffers')}</h2>
      <Loaded fetched={fetched}>
        {({ summary, offers = [] }) => (
          <>
            <p>{summary}</p>
            {offers.map(({ framework_id, role, reasons }) => (
              <details key={`${framework_id} ${role}`} open={offers.length === 1}>
                <summary>
                  {of === 'agent' ? framework_id : ''} {role}
                </summary>
                <ul>
                  {reasons.map(({ reason, agents, text, examples = [] }) => (
                    <li key={reason}>
                      <b>{agents}</b> <span className="mono">{reason}</span> {text}{' '}
                      {examples.map(({ agent_id = '', hostname = '' }) => (
                        <a key={agent_id} href={agentAddress(agent_id)}>
                          {hostname}{' '}
                        </a>
                      ))}
                    </li>
                  ))}
                </ul>
              </details>
            ))}
          </>
        )}
      </Loaded>
    </section>
  );
}

/** One line of it, for tables. */
export function useReason(of: 'framework' | 'role', id: string): string | undefined {
  return valueOf(useFetched<Explanation>(`/master/explain/${of}/${encodeURIComponent(id)}`))
    ?.summary;
}
