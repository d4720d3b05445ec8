/**
 * Why an app waits: a sentence, numbers and what to do next; which checks its offers failed, and the
 * offers themselves, with what each would have had to have.
 */
import { useState } from 'react';
import { useFetched, valueOf } from '../../base/fetching.ts';
import { Loaded } from '../../parts/failure.tsx';
import { Time, useNow } from '../../parts/time.tsx';
import { appsWords } from '../../texts/areas/marathon-apps.ts';
import { deploymentWords } from '../../texts/areas/marathon-deployments.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { addressOf } from '../../base/router.ts';
import { actions, appPath, base } from '../api.ts';
import { reasonText } from '../apps/app-columns.tsx';
import { DeclinedOffers, type DeclinedOffer } from './declined-offers.tsx';
import { type App, type OffersSummary, timeOf } from '../model.ts';
import { expectChange, useMarathon } from '../store.ts';
import { FailureReport } from '../instances/failure-report.tsx';

interface Explanation {
  readonly summary: string;
  readonly state: string;
  readonly deployment: { readonly id: string; readonly blocker: string } | null;
  readonly waiting: Waiting | null;
  readonly isConnectedToMesos: boolean;
}

interface Waiting {
  readonly count: number;
  readonly since: string;
  readonly delayedUntil: string | null;
  readonly delayedBecause: string | null;
  readonly offersSeen: number;
  readonly nearMisses: readonly DeclinedOffer[];
}

const pollMs = 2_000;

export function Why({ id }: { readonly id: string }) {
  const { apps, queue } = useMarathon();
  const fetched = useFetched<Explanation>(new URL(`${appPath(id)}/explain`, base).href, pollMs);
  const offers = queue.get(id)?.processedOffersSummary;
  const instances = apps.get(id)?.instances ?? 0;
  return (
    <Loaded fetched={fetched}>
      {(explanation) => (
        <>
          <Verdict id={id} explanation={explanation} instances={instances} />
          <div className="cards">
            {offers !== undefined && offers.processedOffersCount > 0 && <Funnel offers={offers} />}
            <LastFailure id={id} />
          </div>
          {explanation.waiting !== null && (
            <DeclinedOffers offers={explanation.waiting.nearMisses} />
          )}
        </>
      )}
    </Loaded>
  );
}

function Verdict({
  id,
  explanation: { summary, state, deployment, waiting, isConnectedToMesos },
  instances,
}: {
  readonly id: string;
  readonly explanation: Explanation;
  readonly instances: number;
}) {
  const say = useSay();
  const own = useWords(deploymentWords);
  return (
    <section className="card why" aria-label={own('why')}>
      <p>
        <b>{summary}</b>
      </p>
      <p>{state}</p>
      {waiting !== null && (
        <p>
          {own('waiting', { count: waiting.count })} <Time ms={timeOf(waiting.since)} />
        </p>
      )}
      <p>{nextStep(waiting, isConnectedToMesos, instances, own)}</p>
      {waiting !== null && <Delay id={id} waiting={waiting} />}
      {deployment !== null && (
        <p>
          {say('deployments')}:{' '}
          <a href={addressOf(`/deployments/${deployment.id}`)} className="mono">
            {deployment.id}
          </a>{' '}
          {deployment.blocker}
        </p>
      )}
    </section>
  );
}

type Own = ReturnType<typeof useWords<keyof (typeof deploymentWords)['en']>>;

function nextStep(
  waiting: Waiting | null,
  isConnected: boolean,
  instances: number,
  own: Own,
): string {
  if (!isConnected) return own('notConnected');
  if (waiting === null) return own('nothingWaits', { count: instances });
  if (waiting.delayedUntil !== null) return own('delayNext');
  return own(waiting.offersSeen === 0 ? 'nextOffer' : 'relax');
}

function Delay({ id, waiting }: { readonly id: string; readonly waiting: Waiting }) {
  const own = useWords(deploymentWords);
  const nowMs = useNow();
  const [refusal, setRefusal] = useState('');
  const { delayedUntil, delayedBecause } = waiting;
  if (delayedUntil === null) return null;
  const seconds = Math.max(0, Math.ceil((timeOf(delayedUntil) - nowMs) / 1_000));
  const reset = (): void => {
    setRefusal('');
    actions.resetDelay(id).then(
      () => expectChange(id),
      (error: unknown) => setRefusal(error instanceof Error ? error.message : String(error)),
    );
  };
  return (
    <p>
      <b>{own('delay', { seconds })}</b> {delayedBecause}{' '}
      <button type="button" className="plain" onClick={reset}>
        {own('resetDelay')}
      </button>
      {refusal !== '' && (
        <span className="fault" role="alert">
          {' '}
          {refusal}
        </span>
      )}
    </p>
  );
}

function Funnel({ offers }: { readonly offers: OffersSummary }) {
  const own = useWords(deploymentWords);
  const apps = useWords(appsWords);
  const { lastUnusedOfferAt, lastUsedOfferAt, rejectSummaryLaunchAttempt: rows } = offers;
  const last = Math.max(timeOf(lastUnusedOfferAt), timeOf(lastUsedOfferAt));
  return (
    <section className="card">
      <h2>{own('funnel')}</h2>
      <dl>
        <dt>{own('lastOffer')}</dt>
        <dd>{last === 0 ? own('never') : <Time ms={last} />}</dd>
        <dt>{own('lastUsed')}</dt>
        <dd>
          {lastUsedOfferAt === undefined ? own('never') : <Time ms={timeOf(lastUsedOfferAt)} />}
        </dd>
      </dl>
      <p className="muted">{own('funnelText')}</p>
      <table className="facts">
        <thead>
          <tr>
            <th scope="col">{own('check')}</th>
            <th scope="col">{own('lookedAt')}</th>
            <th scope="col">{own('ruledOut')}</th>
            <th scope="col">{own('left')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ reason, declined, processed }) => (
            <tr key={reason} className={declined > 0 ? 'bad' : ''}>
              <th scope="row">{reasonText(apps, reason)}</th>
              <td>{processed}</td>
              <td>{declined}</td>
              <td>{processed - declined}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function LastFailure({ id }: { readonly id: string }) {
  const own = useWords(deploymentWords);
  const failure = valueOf(
    useFetched<{ readonly app: App }>(
      new URL(`${appPath(id)}?embed=app.lastTaskFailure`, base).href,
      pollMs,
    ),
  )?.app.lastTaskFailure;
  if (failure === undefined) return null;
  return (
    <section className="card" aria-label={own('lastFailure')}>
      <h2>{own('lastFailure')}</h2>
      <FailureReport app={id} failure={failure} />
    </section>
  );
}
