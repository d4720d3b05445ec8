/**
 * Counters per framework: its calls, its events, its offers, how its tasks ended. They live as long
 * as the framework is shown anywhere. The gauges among them come from the state at each snapshot.
 */
import type { Call, Event } from '../protocol/generated/scheduler.ts';
import type { FrameworkId } from '../protocol/ids.ts';
import type { FrameworkRecord, State } from './core/state.ts';
import { frameworkMetricNames } from './metric-names.ts';

const activeStates = [
  'TASK_STAGING',
  'TASK_STARTING',
  'TASK_RUNNING',
  'TASK_KILLING',
  'TASK_UNREACHABLE',
  'TASK_UNKNOWN',
];

type Counts = Map<string, number>;

/**
 * A snapshot of so many takes half a second and 10 MB; 1,600 frameworks of one role make as many.
 * Frameworks beyond it are in /frameworks, not among the numbers.
 */
const mostNumbers = 100_000;
/** Of those without a stream, which cost nobody anything: 160 frameworks of one role. */
const mostNumbersOfAway = 10_000;

/** Frameworks that are gone are forgotten when so many of them have piled up. */
const mostGone = 1_000;

function numbersOf({ roles }: FrameworkRecord): number {
  return frameworkMetricNames.length + roles.size;
}

function newestFirst(frameworks: Iterable<FrameworkRecord>): FrameworkRecord[] {
  return [...frameworks].reverse();
}

export class FrameworkMetrics {
  readonly #byFramework = new Map<string, Counts>();
  #state: State | undefined;

  /** From here on it is known which frameworks are there. */
  attach(state: State): void {
    this.#state = state;
  }

  noteCall(frameworkId: FrameworkId, call: Call): void {
    const counts = this.#countsOf(frameworkId);
    add(counts, 'calls');
    add(counts, `calls/${(call.type ?? 'unknown').toLowerCase()}`);
    if (call.decline !== undefined) add(counts, 'offers/declined', call.decline.offer_ids?.length);
    if (call.accept === undefined) return;
    add(counts, 'offers/accepted', call.accept.offer_ids?.length);
    for (const { type, launch } of call.accept.operations ?? []) {
      // @compat A LAUNCH is counted for each of its tasks.
      const count = launch?.task_infos?.length ?? 1;
      add(counts, 'operations', count);
      add(counts, `operations/${(type ?? 'unknown').toLowerCase()}`, count);
    }
  }

  noteEvent(frameworkId: FrameworkId, event: Event): void {
    const counts = this.#countsOf(frameworkId);
    add(counts, 'events');
    add(counts, `events/${(event.type ?? 'unknown').toLowerCase()}`);
    if (event.type === 'RESCIND') add(counts, 'offers/rescinded');
  }

  /** An event OFFERS with so many. */
  noteOffers(frameworkId: FrameworkId, count: number): void {
    const counts = this.#countsOf(frameworkId);
    add(counts, 'events');
    add(counts, 'events/offers');
    add(counts, 'offers/sent', count);
  }

  /** `state` is the one that the task ended in. */
  noteTaskEnd(frameworkId: FrameworkId, state: string): void {
    add(this.#countsOf(frameworkId), `tasks/terminal/${state.toLowerCase()}`);
  }

  /** Those that are connected come first, then those that were there last. */
  *collect(
    state: State,
    addNumber: (name: string, value: number) => void,
  ): Generator<undefined, void, undefined> {
    let left = mostNumbers;
    const addBounded = (framework: FrameworkRecord): void => {
      left -= numbersOf(framework);
      if (left >= 0) this.#collect(framework, addNumber);
    };
    for (const framework of state.frameworks.values()) {
      if (framework.sink === undefined) continue;
      addBounded(framework);
      yield;
    }
    left = Math.min(left, mostNumbersOfAway);
    for (const framework of newestFirst(state.completedFrameworks.values())) {
      addBounded(framework);
      yield;
    }
    for (const framework of newestFirst(state.away.keys())) {
      addBounded(framework);
      yield;
    }
    this.#forgetGone(state);
  }

  #forgetGone({ frameworks, completedFrameworks }: State): void {
    for (const id of this.#byFramework.keys()) {
      if (!frameworks.has(id) && !completedFrameworks.has(id)) this.#byFramework.delete(id);
    }
  }

  #collect(framework: FrameworkRecord, addNumber: (name: string, value: number) => void): void {
    const name = encodedName(framework.info.name);
    const prefix = `master/frameworks/${name}/${framework.id}/`;
    const counts = this.#byFramework.get(framework.id);
    const gauges = gaugesOf(framework);
    for (const one of frameworkMetricNames) {
      addNumber(prefix + one, gauges.get(one) ?? counts?.get(one) ?? 0);
    }
    for (const role of framework.roles) {
      const isSuppressed = framework.suppressedRoles.has(role);
      addNumber(`${prefix}roles/${role}/suppressed`, isSuppressed ? 1 : 0);
    }
  }

  #countsOf(frameworkId: FrameworkId): Counts {
    let counts = this.#byFramework.get(frameworkId);
    if (counts === undefined) {
      // Perhaps nobody ever asks for a snapshot.
      const state = this.#state;
      const isCrowded = this.#byFramework.size > 2 * (state?.frameworks.size ?? 0) + mostGone;
      if (state !== undefined && isCrowded) this.#forgetGone(state);
      this.#byFramework.set(frameworkId, (counts = new Map()));
    }
    return counts;
  }
}

/** @compat A part of a path; halves of characters, which JSON can hold, would throw. */
function encodedName(name: string): string {
  return encodeURIComponent(Buffer.from(name).toString()).replaceAll('~', '%7E');
}

function gaugesOf(framework: FrameworkRecord): Counts {
  const gauges: Counts = new Map([['subscribed', framework.sink === undefined ? 0 : 1]]);
  const byState: Counts = new Map();
  for (const { task } of framework.tasks.values()) add(byState, task.state);
  for (const { task } of framework.unreachableTasks.values()) add(byState, task.state);
  for (const state of activeStates) {
    gauges.set(`tasks/active/${state.toLowerCase()}`, byState.get(state) ?? 0);
  }
  return gauges;
}

function add(counts: Counts, name: string, by = 1): void {
  counts.set(name, (counts.get(name) ?? 0) + by);
}
