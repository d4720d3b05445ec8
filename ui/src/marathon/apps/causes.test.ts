import { describe, expect, it } from 'vitest';
import type { App, FunnelRow, OffersSummary, Queued } from '../model.ts';
import { causeOf } from './causes.ts';

const app: App = {
  ...{ id: '/a', instances: 2, cpus: 1, mem: 1, version: '', deployments: [] },
  ...{ tasksStaged: 0, tasksRunning: 1, tasksHealthy: 0, tasksUnhealthy: 0 },
};

function queued(offers?: Partial<OffersSummary>, timeLeftSeconds = 0): Queued {
  const entry: Queued = { count: 1, since: '', delay: { timeLeftSeconds, overdue: false } };
  if (offers === undefined) return entry;
  const none = { rejectSummaryLastOffers: [], rejectSummaryLaunchAttempt: [] };
  const counts = { processedOffersCount: 3, unusedOffersCount: 3 };
  return { ...entry, processedOffersSummary: { ...counts, ...none, ...offers } };
}

const row = (reason: string, declined: number, processed: number): FunnelRow => ({
  ...{ reason, declined, processed },
});

describe('why an app is not as it should be', () => {
  it('is nothing, while all is well', () => {
    expect(causeOf(app, undefined, '')).toBeUndefined();
    expect(causeOf({ ...app, instances: 1 }, queued(), '')).toBeUndefined();
  });

  it('is the delay first, then that no offer came', () => {
    expect(causeOf(app, queued({}, 7), 'it waits')).toMatchObject({ kind: 'delayed', seconds: 7 });
    expect(causeOf(app, queued(), '')).toMatchObject({ kind: 'noOffer' });
    expect(causeOf(app, queued({ processedOffersCount: 0 }), '')).toMatchObject({
      kind: 'noOffer',
    });
  });

  it('is what ruled out most offers, of the last ones before all others', () => {
    const last = [row('UnfulfilledRole', 1, 5), row('InsufficientCpus', 3, 4)];
    const all = [row('InsufficientMemory', 9, 20)];
    const both = { rejectSummaryLastOffers: last, rejectSummaryLaunchAttempt: all };
    expect(causeOf(app, queued(both), '')).toMatchObject({
      ...{ kind: 'declined', text: 'InsufficientCpus', offers: 5 },
    });
    const older = { rejectSummaryLaunchAttempt: all };
    expect(causeOf(app, queued(older), '')).toMatchObject({ kind: 'declined', offers: 20 });
    expect(causeOf(app, queued({}), '')).toMatchObject({ kind: 'placing' });
  });

  it('is what holds its deployment up, or else its health', () => {
    const ill = { ...app, tasksUnhealthy: 1 };
    expect(causeOf(ill, undefined, 'it waits')).toEqual({ kind: 'blocked', text: 'it waits' });
    expect(causeOf(ill, undefined, '')).toMatchObject({ kind: 'unhealthy', count: 1, total: 1 });
  });
});
