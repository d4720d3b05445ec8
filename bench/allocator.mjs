/**
 * How long allocation runs take, in process, on a clock that the bench moves. As in the runs of
 * real Mesos that are quoted: every framework declines everything for 5 seconds, so that each batch
 * finds the resources of a fifth of all refusals free again. Then the quiet cases: nothing changes,
 * or one task ends.
 */
import { HierarchicalAllocator } from '../dist/allocator/allocator.js';
import { defaultAllocatorOptions } from '../dist/allocator/options.js';
import { SeededRandom } from '../dist/foundation/random.js';
import { parseResources } from '../dist/resources/flags.js';

const stormSeconds = 20;

/** Timers in order of time; `busyMs` says how long each callback really took. */
class BenchClock {
  #nowMs = 0;
  #waits = [];
  busyMs = [];

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
      const startMs = performance.now();
      next.callback();
      this.busyMs.push(performance.now() - startMs);
      afterEach();
    }
    this.#nowMs = endMs;
  }
}

const resourcesOf = (text) => parseResources(text).value;
const agentResources = resourcesOf('cpus:8;mem:16384;disk:100000;ports:[31000-32000]');
const agentInfo = {
  hostname: 'h',
  capabilities: new Set(['MULTI_ROLE', 'HIERARCHICAL_ROLE']),
};

function makeCluster(agentCount, frameworkCount, roleOf) {
  const clock = new BenchClock();
  let offers = [];
  const allocator = new HierarchicalAllocator({
    options: defaultAllocatorOptions,
    clock,
    random: new SeededRandom(1),
    onOffers: (frameworkId, byRole) => offers.push([frameworkId, byRole]),
  });
  for (let i = 0; i < frameworkCount; i++) {
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
  for (let i = 0; i < agentCount; i++) allocator.addAgent(`agent-${i}`, agentInfo, agentResources);
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

function storm(agentCount, frameworkCount, roleOf) {
  const { clock, allocator, takeOffers } = makeCluster(agentCount, frameworkCount, roleOf);
  const served = new Set();
  let allServedMs;
  const startMs = performance.now();
  clock.advance(stormSeconds * 1_000, () => {
    for (const offer of flatten(takeOffers())) {
      served.add(offer.frameworkId);
      allocator.recoverResources({ ...offer, filters: { refuse_seconds: 5 }, reoffer: 'batch' });
    }
    if (served.size === frameworkCount) allServedMs ??= clock.now();
  });
  const busyMs = performance.now() - startMs;
  const runs = clock.busyMs.toSorted((a, b) => a - b);
  return { runs, allServedMs, busyMs, served: served.size };
}

function quiet(agentCount, frameworkCount) {
  const { clock, allocator, takeOffers } = makeCluster(agentCount, frameworkCount, () => 'one');
  clock.advance(1);
  const held = [...flatten(takeOffers())];
  const task = resourcesOf('cpus:1;mem:128').allocate('one');
  clock.busyMs.length = 0;
  clock.advance(3_600_000);
  const idleRuns = clock.busyMs.length;
  for (const offer of held.slice(0, 2_000)) {
    allocator.recoverResources({ ...offer, resources: task, reoffer: 'soon' });
    clock.advance(10, takeOffers);
  }
  const runs = clock.busyMs.toSorted((a, b) => a - b);
  return { idleRuns, oneEndMs: runs[Math.floor(runs.length / 2)] };
}

const percentile = (sorted, part) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
const figure = (line) => console.log(JSON.stringify(line));
const rounded = (ms) => Math.round(ms * 100) / 100;

const mesos = {
  '1000x100 one role': '40 / 53 ms',
  '5000x500 one role': '344 / 430 ms',
  '10000x1000 one role': '724 / 807 ms',
  '1000x100 own roles': '46 / 57 ms',
  '5000x500 own roles': '236 / 293 ms',
  '10000x1000 own roles': 'drowned',
};

for (const [agents, frameworks] of [
  [1_000, 100],
  [5_000, 500],
  [10_000, 1_000],
]) {
  for (const [shape, roleOf] of [
    ['one role', () => 'one'],
    ['own roles', (i) => `role-${i}`],
  ]) {
    const { runs, allServedMs, busyMs } = storm(agents, frameworks, roleOf);
    const name = `${agents}x${frameworks} ${shape}`;
    figure({
      figure: `allocation run, ${name}: p50 / p99 / max`,
      value: [0.5, 0.99, 1].map((part) => rounded(percentile(runs, part))).join(' / '),
      unit: 'ms',
      bar: agents === 10_000 ? 'p99 ≤ 100' : '',
      mesos: mesos[name] ?? '',
    });
    console.log(
      `${name}: ${runs.length} runs in ${stormSeconds} s; all served after ${allServedMs} ms; ` +
        `runs and declines together took ${Math.round(busyMs)} ms`,
    );
  }
}

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
