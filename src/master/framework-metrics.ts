/**
 * Counters per framework: its calls, its events, its offers, how its tasks ended. They live as long
 * as the framework is shown anywhere. The gauges among them come from the state at each snapshot.
 */
import type { Call, Event } from '../protocol/generated/scheduler.ts';
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

export class FrameworkMetrics {
  readonly #byFramework = new Map<string, Counts>();

  noteCall(frameworkId: string, call: Call): void {
    const counts = this.#countsOf(frameworkId);
    add(counts, 'calls');
    add(counts, `calls/${(call.type ?? 'unknown').toLowerCase()}`);
    if (call.decline !== undefined) add(counts, 'offers/declined', call.decline.offer_ids?.length);
    if (call.accept === undefined) return;
    add(counts, 'offers/accepted', call.accept.offer_ids?.length);
    for (const { type } of call.accept.operations ?? []) {
      add(counts, 'operations');
      add(counts, `operations/${(type ?? 'unknown').toLowerCase()}`);
    }
  }

  noteEvent(frameworkId: string, event: Event): void {
    const counts = this.#countsOf(frameworkId);
    add(counts, 'events');
    add(counts, `events/${(event.type ?? 'unknown').toLowerCase()}`);
    if (event.offers !== undefined) add(counts, 'offers/sent', event.offers.offers?.length);
    if (event.type === 'RESCIND') add(counts, 'offers/rescinded');
  }

  /** `state` is the one that the task ended in. */
  noteTaskEnd(frameworkId: string, state: string): void {
    add(this.#countsOf(frameworkId), `tasks/terminal/${state.toLowerCase()}`);
  }

  collect(state: State, addNumber: (name: string, value: number) => void): void {
    for (const framework of state.completedFrameworks.values()) this.#collect(framework, addNumber);
    for (const framework of state.frameworks.values()) this.#collect(framework, addNumber);
    for (const id of this.#byFramework.keys()) {
      if (!state.frameworks.has(id) && !state.completedFrameworks.has(id)) {
        this.#byFramework.delete(id);
      }
    }
  }

  #collect(framework: FrameworkRecord, addNumber: (name: string, value: number) => void): void {
    const name = encodeURIComponent(framework.info.name);
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

  #countsOf(frameworkId: string): Counts {
    let counts = this.#byFramework.get(frameworkId);
    if (counts === undefined) this.#byFramework.set(frameworkId, (counts = new Map()));
    return counts;
  }
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
