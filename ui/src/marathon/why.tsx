/** Why an app waits: what Marathon saw of offers, what it declined and for which reasons. */
import { Loaded } from '../parts/failure.tsx';
import { Time } from '../parts/time.tsx';
import { useFetched } from '../base/fetching.ts';
import { useSay } from '../texts/texts.ts';
import { appPath, base } from './api.ts';

interface Explanation {
  readonly summary: string;
  readonly state?: string;
  readonly deployment?: { readonly id: string; readonly blockedBy?: string } | null;
  readonly waiting?: {
    readonly count: number;
    readonly since?: string;
    readonly delayedUntil?: string | null;
    readonly delayedBecause?: string | null;
    readonly offersSeen: number;
    readonly offersUnused: number;
    readonly declined: Readonly<Record<string, unknown>>;
    readonly nearMisses: readonly object[];
  } | null;
}

const pollMs = 2_000;

export function Why({ id }: { readonly id: string }) {
  const say = useSay();
  const fetched = useFetched<Explanation>(new URL(`${appPath(id)}/explain`, base).href, pollMs);
  return (
    <Loaded fetched={fetched}>
      {({ summary, state, waiting }) => (
        <>
          <p className="why">
            <b>{summary}</b> {state}
          </p>
          {waiting !== undefined && waiting !== null && (
            <div className="cards">
              <section className="card">
                <h2>{say('status_waiting')}</h2>
                <dl>
                  <dt>{say('instances')}</dt>
                  <dd>{waiting.count}</dd>
                  <dt>{say('started')}</dt>
                  <dd>
                    <Time ms={Date.parse(waiting.since ?? '') || 0} />
                  </dd>
                  {typeof waiting.delayedUntil === 'string' && (
                    <>
                      <dt>{say('status_delayed')}</dt>
                      <dd>
                        <Time ms={Date.parse(waiting.delayedUntil)} /> {waiting.delayedBecause}
                      </dd>
                    </>
                  )}
                  <dt>{say('offers')}</dt>
                  <dd>{say('usage', { used: waiting.offersUnused, total: waiting.offersSeen })}</dd>
                </dl>
              </section>
              <section className="card">
                <h2>{say('declined')}</h2>
                <Plain value={waiting.declined} />
              </section>
              <section className="card">
                <h2>{say('nearMisses')}</h2>
                <Plain value={waiting.nearMisses} />
              </section>
            </div>
          )}
        </>
      )}
    </Loaded>
  );
}

/** What Marathon says, as a list of what is in it. */
function Plain({ value }: { readonly value: unknown }) {
  const say = useSay();
  if (value === null || typeof value !== 'object') return <>{String(value)}</>;
  const entries = Object.entries(value);
  if (entries.length === 0) return <p className="quiet">{say('none')}</p>;
  return (
    <dl>
      {entries.map(([name, held]) => (
        <div key={name}>
          <dt>{Array.isArray(value) ? '' : name}</dt>
          <dd>
            <Plain value={held} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
