import { describe, expect, it } from 'vitest';
import type { Clock } from '../clock.ts';
import { inTurns, readInTurns } from './in-turns.ts';
import { MetricsRegistry } from './registry.ts';
import { snapshotJson } from './snapshot-json.ts';
import { registerSystemMetrics } from './system-metrics.ts';

function clockAt(state: { nowMs: number }): Clock {
  const now = (): number => state.nowMs;
  return { now, timestamp: now, after: () => ({ cancel: () => undefined }) };
}

function aRegistry() {
  const time = { nowMs: 1000 };
  return { time, registry: new MetricsRegistry(clockAt(time)) };
}

describe('a snapshot', () => {
  it('has counters, pushed and asked numbers, sorted by name', () => {
    const { registry } = aRegistry();
    registry.gauge('c', () => 0.5);
    const counter = registry.counter('b');
    const gauge = registry.pushGauge('a');
    registry.gauge('absent', () => undefined);
    counter.increment();
    counter.increment(2);
    gauge.set(4);
    gauge.add(-1);
    expect([...registry.snapshot()]).toEqual([
      ['a', 3],
      ['b', 3],
      ['c', 0.5],
    ]);
  });

  it('follows groups whose names come and go', () => {
    const { registry } = aRegistry();
    const tasksByFramework = new Map([['f1', 2]]);
    registry.group('frameworks', (add) => {
      for (const [id, count] of tasksByFramework) add(`frameworks/${id}/tasks`, count);
    });
    expect([...registry.snapshot().keys()]).toEqual(['frameworks/f1/tasks']);
    registry.remove('frameworks');
    expect(registry.snapshot().size).toBe(0);
  });

  it('of many is read in turns, and what is not read in time is left out', async () => {
    const { registry } = aRegistry();
    let turns = 0;
    registry.group('many', function* (add) {
      for (let i = 0; i < 40; i++) {
        add(`many/${i}`, i);
        const untilMs = performance.now() + 1;
        while (performance.now() < untilMs);
        yield;
      }
    });
    registry.gauge('a', () => 1);
    const isOver = { value: false };
    const tick = (): void => {
      turns++;
      if (!isOver.value) setImmediate(tick);
    };
    setImmediate(tick);
    const numbers = await readInTurns(registry);
    isOver.value = true;
    expect(numbers.size).toBe(41);
    expect(turns).toBeGreaterThan(1);
    expect((await readInTurns(registry, 0)).size).toBe(1);
    expect([...registry.snapshot().keys()].slice(0, 3)).toEqual(['a', 'many/0', 'many/1']);
  });

  it('is written with a point in every number', async () => {
    const numbers = new Map([
      ['a"b', 1],
      ['c', 0.25],
      ['d', Number.NaN],
      ['e', 1e21],
    ]);
    const text = String(await inTurns(snapshotJson(numbers)));
    expect(text).toBe('{"a\\"b":1.0,"c":0.25,"e":1e+21}');
    expect(JSON.parse(text)).toEqual({ 'a"b': 1, c: 0.25, e: 1e21 });
  });

  it('of many is sorted and written in many steps', () => {
    const names = Array.from({ length: 12_345 }, (_, i) => `${(i * 7919) % 12_345}`);
    const numbers = new Map(names.map((name) => [name, Number(name)]));
    let steps = 0;
    const writing = snapshotJson(numbers);
    let step = writing.next();
    for (; step.done !== true; step = writing.next()) steps++;
    const fields = names.sort().map((name) => `"${name}":${name}.0`);
    expect(String(step.value)).toBe(`{${fields.join()}}`);
    expect(steps).toBeGreaterThan(50);
  });

  it('cannot have one name twice', () => {
    const { registry } = aRegistry();
    registry.counter('a');
    expect(() => registry.gauge('a', () => 1)).toThrow(/registered once/);
  });
});

describe('a timer', () => {
  it('publishes nothing, then its last value, then statistics', () => {
    const { registry } = aRegistry();
    const timer = registry.timer('store_ms', { windowMs: 60_000 });
    expect(registry.snapshot().size).toBe(0);
    timer.record(9.5552);
    expect([...registry.snapshot()]).toEqual([['store_ms', 9.5552]]);
    timer.record(1.2288);
    const numbers = registry.snapshot();
    // The two samples and the statistics of a real master.
    expect(numbers.get('store_ms')).toBe(1.2288);
    expect(numbers.get('store_ms/count')).toBe(2);
    expect(numbers.get('store_ms/max')).toBe(9.5552);
    expect(numbers.get('store_ms/min')).toBe(1.2288);
    expect(numbers.get('store_ms/p50')).toBeCloseTo(5.392, 9);
    expect(numbers.get('store_ms/p90')).toBeCloseTo(8.72256, 9);
    expect(numbers.get('store_ms/p95')).toBeCloseTo(9.13888, 9);
    expect(numbers.get('store_ms/p99')).toBeCloseTo(9.471936, 9);
    expect(numbers.get('store_ms/p999')).toBeCloseTo(9.5468736, 9);
  });

  it('measures with the clock it was given', () => {
    const { registry, time } = aRegistry();
    const stop = registry.timer('fetch_ms').start();
    time.nowMs += 23;
    stop();
    expect([...registry.snapshot()]).toEqual([['fetch_ms', 23]]);
  });

  it('forgets what left the window, and the oldest beyond its capacity', () => {
    const { registry, time } = aRegistry();
    const timer = registry.timer('a_ms', { windowMs: 1000 });
    for (let i = 0; i < 1500; i++) timer.record(i);
    expect(registry.snapshot().get('a_ms/count')).toBe(1000);
    expect(registry.snapshot().get('a_ms/min')).toBe(500);
    time.nowMs += 1001;
    expect([...registry.snapshot()]).toEqual([['a_ms', 1499]]);
  });
});

it('the machine has cpus, memory and load', () => {
  const { registry } = aRegistry();
  registerSystemMetrics(registry);
  const numbers = registry.snapshot();
  expect([...numbers.keys()]).toEqual([
    'system/cpus_total',
    'system/load_15min',
    'system/load_1min',
    'system/load_5min',
    'system/mem_free_bytes',
    'system/mem_total_bytes',
  ]);
  expect(numbers.get('system/cpus_total')).toBeGreaterThanOrEqual(1);
  expect(numbers.get('system/mem_total_bytes')).toBeGreaterThan(
    numbers.get('system/mem_free_bytes')!,
  );
});
