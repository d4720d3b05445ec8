import { describe, expect, it } from 'vitest';
import type { App, Deployment, Queued } from '../model.ts';
import { fatesOf, stalledSince, waitingOf } from './deployment-facts.ts';

const version = '1970-01-01T00:00:01.000Z';
const deployment: Deployment = {
  ...{ id: 'd', version, affectedApps: ['/a', '/b', '/c'], currentStep: 1, totalSteps: 2 },
  currentActions: [{ action: 'ScaleApplication', app: '/a', blocker: '0 of 1 instances are up' }],
  steps: [
    { actions: [{ action: 'StartApplication', app: '/a' }] },
    {
      actions: [
        { action: 'ScaleApplication', app: '/a' },
        { action: 'StopApplication', app: '/b' },
        { action: 'StartPod', pod: '/p' },
      ],
    },
  ],
};

const app: App = {
  ...{ id: '/a', instances: 1, cpus: 1, mem: 1, version, deployments: [{ id: 'd' }] },
  ...{ tasksStaged: 0, tasksRunning: 0, tasksHealthy: 0, tasksUnhealthy: 0 },
};

function held(processedOffersCount: number, since = version) {
  const reason = { reason: 'InsufficientCpus', declined: 0, processed: 1 };
  const queued: Queued = {
    ...{ count: 1, since, delay: { timeLeftSeconds: 0, overdue: true } },
    processedOffersSummary: {
      ...{ processedOffersCount, unusedOffersCount: 0 },
      ...{ rejectSummaryLastOffers: [reason], rejectSummaryLaunchAttempt: [] },
    },
  };
  return { apps: new Map([['/a', app]]), queue: new Map([['/a', queued]]) };
}

describe('a deployment', () => {
  it('tells what its step has yet to do, in the words of Marathon, and why it waits', () => {
    expect(waitingOf(deployment, held(0))).toEqual([
      {
        ...{ id: '/a', isPod: false, action: 'ScaleApplication' },
        ...{ blocker: '0 of 1 instances are up', cause: { kind: 'noOffer', text: '' } },
      },
    ]);
  });

  it('is stalled when nothing moves for long, for a reason that does not pass by itself', () => {
    expect(stalledSince(deployment, held(0), undefined, 20_000)).toBeUndefined();
    expect(stalledSince(deployment, held(0), undefined, 40_000)).toBe(1_000);
    // Offers are looked at and none was refused: it moves.
    expect(stalledSince(deployment, held(2), undefined, 40_000)).toBeUndefined();
    const idle = { ...deployment, currentActions: [] };
    expect(stalledSince(idle, held(0), undefined, 40_000)).toBeUndefined();
  });

  it('taken back removes what it started, starts what it stopped, and changes the rest', () => {
    expect(Object.fromEntries(fatesOf(deployment))).toEqual({
      ...{ '/a': 'removed', '/b': 'restarted', '/c': 'changed', '/p': 'removed' },
    });
  });
});
