/**
 * How many instances of an app or pod would have a place on these offers, and why no more. The rules are
 * those of a launch (find-launch.ts); nothing is launched, and no offer is used up by it. What is placed
 * counts for the constraints of what comes next, as it does where instances are launched one by one.
 */
import type { Offer } from '../../../protocol/generated/mesos.ts';
import type { RunSpec } from '../../model/run-spec.ts';
import type { Core } from '../environment.ts';
import { OfferLedger } from '../offers/ledger.ts';
import type { NoMatch } from '../offers/match.ts';
import type { Fit } from '../parts.ts';
import { tryPlace } from './find-launch.ts';
import { newInstance, type Launch } from './launch.ts';

/** Trying goes on in one turn: nobody waits long for somebody else's question. */
export const mostTried = 1_000;
const mostOffersTried = 500;

interface Place {
  readonly offer: Offer;
  readonly ledger: OfferLedger;
  fits: number;
  why: NoMatch | undefined;
}

export function fitOf(
  core: Core,
  { runSpec, wanted }: { readonly runSpec: RunSpec; readonly wanted: number },
  offers: readonly Offer[],
): Fit {
  const places: readonly Place[] = offers
    .slice(0, mostOffersTried)
    .map((offer) => ({ offer, ledger: OfferLedger.of(offer), fits: 0, why: undefined }));
  const launches: Launch[] = [];
  let tries = 0;
  const isOver = (): boolean => launches.length >= wanted || tries >= mostTried;
  const fill = (place: Place): void => {
    const { offer, ledger } = place;
    while (!isOver()) {
      tries++;
      place.why = tryPlace(core, { runSpec, offer, ledger, launches });
      if (place.why !== undefined) return;
      place.fits++;
      launches.push({ instance: newInstance(core, offer, runSpec), operations: [] });
    }
  };
  // What is placed elsewhere may make room here, by constraints that spread instances.
  for (let before = -1; before < launches.length && !isOver();) {
    before = launches.length;
    for (const place of places) fill(place);
  }
  return {
    fits: launches.length,
    isAtLeast: launches.length < wanted && (tries >= mostTried || offers.length > places.length),
    offers: places.map(({ offer, fits, why }) => ({ offer, fits, why })),
  };
}
