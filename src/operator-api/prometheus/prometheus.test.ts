import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../foundation/clock.ts';
import { MetricsRegistry, type MetricsSource } from '../../foundation/metrics/registry.ts';
import { Exposer } from './exposition.ts';
import { placeOf, unknownHelp } from './families.ts';
import { readExposition } from './test-support.ts';

function sourceOf(numbers: Readonly<Record<string, number>>): MetricsSource {
  return { snapshot: () => new Map(Object.entries(numbers)) };
}

async function textOf(source: MetricsSource): Promise<string> {
  return (await new Exposer(source).expose('prometheus')).text;
}

const framework = 'master/frameworks/my%20%22fw%22/F1';

describe('a metric of Mesos', () => {
  it('keeps its name, and says in full what it counts in', async () => {
    const families = readExposition(
      await textOf(
        sourceOf({ 'master/cpus_total': 4, 'slave/uptime_secs': 15.5, 'master/slave_removals': 2 }),
      ),
    );
    expect(families.get('mesos_master_cpus_total')).toMatchObject({ type: 'gauge' });
    expect(
      families.get('mesos_slave_uptime_seconds')?.samples.get('mesos_slave_uptime_seconds'),
    ).toBe(15.5);
    expect(families.get('mesos_master_slave_removals_total')).toMatchObject({ type: 'counter' });
  });

  it('has a label where Mesos writes a state, a role or a framework into the name', async () => {
    const families = readExposition(
      await textOf(
        sourceOf({
          'allocator/mesos/roles/eng/web/shares/dominant': 0.25,
          'allocator/mesos/quota/roles//resources/cpus/consumed': 3,
          [`${framework}/calls`]: 5,
          [`${framework}/calls/accept`]: 5,
          [`${framework}/roles/a/b/suppressed`]: 1,
          'master/tasks_running': 7,
          'master/tasks_lost': 1,
          'master/task_lost/source_master/reason_slave_removed': 1,
        }),
      ),
    );
    const samples = [...families.values()].flatMap((family) => [...family.samples]);
    const ofFramework = 'framework="my \\"fw\\"",framework_id="F1"';
    expect(samples).toEqual([
      ['mesos_allocator_role_dominant_share{role="eng/web"}', 0.25],
      ['mesos_allocator_role_quota{role="",resource="cpus",of="consumed"}', 3],
      [`mesos_framework_calls_total{${ofFramework},call="accept"}`, 5],
      [`mesos_framework_role_suppressed{${ofFramework},role="a/b"}`, 1],
      ['mesos_master_tasks{state="running"}', 7],
      ['mesos_master_tasks_ended_total{state="lost"}', 1],
      [
        'mesos_master_task_ends_by_reason_total{state="lost",source="master",reason="slave_removed"}',
        1,
      ],
    ]);
  });

  it('is shown without a row too, and not when it has no value', async () => {
    const text = await textOf(sourceOf({ 'overlay/some-thing': 1, 'master/elected': Number.NaN }));
    expect(text).toContain('mesos_overlay_some_thing 1');
    expect(text).not.toContain('elected');
  });

  it.each(['master', 'agent'])(
    'of a real %s has its own sentence, and comes once',
    async (process) => {
      const path = `test/conformance/recordings/${process}/GET_metrics_snapshot`;
      const recorded = readFileSync(path, 'utf8');
      const numbers = JSON.parse(recorded.slice(recorded.indexOf('{'))) as Record<string, number>;
      expect(Object.keys(numbers).length).toBeGreaterThan(60);
      const timerParts = /_ms(\/|$)/;
      const names = Object.keys(numbers).filter((name) => !timerParts.test(name));
      expect(names.filter((name) => placeOf(name)?.help.startsWith(unknownHelp))).toEqual([]);
      const told = names.filter((name) => placeOf(name) !== undefined);
      const families = readExposition(
        await textOf(sourceOf(Object.fromEntries(names.map((name) => [name, numbers[name]!])))),
      );
      const samples = [...families.values()].flatMap((family) => [...family.samples.keys()]);
      expect(samples).toHaveLength(told.length);
    },
  );
});

describe('a timer', () => {
  const time = { nowMs: 0 };
  const now = (): number => time.nowMs;
  const clock: Clock = { now, timestamp: now, after: () => ({ cancel: () => undefined }) };

  it('is a summary in seconds: sums since the start, quantiles over its window', async () => {
    const registry = new MetricsRegistry(clock);
    const timer = registry.timer('registrar/state_store_ms', { windowMs: 1000 });
    timer.record(2000);
    time.nowMs = 5000;
    timer.record(100);
    timer.record(300);
    const name = 'mesos_registrar_state_store_seconds';
    const family = readExposition(await textOf(registry)).get(name)!;
    expect(family.type).toBe('summary');
    expect(family.samples.get(`${name}_count`)).toBe(3);
    expect(family.samples.get(`${name}_sum`)).toBeCloseTo(2.4, 9);
    expect(family.samples.get(`${name}{quantile="0"}`)).toBe(0.1);
    expect(family.samples.get(`${name}{quantile="0.5"}`)).toBeCloseTo(0.2, 9);
    expect(family.samples.get(`${name}{quantile="1"}`)).toBe(0.3);
  });

  it('has no quantiles before anything was timed', async () => {
    const registry = new MetricsRegistry(clock);
    registry.timer('registrar/state_fetch_ms');
    const family = readExposition(await textOf(registry)).get(
      'mesos_registrar_state_fetch_seconds',
    );
    expect([...family!.samples.values()]).toEqual([0, 0]);
  });
});

describe('an exposition', () => {
  it('of a large cluster is written in parts, and is one family still', async () => {
    const calls = Array.from(
      { length: 5_000 },
      (_, i) => [`master/frameworks/f/F${i}/calls/accept`, i] as const,
    );
    const families = readExposition(await textOf(sourceOf(Object.fromEntries(calls))));
    expect([...families.keys()]).toEqual(['mesos_framework_calls_total']);
    const { samples } = families.get('mesos_framework_calls_total')!;
    expect(samples.size).toBe(5_000);
    expect([...samples.values()].reduce((sum, value) => sum + value, 0)).toBe((5_000 * 4_999) / 2);
  });

  it('in OpenMetrics names a counter without its suffix, and ends', async () => {
    const exposer = new Exposer(sourceOf({ 'master/slave_removals': 2 }));
    const { contentType, text } = await exposer.expose('openmetrics');
    expect(contentType).toMatch(/^application\/openmetrics-text;/);
    expect(text).toMatch(/^# TYPE mesos_master_slave_removals counter$/m);
    expect(text).toMatch(/^mesos_master_slave_removals_total 2$/m);
    expect(text.endsWith('\n# EOF\n')).toBe(true);
  });

  it('is written once for all who ask meanwhile', async () => {
    let readings = 0;
    const exposer = new Exposer({
      snapshot: () => {
        readings++;
        return new Map([['master/elected', 1]]);
      },
    });
    const [one, other] = await Promise.all([
      exposer.expose('prometheus'),
      exposer.expose('prometheus'),
    ]);
    expect(one).toBe(other);
    expect(readings).toBe(1);
    await exposer.expose('prometheus');
    expect(readings).toBe(2);
  });
});
