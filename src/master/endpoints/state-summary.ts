/**
 * /state-summary: agents and frameworks with how many of their tasks are in which state. Tasks that
 * ended count too, as long as their framework lives and remembers them; so the sums are made from
 * the frameworks' lists at each reading.
 */
import { optionalField, quoted, quotedList } from '../../operator-api/index.ts';
import type { TaskState } from '../../protocol/generated/mesos.ts';
import type { FrameworkRecord } from '../core/state.ts';
import { keptAgentJson } from './agent-json.ts';
import type { MasterContext } from './context.ts';
import { frameworkSummary } from './framework-json.ts';
import { eachOf, makeTexts } from './one-moment.ts';
import type { Output } from './body.ts';
import { type Document, visitAll } from './renderer.ts';
import type { Fragment } from './shelf.ts';

/** @compat these ten, in this order; tasks in newer states are not counted. */
const shownStates: readonly TaskState[] = [
  'TASK_STAGING',
  'TASK_STARTING',
  'TASK_RUNNING',
  'TASK_KILLING',
  'TASK_FINISHED',
  'TASK_KILLED',
  'TASK_FAILED',
  'TASK_LOST',
  'TASK_ERROR',
  'TASK_UNREACHABLE',
];
const indexOfState = new Map<TaskState, number>(shownStates.map((state, i) => [state, i]));

/** What is summed up for one agent, or for one framework. */
class Tally {
  readonly counts = shownStates.map(() => 0);
  /** Ids of the other side: frameworks of an agent, agents of a framework. */
  readonly others = new Set<string>();

  add(state: TaskState, otherId: string): void {
    const index = indexOfState.get(state);
    if (index !== undefined) this.counts[index]!++;
    this.others.add(otherId);
  }

  countsJson(): string {
    return shownStates.map((state, i) => `,"${state}":${this.counts[i]}`).join('');
  }
}

const emptyTally = new Tally();
/** Between two places to pause. */
const recordsPerStep = 16;

export function stateSummaryDocument(context: MasterContext): Document {
  return function* document(output) {
    const { view } = context;
    const { masterInfo, state } = context.core;
    yield* makeTexts(function* pass() {
      yield* eachOf(state.agents.values(), (agent) => keptAgentJson(agent, view));
      yield* eachOf(state.frameworks.values(), frameworkSummary);
    });
    const agents = Array.from(state.agents.values(), (agent) => ({
      id: agent.id,
      kept: keptAgentJson(agent, view),
    }));
    const frameworks = Array.from(state.frameworks.values(), snapshot);
    const agentTallies = new Map<string, Tally>();
    const frameworkTallies = new Map<string, Tally>();
    for (const framework of frameworks) {
      yield* tallyFramework(framework, agentTallies, frameworkTallies);
    }
    const { clusterName } = context;
    const cluster = optionalField('cluster', clusterName && quoted(clusterName));
    output.write(`{"hostname":${quoted(masterInfo.hostname ?? '')}${cluster},"slaves":[`);
    yield* writeTallied(output, agents, {
      tallies: agentTallies,
      braces: 1,
      others: 'framework_ids',
    });
    output.write('],"frameworks":[');
    yield* writeTallied(output, frameworks, {
      tallies: frameworkTallies,
      braces: 0,
      others: 'slave_ids',
    });
    output.write(']}');
  };
}

/** What is summed up, as it was at one instant. */
interface Snapshot {
  readonly id: string;
  readonly kept: Fragment;
  /** Of each task, and on which agent: two lists, because a hundred thousand pairs take long. */
  readonly states: readonly TaskState[];
  readonly agentIds: readonly string[];
}

function snapshot(framework: FrameworkRecord): Snapshot {
  const { tasks, unreachableTasks, completedTasks } = framework;
  const states: TaskState[] = [];
  const agentIds: string[] = [];
  for (const list of [tasks.values(), unreachableTasks.values(), completedTasks]) {
    for (const { task, agentId } of list) {
      states.push(task.state);
      agentIds.push(agentId);
    }
  }
  return { id: framework.id, kept: frameworkSummary(framework), states, agentIds };
}

function* tallyFramework(
  { id, states, agentIds }: Snapshot,
  agentTallies: Map<string, Tally>,
  frameworkTallies: Map<string, Tally>,
): Generator<undefined, void, undefined> {
  const own = tallyOf(frameworkTallies, id);
  yield* visitAll(states.keys(), (i) => {
    own.add(states[i]!, agentIds[i]!);
    tallyOf(agentTallies, agentIds[i]!).add(states[i]!, id);
  });
}

interface Tallies {
  readonly tallies: ReadonlyMap<string, Tally>;
  /** Closing braces of what is kept, behind which the tally goes. */
  readonly braces: number;
  readonly others: string;
}

/** The elements of an array: what is kept, and behind it what was summed up. */
function* writeTallied(
  output: Output,
  items: readonly Pick<Snapshot, 'id' | 'kept'>[],
  { tallies, braces, others }: Tallies,
): Generator<undefined, void, undefined> {
  for (const [index, { id, kept }] of items.entries()) {
    const tally = tallies.get(id) ?? emptyTally;
    output.writeFragment(kept, { first: index === 0 ? 1 : 0, last: braces });
    output.write(`${tally.countsJson()},"${others}":${quotedList(tally.others)}}`);
    if (index % recordsPerStep === recordsPerStep - 1) yield;
  }
}

function tallyOf(tallies: Map<string, Tally>, id: string): Tally {
  let tally = tallies.get(id);
  if (tally === undefined) tallies.set(id, (tally = new Tally()));
  return tally;
}
