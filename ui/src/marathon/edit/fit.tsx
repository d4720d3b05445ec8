/**
 * What a change will do, and whether its new instances would have a place now. Marathon's own matcher
 * says so, by the offers that it holds; mostly there are none, and Mesos is asked only when the reader
 * wishes it.
 */
import './fit.css';
import { useEffect, useRef, useState } from 'react';
import { appsWords } from '../../texts/areas/marathon-apps.ts';
import { fitWords } from '../../texts/areas/marathon-fit.ts';
import { useWords } from '../../texts/texts.ts';
import { request } from '../api.ts';
import { reasonText } from '../apps/app-columns.tsx';
import { withoutEmpty } from './check.ts';
import { changesOf, type Definition } from './definition.ts';
import type { Kind } from './edit.tsx';
import { type FitAnswer, type FitPlace, mayAsk, type Verdict, verdictOf } from './fit-verdict.ts';

export interface FitProps {
  readonly kind: Kind;
  readonly before: Definition | undefined;
  readonly after: Definition;
}

type State =
  | { readonly kind: 'asking' }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'answered'; readonly answer: FitAnswer };

function ask({ kind, before, after }: FitProps, askForOffers: boolean): Promise<FitAnswer> {
  const app =
    before === undefined ? withoutEmpty(after) : { id: before['id']!, ...changesOf(before, after) };
  const body = JSON.stringify(kind === 'pod' ? { pod: after } : { app });
  const path = askForOffers ? 'v2/fit?askForOffers=true' : 'v2/fit';
  return request<FitAnswer>(path, { method: 'POST', body });
}

export function Fit(props: FitProps) {
  const own = useWords(fitWords);
  const [state, setState] = useState<State>({ kind: 'asking' });
  // A later question counts, and none once nobody looks any more.
  const round = useRef(0);
  const question = JSON.stringify([props.kind, props.before, props.after]);
  const look = (askForOffers: boolean): void => {
    const mine = ++round.current;
    const tell = (next: State): void => {
      if (round.current === mine) setState(next);
    };
    setState({ kind: 'asking' });
    ask(props, askForOffers).then(
      (answer) => tell({ kind: 'answered', answer }),
      (error: unknown) =>
        tell({ kind: 'refused', why: error instanceof Error ? error.message : String(error) }),
    );
  };
  useEffect(() => {
    look(false);
    return () => void round.current++;
  }, [question]);
  return (
    <section className="fit" aria-label={own('wouldFit')} aria-busy={state.kind === 'asking'}>
      {state.kind === 'asking' && (
        <p className="quiet" role="status">
          {own('asking')}
        </p>
      )}
      {state.kind === 'refused' && (
        <p className="fault" role="alert">
          {state.why}
        </p>
      )}
      {state.kind === 'answered' && <Answered answer={state.answer} ask={() => look(true)} />}
    </section>
  );
}

function Answered({ answer, ask }: { readonly answer: FitAnswer; readonly ask: () => void }) {
  const own = useWords(fitWords);
  const { steps, first } = answer;
  return (
    <>
      <h3>{own('whatComes')}</h3>
      {steps.length === 0 && <p>{own('nothingToDo')}</p>}
      <ol>
        {steps.map(({ actions }, i) => (
          <li key={i}>
            {actions.map(({ action, app, pod }) => `${action} ${app ?? pod ?? ''}`).join(', ')}
          </li>
        ))}
      </ol>
      {first !== undefined && <p>{own('first', first)}</p>}
      <h3>{own('wouldFit')}</h3>
      <Told answer={answer} />
      {answer.wanted > 0 && (mayAsk(answer) || answer.fits !== null) && (
        <p>
          <button type="button" className="plain" onClick={ask}>
            {own(answer.fits === null ? 'ask' : 'askAgain')}
          </button>{' '}
          <span className="muted">{own('askText')}</span>
        </p>
      )}
    </>
  );
}

const looks: Readonly<Record<Verdict, readonly [glyph: string, className: string]>> = {
  noneNeeded: ['✓', 'is-good'],
  unknown: ['?', 'is-part'],
  allFit: ['✓', 'is-good'],
  someFit: ['▲', 'is-part'],
  noneFits: ['✕', 'is-bad'],
};

function Told({ answer }: { readonly answer: FitAnswer }) {
  const own = useWords(fitWords);
  const apps = useWords(appsWords);
  const { wanted, fits, offers, first, isAtLeast, declined = {}, places = [] } = answer;
  const verdict = verdictOf(answer);
  const [glyph, className] = looks[verdict];
  return (
    <>
      <p role="status" className={className}>
        <span aria-hidden>{glyph}</span> <b>{own(verdict, { wanted, fits: fits ?? 0, offers })}</b>{' '}
        {verdict === 'unknown' && answer.unknownBecause}
        {isAtLeast === true && own('atLeast')}
      </p>
      {Object.keys(declined).length > 0 && (
        <ul>
          {Object.entries(declined).map(([reason, count]) => (
            <li key={reason}>
              {own('declined', {
                count,
                reason: reason === 'other' ? own('other') : reasonText(apps, reason),
              })}
            </li>
          ))}
        </ul>
      )}
      {first !== undefined && fits !== null && wanted > 0 && (
        <p className="muted">{own('freed')}</p>
      )}
      {wanted > 0 && places.length > 0 && <Places places={places} offers={offers} />}
    </>
  );
}

function Places({
  places,
  offers,
}: {
  readonly places: readonly FitPlace[];
  readonly offers: number;
}) {
  const own = useWords(fitWords);
  return (
    <div className="fit-places" tabIndex={0} role="group" aria-label={own('wouldFit')}>
      <table className="facts left">
        <thead>
          <tr>
            <th scope="col">{own('host')}</th>
            <th scope="col">{own('count')}</th>
            <th scope="col">{own('why')}</th>
          </tr>
        </thead>
        <tbody>
          {places.map(({ agentId, host, fits, detail }, i) => (
            <tr key={i}>
              <th scope="row" title={agentId}>
                {host}
              </th>
              <td>{fits}</td>
              <td>{detail ?? own('enough')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {offers > places.length && <p>{own('more', { count: offers - places.length })}</p>}
    </div>
  );
}
