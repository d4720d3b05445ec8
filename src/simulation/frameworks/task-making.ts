/** The tasks that frameworks of the simulation launch: commands, pods, tasks of custom executors. */
import { type Random, randomInteger } from '../../foundation/random.ts';
import type {
  ExecutorInfo,
  Offer,
  Offer_Operation,
  Resource,
  TaskInfo,
} from '../../protocol/generated/mesos.ts';
import type { AgentId, ExecutorId, FrameworkId } from '../../protocol/ids.ts';

export type TaskKind = 'command' | 'pod' | 'custom';

export interface MadeTask {
  readonly id: string;
  readonly agentId: AgentId;
  readonly host: string;
  readonly kind: TaskKind;
  readonly runMs: number;
  readonly exitCode: number;
}

export interface TaskWish {
  readonly offer: Offer;
  /** How many fit: each takes 0.5 cpus. */
  readonly count: number;
  readonly kind: TaskKind;
  readonly random: Random;
  readonly frameworkId: FrameworkId;
  readonly nextTaskId: () => string;
  readonly nextExecutorId: () => string;
  readonly isCalm: boolean;
  /** Of the cpus that its agent lends. */
  readonly isBorrowing: boolean;
  readonly note: (task: MadeTask) => void;
}

/** An executor of their own takes the room of one task. */
const roomOf: Readonly<Record<TaskKind, number>> = { command: 0, pod: 1, custom: 1 };
const podSize = 2;

export function operationsFor(wish: TaskWish): Offer_Operation[] {
  const { count, offer, frameworkId, nextExecutorId, isBorrowing } = wish;
  const kind = wish.kind === 'pod' && count < podSize + 1 ? 'command' : wish.kind;
  const most = kind === 'pod' ? podSize : count - roomOf[kind];
  const fitting = most > 0 ? kind : 'command';
  const tasks = Array.from({ length: Math.max(most, 1) }, () => makeTask(wish, fitting));
  for (const task of tasks) wish.note(task);
  return [launchOf(tasks, { offer, frameworkId, executorId: nextExecutorId(), isBorrowing })];
}

function makeTask({ offer, random, isCalm, nextTaskId }: TaskWish, kind: TaskKind): MadeTask {
  return {
    id: nextTaskId(),
    agentId: offer.agent_id.value,
    host: offer.hostname,
    kind,
    runMs: Math.floor(random.next() ** 3 * (isCalm ? 10_000 : 20_000)),
    exitCode: random.next() < 0.2 ? 1 + randomInteger(random, 5) : 0,
  };
}

export interface LaunchPlace {
  readonly offer: Offer;
  readonly frameworkId: FrameworkId;
  readonly executorId: ExecutorId;
  readonly isBorrowing?: boolean;
}

/** One operation that launches tasks of one kind. */
export function launchOf(tasks: readonly MadeTask[], place: LaunchPlace): Offer_Operation {
  const infos = tasks.map((task) => taskInfo(task, place));
  switch (tasks[0]!.kind) {
    case 'command':
      return { type: 'LAUNCH', launch: { task_infos: infos } };
    case 'pod': {
      const executor: ExecutorInfo = { ...executorInfo(place), type: 'DEFAULT' };
      return { type: 'LAUNCH_GROUP', launch_group: { executor, task_group: { tasks: infos } } };
    }
    case 'custom': {
      const command = { value: 'executor' };
      const executor: ExecutorInfo = { ...executorInfo(place), type: 'CUSTOM', command };
      const task_infos = infos.map(({ command: text, ...task }) => ({
        ...task,
        executor,
        data: Buffer.from(text?.value ?? ''),
      }));
      return { type: 'LAUNCH', launch: { task_infos } };
    }
  }
}

/** A command on these resources. */
export function launchOn(
  task: MadeTask,
  offer: Offer,
  resources: readonly Resource[],
): Offer_Operation {
  const info = { ...taskInfo(task, { offer }), resources: [...resources] };
  return { type: 'LAUNCH', launch: { task_infos: [info] } };
}

function executorInfo(place: LaunchPlace): ExecutorInfo {
  const { executorId, frameworkId } = place;
  return {
    executor_id: { value: executorId },
    framework_id: { value: frameworkId },
    resources: resourcesOf(place, { cpus: 0.1, mem: 32, disk: 10 }),
  };
}

type OfferedPlace = Pick<LaunchPlace, 'offer' | 'isBorrowing'>;

function taskInfo({ id, runMs, exitCode }: MadeTask, place: OfferedPlace): TaskInfo {
  return {
    name: id,
    task_id: { value: id },
    agent_id: place.offer.agent_id,
    resources: resourcesOf(place, { cpus: 0.5, mem: 64 }),
    command: { value: `name=${id} run=${runMs} exit=${exitCode}` },
  };
}

function resourcesOf(
  { offer, isBorrowing = false }: OfferedPlace,
  amounts: Readonly<Record<string, number>>,
): Resource[] {
  return Object.entries(amounts).map(([name, value]) => ({
    name,
    type: 'SCALAR',
    scalar: { value },
    ...(isBorrowing && name === 'cpus' && { revocable: {} }),
    allocation_info: { role: offer.allocation_info?.role ?? '*' },
  }));
}
