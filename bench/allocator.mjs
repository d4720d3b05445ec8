/**
 * How long allocation runs take, in process, on a clock that the bench moves. As in the runs of
 * real Mesos that are quoted: every framework declines everything for 5 seconds, so that each batch
 * finds the resources of all agents free again. Then the quiet cases: nothing changes, or one task
 * ends. And how long the allocator takes to explain why somebody gets nothing.
 *
 * Times are those that the thread was on a processor, where the kernel tells: what else the machine does
 * then counts less. Each shape is run several times, and the best of the runs is given.
 *
 * BENCH_ONLY="growth" measures a part (shapes, growth, idle, explanation), BENCH_SHAPE="10000x1000" those
 * shapes only that have this in their name; BENCH_SECONDS and BENCH_REPEAT make it shorter.
 */
import { readFileSync } from 'node:fs';

import { HierarchicalAllocator } from '../dist/allocator/allocator.js';
import { defaultAllocatorOptions } from '../dist/allocator/options.js';
import { SeededRandom } from '../dist/foundation/random.js';
import { parseResources } from '../dist/resources/flags.js';

const stormSeconds = Number(process.env.BENCH_SECONDS ?? 20);
/** The first runs of a process are slower: nothing is compiled yet. */
const warmUpRuns = 3;
const repetitions = Number(process.env.BENCH_REPEAT ?? 3);
const isWanted = (part) => (process.env.BENCH_ONLY ?? part) === part;
const wantedShape = process.env.BENCH_SHAPE ?? '';

const schedstat = '/proc/thread-self/schedstat';

const sleeper = new Int32Array(new SharedArrayBuffer(4));

function nowMs() {
  try {
    // The kernel books the time of a thread when it leaves the processor, or with a tick of 4 ms.
    Atomics.wait(sleeper, 0, 0, 0.01);
    return Number(readFileSync(schedstat, 'latin1').split(' ')[0]) / 1e6;
  } catch {
    return performance.now();
  }
}

/** Timers in order of time; `busyMs` says how long each callback really took. */
class BenchClock {
  #nowMs = 0;
  #waits = [];
  busyMs = [];
  stopwatch = nowMs;

  now() {
    return this.#nowMs;
  }

  timestamp() {
    return this.#nowMs;
  }

  after(delayMs, callback) {
    const wait = { dueAtMs: this.#nowMs + Math.max(delayMs, 0), callback };
    this.#waits.push(wait);
    return { cancel: () => (this.#waits = this.#waits.filter((other) => other !== wait)) };
  }

  advance(ms, afterEach = () => undefined) {
    const endMs = this.#nowMs + ms;
    for (;;) {
      const due = this.#waits.filter((wait) => wait.dueAtMs <= endMs);
      if (due.length === 0) break;
      const next = due.reduce((first, wait) => (wait.dueAtMs < first.dueAtMs ? wait : first));
      this.#waits = this.#waits.filter((wait) => wait !== next);
      this.#nowMs = next.dueAtMs;
      const startMs = this.stopwatch();
      next.callback();
      this.busyMs.push(this.stopwatch() - startMs);
      afterEach();
    }
    this.#nowMs = endMs;
  }
}

const resourcesOf = (text) => parseResources(text).value;
const agentText = 'cpus:8;mem:16384;disk:100000;ports:[31000-32000]';
const agentInfo = {
  hostname: 'h',
  capabilities: new Set(['MULTI_ROLE', 'HIERARCHICAL_ROLE']),
};

const quantities = (all) => new Map(Object.entries(all));
/** One agent is owed, ten are the most. */
const halfQuota = {
  guarantees: quantities({ cpus: 8_000, mem: 16_384_000 }),
  limits: quantities({ cpus: 80_000, mem: 163_840_000 }),
};

function makeCluster(agentCount, frameworkCount, { roleOf, hasQuota = false }) {
  const clock = new BenchClock();
  let offers = [];
  const allocator = new HierarchicalAllocator({
    options: defaultAllocatorOptions,
    clock,
    random: new SeededRandom(1),
    onOffers: (frameworkId, byRole) => offers.push([frameworkId, byRole]),
  });
  for (let i = 0; i < frameworkCount; i++) {
    if (hasQuota && i % 2 === 0) allocator.setQuota(roleOf(i), halfQuota);
    allocator.addFramework(
      `framework-${String(i).padStart(6, '0')}`,
      {
        roles: new Set([roleOf(i)]),
        suppressedRoles: new Set(),
        capabilities: new Set(['MULTI_ROLE']),
        minAllocatable: new Map(),
      },
      'active',
    );
  }
  for (let i = 0; i < agentCount; i++) {
    allocator.addAgent(`agent-${i}`, agentInfo, resourcesOf(agentText));
  }
  const takeOffers = () => {
    const taken = offers;
    offers = [];
    return taken;
  };
  return { clock, allocator, takeOffers };
}

function* flatten(offers) {
  for (const [frameworkId, byRole] of offers) {
    for (const byAgent of byRole.values()) {
      for (const [agentId, resources] of byAgent) yield { frameworkId, agentId, resources };
    }
  }
}

function storm(agentCount, frameworkCount, shape) {
  const { clock, allocator, takeOffers } = makeCluster(agentCount, frameworkCount, shape);
  clock.advance(stormSeconds * 1_000, () => {
    for (const offer of flatten(takeOffers())) {
      allocator.recoverResources({ ...offer, filters: { refuse_seconds: 5 }, reoffer: 'batch' });
    }
  });
  const runs = clock.busyMs.slice(warmUpRuns).toSorted((a, b) => a - b);
  return { p50: percentile(runs, 0.5), max: runs.at(-1), firstMs: clock.busyMs[0] };
}

/** The best of some. */
function bestStorm(agentCount, frameworkCount, shape) {
  const storms = Array.from({ length: repetitions }, () =>
    storm(agentCount, frameworkCount, shape),
  );
  const least = (name) => Math.min(...storms.map((one) => one[name]));
  return { p50: least('p50'), max: least('max'), firstMs: least('firstMs') };
}

function quiet(agentCount, frameworkCount) {
  const { clock, allocator, takeOffers } = makeCluster(agentCount, frameworkCount, oneRole);
  clock.advance(1);
  const held = [...flatten(takeOffers())];
  const task = resourcesOf('cpus:1;mem:128').allocate('one');
  clock.busyMs.length = 0;
  // The kernel counts in larger steps than these take.
  clock.stopwatch = () => performance.now();
  clock.advance(3_600_000);
  const idleRuns = clock.busyMs.length;
  for (const offer of held.slice(0, 2_000)) {
    allocator.recoverResources({ ...offer, resources: task, reoffer: 'soon' });
    clock.advance(10, takeOffers);
  }
  const runs = clock.busyMs.toSorted((a, b) => a - b);
  return { idleRuns, oneEndMs: percentile(runs, 0.5) };
}

/** One framework asks about all agents, half of which it refused. */
function explanation(agentCount, frameworkCount) {
  const { clock, allocator, takeOffers } = makeCluster(agentCount, frameworkCount, ownRoles);
  clock.advance(1);
  for (const offer of flatten(takeOffers())) {
    if (offer.agentId.length % 2 === 0) continue;
    allocator.recoverResources({ ...offer, filters: { refuse_seconds: 500 }, reoffer: 'batch' });
  }
  const times = Array.from({ length: 5 }, () => {
    const startMs = nowMs();
    allocator.explain({ frameworkId: 'framework-000000' });
    return nowMs() - startMs;
  });
  return Math.min(...times);
}

/** The exponent of a power law through all points. */
function exponent(points) {
  const logs = points.map(([size, ms]) => [Math.log(size), Math.log(ms)]);
  const mean = (index) => logs.reduce((sum, point) => sum + point[index], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const over = logs.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0);
  return over / logs.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
}

const percentile = (sorted, part) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
const figure = (line) => console.log(JSON.stringify(line));
const rounded = (ms) => Math.round(ms * 100) / 100;

const oneRole = { name: 'one role', roleOf: () => 'one' };
const ownRoles = { name: 'own roles', roleOf: (i) => `role-${i}` };
const quotaRoles = { ...ownRoles, name: 'own roles, half with quota', hasQuota: true };

const mesos = {
  '1000x100 one role': '40 / 53 ms',
  '5000x500 one role': '344 / 430 ms',
  '10000x1000 one role': '724 / 807 ms',
  '1000x100 own roles': '46 / 57 ms',
  '5000x500 own roles': '236 / 293 ms',
  '10000x1000 own roles': 'drowned',
};

const shapes = [
  { agents: 1_000, frameworks: 100, shape: oneRole },
  { agents: 1_000, frameworks: 100, shape: ownRoles },
  { agents: 5_000, frameworks: 500, shape: oneRole },
  { agents: 5_000, frameworks: 500, shape: ownRoles },
  { agents: 10_000, frameworks: 1_000, shape: oneRole, bar: '≤ 60' },
  { agents: 10_000, frameworks: 1_000, shape: ownRoles, bar: '≤ 150' },
  { agents: 10_000, frameworks: 1_000, shape: quotaRoles, bar: '≤ 1.5 × without' },
  { agents: 20_000, frameworks: 2_000, shape: oneRole, bar: '≤ 200' },
  { agents: 20_000, frameworks: 2_000, shape: ownRoles, bar: '≤ 200' },
];

function measureShapes() {
  for (const { agents, frameworks, shape, bar = '' } of shapes) {
    const name = `${agents}x${frameworks} ${shape.name}`;
    if (!name.includes(wantedShape)) continue;
    const { p50, max, firstMs } = bestStorm(agents, frameworks, shape);
    figure({
      figure: `allocation run, ${name}: p50 / max`,
      value: `${rounded(p50)} / ${rounded(max)}`,
      unit: 'ms',
      bar,
      mesos: mesos[name] ?? '',
    });
    console.log(`${name}: the very first run took ${rounded(firstMs)} ms`);
  }
}

function measureGrowth() {
  const sizes = [1_000, 2_000, 5_000, 10_000, 20_000, 50_000];
  const points = sizes.map((agents) => [agents, bestStorm(agents, 1_000, oneRole).p50]);
  const texts = points.map(
    ([agents, ms]) => `${agents}: ${rounded(ms)} ms, ${rounded((ms * 1_000) / agents)} µs for each`,
  );
  console.log(texts.join('\n'));
  figure({
    figure: 'growth of a run with agents, 1,000 to 50,000 x 1,000: exponent',
    value: rounded(exponent(points)),
    unit: '',
    bar: '≤ 1.1',
  });
}

function measureIdle() {
  for (const [agents, frameworks] of [
    [1_000, 100],
    [50_000, 6_000],
  ]) {
    const { idleRuns, oneEndMs } = quiet(agents, frameworks);
    figure({
      figure: `runs in an idle hour, ${agents}x${frameworks}`,
      value: idleRuns,
      unit: '',
      bar: '0',
      mesos: '3,600',
    });
    figure({
      figure: `run after one task's end, ${agents}x${frameworks}: median`,
      value: Math.round(oneEndMs * 1_000),
      unit: 'µs',
    });
  }
}

function measureExplanation() {
  figure({
    figure: 'why a framework gets nothing of 10,000 agents, 10000x1000',
    value: rounded(explanation(10_000, 1_000)),
    unit: 'ms',
    bar: '≤ 100',
  });
}

if (isWanted('shapes')) measureShapes();
if (isWanted('growth')) measureGrowth();
if (isWanted('idle')) measureIdle();
if (isWanted('explanation')) measureExplanation();
