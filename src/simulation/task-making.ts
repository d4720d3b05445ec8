/** The tasks that frameworks of the simulation launch: commands, pods, tasks of custom executors. */
import { type Random, randomInteger } from '../foundation/random.ts';
import type {
  ExecutorInfo,
  Offer,
  Offer_Operation,
  Resource,
  TaskInfo,
} from '../protocol/generated/mesos.ts';

export type TaskKind = 'command' | 'pod' | 'custom';

export interface MadeTask {
  readonly id: string;
  readonly agentId: string;
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
  readonly frameworkId: string;
  readonly nextTaskId: () => string;
  readonly nextExecutorId: () => string;
  readonly isCalm: boolean;
  readonly note: (task: MadeTask) => void;
}

export function operationsFor(wish: TaskWish): Offer_Operation[] {
  const { kind, count } = wish;
  // An executor of their own takes the room of one task.
  if (kind === 'pod' && count >= 3) return [launchPod(wish)];
  if (kind === 'custom' && count >= 2) return [launchCustom(wish)];
  const task_infos = Array.from({ length: count }, () => makeTask(wish, 'command'));
  return [{ type: 'LAUNCH', launch: { task_infos } }];
}

function launchPod(wish: TaskWish): Offer_Operation {
  const executor: ExecutorInfo = { ...executorInfo(wish), type: 'DEFAULT' };
  const tasks = [makeTask(wish, 'pod'), makeTask(wish, 'pod')];
  return { type: 'LAUNCH_GROUP', launch_group: { executor, task_group: { tasks } } };
}

function launchCustom(wish: TaskWish): Offer_Operation {
  const executor: ExecutorInfo = {
    ...executorInfo(wish),
    type: 'CUSTOM',
    command: { value: 'executor' },
  };
  const task_infos = Array.from({ length: wish.count - 1 }, () => {
    const { command, ...task } = makeTask(wish, 'custom');
    return { ...task, executor, data: Buffer.from(command?.value ?? '') };
  });
  return { type: 'LAUNCH', launch: { task_infos } };
}

function executorInfo({ offer, nextExecutorId, frameworkId }: TaskWish): ExecutorInfo {
  return {
    executor_id: { value: nextExecutorId() },
    framework_id: { value: frameworkId },
    resources: resourcesOf(offer, { cpus: 0.1, mem: 32, disk: 10 }),
  };
}

function makeTask(wish: TaskWish, kind: TaskKind): TaskInfo {
  const { offer, random, isCalm, note } = wish;
  const id = wish.nextTaskId();
  const runMs = Math.floor(random.next() ** 3 * (isCalm ? 10_000 : 20_000));
  const exitCode = random.next() < 0.2 ? 1 + randomInteger(random, 5) : 0;
  note({ id, agentId: offer.agent_id.value, host: offer.hostname, kind, runMs, exitCode });
  return {
    name: id,
    task_id: { value: id },
    agent_id: offer.agent_id,
    resources: resourcesOf(offer, { cpus: 0.5, mem: 64 }),
    command: { value: `name=${id} run=${runMs} exit=${exitCode}` },
  };
}

function resourcesOf(offer: Offer, amounts: Readonly<Record<string, number>>): Resource[] {
  return Object.entries(amounts).map(([name, value]) => ({
    name,
    type: 'SCALAR',
    scalar: { value },
    allocation_info: { role: offer.allocation_info?.role ?? '*' },
  }));
}
