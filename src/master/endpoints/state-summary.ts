/**
 * /state-summary: agents and frameworks with how many of their tasks are in which state. Tasks that
 * ended count too, as long as their framework lives and remembers them; so the sums are made from
 * the frameworks' lists at each reading.
 */
import { quoted, quotedList } from '../../operator-api/index.ts';
import type { TaskState } from '../../protocol/generated/mesos.ts';
import type { FrameworkRecord } from '../core/state.ts';
import { agentFields } from './agent-json.ts';
import type { MasterContext } from './context.ts';
import { frameworkSummary } from './framework-json.ts';
import { eachOf, makeTexts } from './one-moment.ts';
import { type Document, visitAll, writeElements } from './renderer.ts';

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

export function stateSummaryDocument(context: MasterContext): Document {
  return function* document(output) {
    const { view } = context;
    const { masterInfo, state } = context.core;
    yield* makeTexts(function* pass() {
      yield* eachOf(state.agents.values(), (agent) => agentFields(agent, view));
      yield* eachOf(state.frameworks.values(), frameworkSummary);
    });
    const agents = Array.from(state.agents.values(), (agent) => ({
      id: agent.id,
      fields: agentFields(agent, view),
    }));
    const frameworks = Array.from(state.frameworks.values(), snapshot);
    const agentTallies = new Map<string, Tally>();
    const frameworkTallies = new Map<string, Tally>();
    for (const framework of frameworks) {
      yield* tallyFramework(framework, agentTallies, frameworkTallies);
    }
    output.write(`{"hostname":${quoted(masterInfo.hostname ?? '')},"slaves":[`);
    yield* writeElements(output, agents, ({ id, fields }) => {
      const tally = agentTallies.get(id) ?? emptyTally;
      const ids = quotedList(tally.others);
      return `${fields}${tally.countsJson()},"framework_ids":${ids}}`;
    });
    output.write('],"frameworks":[');
    yield* writeElements(output, frameworks, ({ id, summary }) => {
      const tally = frameworkTallies.get(id) ?? emptyTally;
      const ids = quotedList(tally.others);
      return `${summary}${tally.countsJson()},"slave_ids":${ids}}`;
    });
    output.write(']}');
  };
}

/** What is summed up, as it was at one instant. */
interface Snapshot {
  readonly id: string;
  readonly summary: string;
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
  return { id: framework.id, summary: frameworkSummary(framework), states, agentIds };
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

function tallyOf(tallies: Map<string, Tally>, id: string): Tally {
  let tally = tallies.get(id);
  if (tally === undefined) tallies.set(id, (tally = new Tally()));
  return tally;
}
