import { describe, expect, it } from 'vitest';
import { fromRecord, toRecord } from './records.ts';
import { anApp, written } from './test-support.ts';

describe('records of definitions', () => {
  it('bring back what was stored', () => {
    const app = anApp({
      env: { A: 'b' },
      healthChecks: [{}],
      resourceLimits: { cpus: 'unlimited' },
    });
    expect(fromRecord(written(toRecord(app)))).toEqual({ ok: true, value: app });
  });

  it('of other formats are refused', () => {
    expect(fromRecord({ ...anApp(), format: 2 })).toEqual({
      ok: false,
      error: 'format 2 is not known here',
    });
    expect(fromRecord({ format: 1, kind: 'job', id: '/a' })).toEqual({
      ok: false,
      error: 'neither an app nor a pod',
    });
    expect(fromRecord(null)).toEqual({ ok: false, error: 'not an object' });
  });
});
