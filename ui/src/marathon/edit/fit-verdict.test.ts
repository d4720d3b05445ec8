import { describe, expect, it } from 'vitest';
import { type FitAnswer, mayAsk, verdictOf } from './fit-verdict.ts';

describe('the verdict on a change', () => {
  it('says how many of its new instances would have a place', () => {
    expect(verdictOf({ wanted: 0, fits: null })).toBe('noneNeeded');
    expect(verdictOf({ wanted: 2, fits: null })).toBe('unknown');
    expect(verdictOf({ wanted: 2, fits: 0 })).toBe('noneFits');
    expect(verdictOf({ wanted: 2, fits: 1 })).toBe('someFit');
    expect(verdictOf({ wanted: 2, fits: 2 })).toBe('allFit');
  });

  it('lets Mesos be asked only where that may help', () => {
    const answer: FitAnswer = { steps: [], wanted: 1, offers: 0, fits: null };
    expect(mayAsk({ ...answer, unknown: 'none-held' })).toBe(true);
    expect(mayAsk({ ...answer, unknown: 'not-connected' })).toBe(false);
    expect(mayAsk({ ...answer, unknown: 'unknown-role' })).toBe(false);
  });
});
