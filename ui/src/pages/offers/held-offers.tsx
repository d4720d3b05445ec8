/** What a framework was offered and has not answered yet. Offers come and go: asked while somebody looks. */
import { agentAddress } from '../../parts/table/cells.tsx';
import { Loaded } from '../../parts/failure.tsx';
import { amountText, megabytesText } from '../../parts/format.ts';
import { Time } from '../../parts/time.tsx';
import { useFetched, valueOf } from '../../base/fetching.ts';
import { roleWords } from '../../texts/areas/roles.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { useOffers } from './offer-rows.ts';

const pollMs = 2_000;
const mostShown = 20;

interface Offered {
  readonly frameworks: readonly { readonly id: string; readonly lastOfferMs: number }[];
}

export function HeldOffers({ framework }: { readonly framework: string }) {
  const say = useSay();
  const sayOwn = useWords(roleWords);
  const fetched = useOffers(pollMs);
  const known = valueOf(useFetched<Offered>('/master/live/frameworks', pollMs));
  const lastMs = known?.frameworks.find(({ id }) => id === framework)?.lastOfferMs;
  return (
    <section className="card">
      <h2>{sayOwn('offersOut')}</h2>
      <p>
        {sayOwn('lastOffer')}:{' '}
        {lastMs === 0 ? sayOwn('neverOffered') : <Time ms={lastMs ?? Number.NaN} />}
      </p>
      <Loaded fetched={fetched}>
        {({ total, offers }) => {
          const own = offers.filter((offer) => offer.framework === framework);
          return (
            <>
              {own.length === 0 && <p className="quiet">{sayOwn('offersNone')}</p>}
              <ul className="lines">
                {own.slice(0, mostShown).map((offer) => (
                  <li key={offer.id}>
                    <a href={agentAddress(offer.agent)}>{offer.host}</a>
                    <span>
                      {amountText(offer.cpus)} {say('cpus')}, {megabytesText(offer.mem)}
                    </span>
                    <Time ms={offer.madeMs} />
                  </li>
                ))}
              </ul>
              {own.length > mostShown && (
                <p className="muted">{say('shown', { matched: mostShown, total: own.length })}</p>
              )}
              {total > offers.length && (
                <p className="muted">{sayOwn('offersBound', { shown: offers.length, total })}</p>
              )}
            </>
          );
        }}
      </Loaded>
    </section>
  );
}
