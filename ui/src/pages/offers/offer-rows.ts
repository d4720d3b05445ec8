/** Offers that are out, asked for while somebody looks: they come and go too often for the stream. */
import { type Fetched, useFetched } from '../../base/fetching.ts';
import type { Amounts } from '../../live/model.ts';

export interface Offer extends Amounts {
  readonly id: string;
  readonly role: string;
  readonly framework: string;
  readonly frameworkName: string;
  readonly agent: string;
  readonly host: string;
  readonly madeMs: number;
  /** 0: its machine will not be away, as far as is known. */
  readonly unavailableMs: number;
}

export interface Offers {
  /** More than there are here when there are many. */
  readonly total: number;
  readonly offers: readonly Offer[];
}

export function useOffers(everyMs: number): Fetched<Offers> & { again: () => void } {
  return useFetched<Offers>('/master/live/offers', everyMs);
}
