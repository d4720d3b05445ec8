/**
 * The lines of the stream: what there is, as a viewer may see it, and what changed. Both are made of
 * the same rows, and a row replaces the one before it, so that it does not matter which comes first.
 */
import type { View } from '../../security/view.ts';
import type { State } from '../core/state.ts';
import type { Changes } from './changes.ts';
import {
  absentAgentRow,
  agentColumns,
  agentRow,
  frameworkColumns,
  frameworkRow,
  type Row,
  taskColumns,
  taskRow,
} from './rows.ts';

/** A line of so many rows takes well under a millisecond. */
const mostRowsOnLine = 100;

export type Line = string;

export function line(...parts: readonly unknown[]): Line {
  return `${JSON.stringify(parts)}\n`;
}

export const columns = {
  agents: agentColumns,
  frameworks: frameworkColumns,
  tasks: taskColumns,
} as const;

/** Everything; the state is read as it is when the line is asked for. */
export function* snapshotLines(state: State, view: View): Generator<Line, void, undefined> {
  yield* rowLines(['agents'], agentRows(state));
  for (const frameworks of [state.frameworks, state.completedFrameworks]) {
    const shown = [...frameworks.values()].filter(({ info }) => view.showsFramework(info));
    yield* rowLines(['frameworks'], map(shown, frameworkRow));
    for (const framework of shown) {
      const { id, info, tasks, unreachableTasks, completedTasks } = framework;
      for (const list of [[...tasks.values()], [...unreachableTasks.values()], completedTasks]) {
        const seen = list.filter(({ task }) => view.showsTask(task, info));
        yield* rowLines(['tasks', id], map(seen, taskRow));
      }
    }
  }
  yield line('whole');
}

export function* changeLines(
  changes: Changes,
  state: State,
  view: View,
): Generator<Line, void, undefined> {
  const { agents, frameworks, tasks, goneAgents, goneFrameworks } = changes;
  const shown = [...frameworks].filter(({ info }) => view.showsFramework(info));
  yield* rowLines(['frameworks'], map(shown, frameworkRow));
  yield* rowLines(['agents'], map(agents, agentRow));
  yield* rowLines(['agents'], absentAgents(goneAgents, state));
  for (const [id, list] of tasks) {
    const info = (state.frameworks.get(id) ?? state.completedFrameworks.get(id))?.info;
    // Of one that is forgotten, its tasks are forgotten too.
    if (info === undefined || !view.showsFramework(info)) continue;
    const seen = [...list].filter(({ task }) => view.showsTask(task, info));
    yield* rowLines(['tasks', id], map(seen, taskRow));
  }
  for (const id of goneFrameworks) {
    if (!state.frameworks.has(id)) yield line('gone', 'framework', id);
  }
  for (const id of goneAgents) {
    const { agents: here, unreachableAgents, goneAgents: known } = state;
    const isShown = here.has(id) || unreachableAgents.has(id) || known.has(id);
    if (!isShown) yield line('gone', 'agent', id);
  }
}

function* agentRows(state: State): Generator<Row> {
  yield* map(state.agents.values(), agentRow);
  for (const [id, info] of state.recoveredAgents) yield absentAgentRow(id, info, 'recovering', 0);
  yield* absentAgents(state.unreachableAgents.keys(), state);
  yield* absentAgents(state.goneAgents.keys(), state);
}

function* absentAgents(ids: Iterable<string>, state: State): Generator<Row> {
  for (const id of ids) {
    const unreachable = state.unreachableAgents.get(id);
    const goneMs = state.goneAgents.get(id);
    if (unreachable !== undefined) {
      yield absentAgentRow(id, unreachable.info, 'unreachable', unreachable.sinceMs);
    } else if (goneMs !== undefined) yield absentAgentRow(id, undefined, 'gone', goneMs);
  }
}

function* rowLines(head: readonly string[], rows: Iterable<Row>): Generator<Line> {
  let batch: Row[] = [];
  for (const row of rows) {
    batch.push(row);
    if (batch.length < mostRowsOnLine) continue;
    yield line(...head, batch);
    batch = [];
  }
  if (batch.length > 0) yield line(...head, batch);
}

function* map<T>(items: Iterable<T>, write: (item: T) => Row): Generator<Row> {
  for (const item of items) yield write(item);
}
