/**
 * A framework that lives through everything, and its book: what it launched, what it did to each task, and
 * what it was told. Calls that may be lost with an agent are made again until they have had their effect.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Offer, Offer_Operation, Resource } from '../../../src/protocol/generated/mesos.ts';
import { Scheduler, type TaskToLaunch, type mesos } from '../../../src/scheduler/index.ts';
import type { TaskKind } from './plan.ts';

type Update = Pick<mesos.TaskStatus, 'state' | 'reason' | 'message' | 'uuid' | 'source'>;

export interface TaskRecord {
  readonly id: string;
  readonly kind: TaskKind;
  /** That it is going to exit with. */
  readonly code: number;
  readonly updates: Update[];
  agentId?: string;
  /** Its end was asked for. */
  isReleased: boolean;
  isKilled: boolean;
  /** Its first process was killed from outside. */
  isStruck: boolean;
}

const role = 'chaos';
const repeatMs = 1000;
const living = new Set(['TASK_STAGING', 'TASK_STARTING', 'TASK_RUNNING', 'TASK_KILLING']);
/** The task may come back from these. */
const uncertain = new Set(['TASK_UNREACHABLE', 'TASK_UNKNOWN']);

export const isEnd = (state: string): boolean => !living.has(state) && !uncertain.has(state);
/** As the agent told it; a reconciliation may say earlier that it has ended, and not how. */
export const endOf = ({ updates }: TaskRecord): Update | undefined => {
  const ends = updates.filter(({ state }) => isEnd(state!));
  return ends.find(({ uuid }) => uuid !== undefined && uuid.length > 0) ?? ends[0];
};
export const isPromised = ({ updates }: TaskRecord): boolean =>
  updates.some(({ state }) => state === 'TASK_RUNNING');
export const isNetworked = ({ kind }: TaskRecord): boolean =>
  kind === 'networked' || kind === 'pod';
/** Without what a reconciliation only repeats. */
export const toldOf = ({ id, updates }: TaskRecord): string => {
  const heard = updates
    .map(({ state, reason, message }) => `${state} (${reason ?? ''} ${message ?? ''})`)
    .filter((text, i, all) => text !== all[i - 1]);
  return `${id}: ${heard.join(', ')}`;
};

const scalar = (name: string, value: number): Resource => ({
  name,
  type: 'SCALAR',
  scalar: { value },
});
const small = [scalar('cpus', 0.1), scalar('mem', 32)];

export class ChaosFramework {
  readonly tasks = new Map<string, TaskRecord>();
  readonly #marks: string;
  readonly #scheduler: Scheduler;
  readonly #repeating: NodeJS.Timeout;
  #wanted: TaskKind[] = [];
  #launched = 0;
  /** Why it is over, which nobody asked for. */
  ended: string | undefined;

  constructor(master: string, marks: string) {
    this.#marks = marks;
    this.#scheduler = new Scheduler({
      master,
      framework: {
        ...{ user: 'root', name: 'chaos', roles: [role], checkpoint: true, failover_timeout: 3600 },
        capabilities: ['PARTITION_AWARE', 'MULTI_ROLE', 'RESERVATION_REFINEMENT'].map((type) => ({
          type: type as 'MULTI_ROLE',
        })),
      },
      handlers: {
        offers: (offers) => this.#take(offers),
        update: (status) => void this.tasks.get(status.task_id.value)?.updates.push(status),
        ended: (why) => (this.ended = why),
      },
    });
    this.#scheduler.start();
    this.#repeating = setInterval(() => this.#repeat(), repeatMs);
  }

  want(kinds: readonly TaskKind[]): void {
    this.#wanted.push(...kinds);
  }

  get isSatisfied(): boolean {
    return this.#wanted.length === 0;
  }

  /** Those that run until they are let go. */
  waiting(): TaskRecord[] {
    return [...this.tasks.values()].filter(
      (task) =>
        task.kind !== 'brief' &&
        isPromised(task) &&
        endOf(task) === undefined &&
        !(task.isReleased || task.isKilled || task.isStruck),
    );
  }

  release(task: TaskRecord): void {
    task.isReleased = true;
    writeFileSync(join(this.#marks, `gate-${task.id}`), '');
  }

  kill(task: TaskRecord): void {
    task.isKilled = true;
    this.#kill(task);
  }

  runsOf({ id }: TaskRecord): number {
    const path = join(this.#marks, `ran-${id}`);
    return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n').length : 0;
  }

  async stop(): Promise<void> {
    clearInterval(this.#repeating);
    await this.#scheduler.stop({ mode: 'teardown' });
  }

  #kill({ id, agentId }: TaskRecord): void {
    this.#scheduler.kill(id as never, agentId === undefined ? {} : { agentId: agentId as never });
  }

  #repeat(): void {
    const open = [...this.tasks.values()].filter((task) => endOf(task) === undefined);
    for (const task of open) if (task.isKilled) this.#kill(task);
    const asked = open.map(({ id, agentId }) => ({ taskId: id, agentId }) as never);
    if (asked.length > 0) this.#scheduler.reconcile(asked);
  }

  #take(offers: readonly Offer[]): void {
    for (const offer of offers) {
      const wanted = this.#wanted;
      this.#wanted = [];
      let isVolumeTaken = false;
      const operations = wanted.flatMap((kind) => {
        if (kind !== 'volume') return this.#launch(offer, kind, []);
        const volume = isVolumeTaken ? undefined : volumeOf(offer);
        // It is in use; another time.
        if (volume === undefined) return [];
        isVolumeTaken = true;
        const create: Offer_Operation = { type: 'CREATE', create: { volumes: [volume.resource] } };
        const launch = this.#launch(offer, kind, [volume.resource]);
        return volume.isNew ? [create, ...launch] : launch;
      });
      this.#scheduler.accept([offer], operations, { refuse_seconds: 0.1 });
    }
  }

  #launch(offer: Offer, kind: TaskKind, more: readonly Resource[]): Offer_Operation[] {
    const number = ++this.#launched;
    const record: TaskRecord = {
      ...{ id: `${kind}-${number}`, kind, code: number % 256, updates: [] },
      ...{ isReleased: false, isKilled: false, isStruck: false },
      agentId: offer.agent_id.value,
    };
    this.tasks.set(record.id, record);
    const task = { ...this.#infoOf(record, more), agent_id: offer.agent_id };
    if (kind !== 'pod') return [{ type: 'LAUNCH', launch: { task_infos: [task] } }];
    const executor: mesos.ExecutorInfo = {
      ...{
        type: 'DEFAULT',
        executor_id: { value: `executor-${record.id}` },
        resources: [...small, scalar('disk', 1)],
      },
      framework_id: offer.framework_id,
      container: { type: 'MESOS', network_infos: [{ name: role }] },
    };
    return [{ type: 'LAUNCH_GROUP', launch_group: { executor, task_group: { tasks: [task] } } }];
  }

  #infoOf({ id, kind, code }: TaskRecord, more: readonly Resource[]): TaskToLaunch {
    const mark = `echo ran >>${this.#marks}/ran-${id}`;
    const file = kind === 'volume' ? `echo ${id} >>data/ran; ` : '';
    const wait = `exec /bin/sh ${this.#marks}/wait ${id} ${this.#marks}/gate-${id} ${code}`;
    const networks = kind === 'networked' ? { network_infos: [{ name: role }] } : {};
    return {
      ...{ name: id, task_id: { value: id }, resources: [...small, ...more] },
      ...(kind !== 'pod' && { container: { type: 'MESOS', ...networks } }),
      command: {
        value: kind === 'brief' ? `${mark}; exit ${code}` : `${mark}; ${file}${wait}`,
        environment: { variables: [{ name: 'CHAOS_TASK', value: id }] },
      },
    };
  }
}

/** The volume that all tasks of this kind use one after the other. */
function volumeOf({ resources = [] }: Offer): { resource: Resource; isNew: boolean } | undefined {
  const old = resources.find(({ disk }) => disk?.persistence !== undefined);
  if (old !== undefined) return { resource: old, isNew: false };
  const free = resources.find(
    ({ name, reservations = [] }) => name === 'disk' && reservations.length > 0,
  );
  // Only once: where the volume is in use, what is left over is smaller.
  if (free === undefined || free.scalar!.value < 64) return undefined;
  const disk = {
    persistence: { id: 'kept', principal: '' },
    volume: { container_path: 'data', mode: 'RW' as const },
  };
  return { resource: { ...free, disk, scalar: { value: 64 } }, isNew: true };
}
