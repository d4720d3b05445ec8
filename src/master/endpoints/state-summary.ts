/**
 * /state-summary: agents and frameworks with how many of their tasks are in which state. Tasks that
 * ended count too, as long as their framework lives and remembers them; so the sums are made from
 * the frameworks' lists at each reading.
 */
import { quoted, quotedList } from '../../operator-api/index.ts';
import type { TaskState } from '../../protocol/generated/mesos.ts';
import type { TaskRecord } from '../core/state.ts';
import { agentFields } from './agent-json.ts';
import type { MasterContext } from './context.ts';
import { type FrameworkSnapshot, frameworkSummary, snapshotFramework } from './framework-json.ts';
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
    const { masterInfo, state } = context.core;
    const agents = [...state.agents.values()];
    const frameworks = [...state.frameworks.values()].map(snapshotFramework);
    const agentTallies = new Map<string, Tally>();
    const frameworkTallies = new Map<string, Tally>();
    for (const snapshot of frameworks) {
      yield* tallyFramework(snapshot, agentTallies, frameworkTallies);
    }
    output.write(`{"hostname":${quoted(masterInfo.hostname ?? '')},"slaves":[`);
    yield* writeElements(output, agents, (agent) => {
      const tally = agentTallies.get(agent.id) ?? emptyTally;
      const ids = quotedList(tally.others);
      return `${agentFields(agent)}${tally.countsJson()},"framework_ids":${ids}}`;
    });
    output.write('],"frameworks":[');
    yield* writeElements(output, frameworks, ({ framework }) => {
      const tally = frameworkTallies.get(framework.id) ?? emptyTally;
      const ids = quotedList(tally.others);
      return `${frameworkSummary(framework)}${tally.countsJson()},"slave_ids":${ids}}`;
    });
    output.write(']}');
  };
}

function* tallyFramework(
  { framework, tasks, unreachableTasks, completedTasks }: FrameworkSnapshot,
  agentTallies: Map<string, Tally>,
  frameworkTallies: Map<string, Tally>,
): Generator<undefined, void, undefined> {
  const own = tallyOf(frameworkTallies, framework.id);
  const count = ({ task, agentId }: TaskRecord): void => {
    own.add(task.state, agentId);
    tallyOf(agentTallies, agentId).add(task.state, framework.id);
  };
  for (const list of [tasks, unreachableTasks, completedTasks]) yield* visitAll(list, count);
}

function tallyOf(tallies: Map<string, Tally>, id: string): Tally {
  let tally = tallies.get(id);
  if (tally === undefined) tallies.set(id, (tally = new Tally()));
  return tally;
}
