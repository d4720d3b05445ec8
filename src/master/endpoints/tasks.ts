/**
 * /tasks: a page of the tasks of all frameworks, whatever became of them, by the time of their
 * first status. Sorting 100,000 objects takes a tenth of a second; sorting their times as plain
 * numbers, and then looking up where each task belongs, a tenth of that.
 */
import { parseNumber } from '../../foundation/units/number.ts';
import type { FrameworkId, TaskId } from '../../protocol/ids.ts';
import type { FrameworkRecord, TaskRecord } from '../core/state.ts';
import type { MasterContext } from './context.ts';
import { passTasks } from './framework-json.ts';
import { makeTexts } from './one-moment.ts';
import { type Document, visitAll, writeElements } from './renderer.ts';
import { only } from './slaves.ts';
import { keptTaskJson } from './task-json.ts';

/** @compat TASK_LIMIT of the real product. */
const defaultLimit = 100;

export interface TasksQuery {
  readonly limit: number;
  readonly offset: number;
  readonly order: 'asc' | 'desc';
  readonly taskId: TaskId | undefined;
  readonly frameworkId: FrameworkId | undefined;
}

/** @compat values that make no sense are taken as not given. */
export function readTasksQuery(query: ReadonlyMap<string, string>): TasksQuery {
  return {
    limit: readCount(query.get('limit')) ?? defaultLimit,
    offset: readCount(query.get('offset')) ?? 0,
    order: query.get('order') === 'asc' ? 'asc' : 'desc',
    taskId: query.get('task_id'),
    frameworkId: query.get('framework_id'),
  };
}

function readCount(text: string | undefined): number | undefined {
  const parsed = text === undefined ? undefined : parseNumber(text);
  if (parsed?.ok !== true || parsed.value < 0) return undefined;
  return Math.floor(parsed.value);
}

/** Says which page this is, so that equal requests share one. */
export function tasksDocumentName(query: TasksQuery): string {
  return `tasks ${JSON.stringify(query)}`;
}

export function tasksDocument({ core }: MasterContext, query: TasksQuery): Document {
  return function* document(output) {
    const shown = function* shown(): Iterable<FrameworkRecord> {
      const { frameworks, completedFrameworks } = core.state;
      for (const list of [frameworks, completedFrameworks]) yield* only(list, query.frameworkId);
    };
    const isShown = ({ id }: TaskRecord): boolean =>
      query.taskId === undefined || id === query.taskId;
    yield* makeTexts(function* pass() {
      for (const framework of shown()) {
        yield* passTasks(framework, (task) => isShown(task) && keptTaskJson(task));
      }
    });
    // In one go: a task that moves from one list to another meanwhile must not be missed.
    const found: FoundTasks = { texts: [], times: [] };
    for (const framework of shown()) collect(found, framework, isShown);
    yield;
    const order = yield* orderByTime(found.times);
    if (query.order === 'desc') order.reverse();
    output.write('{"tasks":[');
    const page = order.subarray(query.offset, query.offset + query.limit);
    yield* writeElements(output, page, (index) => found.texts[index]!);
    output.write(']}');
  };
}

/** Tasks as they were when they were found; two lists, because 100,000 pairs take long to make. */
interface FoundTasks {
  readonly texts: string[];
  /** Seconds, of the first status. Tasks without one come first (ascending). */
  readonly times: number[];
}

function collect(
  { texts, times }: FoundTasks,
  framework: FrameworkRecord,
  isShown: (task: TaskRecord) => boolean,
): void {
  const { tasks, unreachableTasks, completedTasks } = framework;
  for (const list of [tasks.values(), unreachableTasks.values(), completedTasks]) {
    for (const record of list) {
      if (!isShown(record)) continue;
      texts.push(keptTaskJson(record));
      times.push(record.task.statuses?.[0]?.timestamp ?? -Infinity);
    }
  }
}

/** The indexes of the times, ascending; equal ones stay as they are. */
function* orderByTime(
  times: readonly number[],
): Generator<undefined, Uint32Array<ArrayBuffer>, undefined> {
  const sorted = Float64Array.from(times);
  yield;
  sorted.sort();
  yield;
  const order = new Uint32Array(times.length);
  /** How many of the equal times that begin at an index have found their place. */
  const taken = new Uint32Array(times.length);
  yield* visitAll(times.keys(), (index) => {
    const first = lowerBound(sorted, times[index]!);
    order[first + taken[first]!++] = index;
  });
  return order;
}

/** The first index whose value is not below `value`. */
function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
