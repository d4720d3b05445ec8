/** Whether instances would have a place, as `POST /v2/fit` answers. */
import { funnelReason, type Fit, type OfferFit, type RejectionReason } from '../../core/parts.ts';
import type { RunSpec } from '../../model/run-spec.ts';

/** Of as many offers it is said what does not fit, and how many do. */
const mostShown = 50;

export function renderFit(fit: Fit, { role }: RunSpec): object {
  const { unknown, offers, fits, isAtLeast } = fit;
  if (unknown !== undefined) {
    return { offers: 0, fits: null, unknown, unknownBecause: sentences[unknown](role) };
  }
  const declined = new Map<RejectionReason | 'other', number>();
  for (const { why, fits: own } of offers) {
    if (why === undefined || own > 0) continue;
    const reason = funnelReason(why.reasons) ?? 'other';
    declined.set(reason, (declined.get(reason) ?? 0) + 1);
  }
  return {
    offers: offers.length,
    fits,
    isAtLeast,
    declined: Object.fromEntries(declined),
    places: offers
      .toSorted((left, right) => right.fits - left.fits)
      .slice(0, mostShown)
      .map(renderPlace),
  };
}

function renderPlace({ offer, fits, why }: OfferFit): object {
  return {
    agentId: offer.agent_id.value,
    host: offer.hostname,
    fits,
    reasons: why?.reasons ?? [],
    detail: why?.detail ?? null,
  };
}

const sentences: Readonly<Record<NonNullable<Fit['unknown']>, (role: string) => string>> = {
  'not-connected': () => 'Marathon is not connected to Mesos.',
  'unknown-role': (role) =>
    `Nothing of Marathon uses the role ${role} yet, so nothing is offered for it.`,
  'none-held': () => 'Marathon holds no offers at this moment.',
  'none-came': () => 'Mesos was asked for offers, and made none.',
  'too-many': () => 'Too many others wait for offers to be asked for.',
};
