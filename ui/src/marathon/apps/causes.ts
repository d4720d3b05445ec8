/** Why an app is not as it should be, from what is known of all apps at once; the rest is asked for on its own page. */
import type { App, FunnelRow, Queued } from '../model.ts';

export type Cause =
  | { readonly kind: 'delayed'; readonly text: string; readonly seconds: number }
  | { readonly kind: 'noOffer'; readonly text: string }
  | {
      readonly kind: 'declined';
      readonly text: string;
      readonly row: FunnelRow;
      readonly offers: number;
    }
  | { readonly kind: 'placing'; readonly text: string }
  /** A sentence of Marathon. */
  | { readonly kind: 'blocked'; readonly text: string }
  | {
      readonly kind: 'unhealthy';
      readonly text: string;
      readonly count: number;
      readonly total: number;
    };

export function causeOf(app: App, queued: Queued | undefined, blocker: string): Cause | undefined {
  if (queued !== undefined && app.tasksRunning < app.instances) return waitingCause(queued);
  if (blocker !== '') return { kind: 'blocked', text: blocker };
  const count = app.tasksUnhealthy;
  return count > 0
    ? { kind: 'unhealthy', text: String(count), count, total: app.tasksRunning }
    : undefined;
}

function waitingCause({ delay, processedOffersSummary: offers }: Queued): Cause {
  const seconds = delay.timeLeftSeconds;
  if (seconds > 0 && !delay.overdue) return { kind: 'delayed', text: '', seconds };
  if (offers === undefined || offers.processedOffersCount === 0) {
    return { kind: 'noOffer', text: '' };
  }
  for (const funnel of [offers.rejectSummaryLastOffers, offers.rejectSummaryLaunchAttempt]) {
    const row = mostDeclined(funnel);
    if (row !== undefined) {
      return { kind: 'declined', text: row.reason, row, offers: offersOf(funnel) };
    }
  }
  return { kind: 'placing', text: '' };
}

/** The reason that ruled out most offers. */
function mostDeclined(funnel: readonly FunnelRow[]): FunnelRow | undefined {
  let most: FunnelRow | undefined;
  for (const row of funnel) if (row.declined > (most?.declined ?? 0)) most = row;
  return most;
}

/** How many offers a funnel began with. */
const offersOf = (funnel: readonly FunnelRow[]): number => funnel[0]?.processed ?? 0;
