import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import type { Clock } from '../clock.ts';
import { MetricsRegistry } from './registry.ts';
import { type Host, registerUtilization, thisHost } from './utilization.ts';

const now = (): number => 0;
const clock: Clock = { now, timestamp: now, after: () => ({ cancel: () => undefined }) };

function paperHost(): { host: Host; state: { nowMs: number; busyMs: number; idleMs: number } } {
  const state = { nowMs: 0, busyMs: 1000, idleMs: 1000 };
  const host: Host = {
    nowMs: () => state.nowMs,
    cpuTimes: () => ({ ...state }),
    cpuCount: () => 4,
    load: () => 3,
    memTotalBytes: () => 1000,
    memFreeBytes: () => 250,
    diskShare: () => undefined,
  };
  return { host, state };
}

it('is in percent; what cannot be told is left out', () => {
  const { host } = paperHost();
  const registry = new MetricsRegistry(clock);
  registerUtilization(registry, 'slave', host);
  expect([...registry.snapshot()]).toEqual([
    ['slave/load_utilization', 75],
    ['slave/mem_utilization', 75],
  ]);
});

it('of the processors is that between two readings', () => {
  const { host, state } = paperHost();
  const registry = new MetricsRegistry(clock);
  registerUtilization(registry, 'master', host);
  const read = (): number | undefined => registry.snapshot().get('master/cpu_utilization');
  Object.assign(state, { nowMs: 1000, busyMs: 1300, idleMs: 1700 });
  expect(read()).toBe(30);
  // Too soon: the same again.
  Object.assign(state, { nowMs: 1100, busyMs: 1400, idleMs: 1700 });
  expect(read()).toBe(30);
  Object.assign(state, { nowMs: 2000, busyMs: 2200, idleMs: 1800 });
  expect(read()).toBe(90);
});

it('of this host is between nothing and everything', () => {
  const host = thisHost(tmpdir());
  expect(host.diskShare()).toBeGreaterThanOrEqual(0);
  expect(host.diskShare()).toBeLessThanOrEqual(1);
  expect(host.cpuTimes().idleMs).toBeGreaterThan(0);
  expect(thisHost('/nowhere/at/all').diskShare()).toBeUndefined();
  expect(thisHost(undefined).diskShare()).toBeUndefined();
});
