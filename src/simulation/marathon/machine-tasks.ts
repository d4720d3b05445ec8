/** What really runs of Marathon's apps: looked up on the machines, whatever anybody believes. */
import type { Prober } from '../../marathon/core/environment.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { InstanceId } from '../../marathon/model/ids.ts';
import type { TaskId } from '../../protocol/ids.ts';
import type { AgentNode } from '../machines/agent-node.ts';
import { type PretendContainer, taskOf } from '../machines/machine.ts';

export interface MachineTask {
  readonly id: TaskId;
  /** "/shop/db" */
  readonly app: string;
  /** "shop_db.instance-<uuid>" */
  readonly instance: string;
  readonly agent: AgentNode;
  /** As `lastConfigChangeAt` of what it was launched with. */
  readonly version: string;
  readonly startedMs: number;
  readonly container: PretendContainer;
}

/** A task answers its checks so long after its start, and is ready even later. */
const bootMs = 1500;
const readyMs = 3000;
const probeMs = 3;

export class MachineTasks {
  readonly #clock: Clock;
  readonly #agents: readonly AgentNode[];
  /** Those that run and are not well. */
  readonly ill = new Set<TaskId>();

  constructor(clock: Clock, agents: readonly AgentNode[]) {
    this.#clock = clock;
    this.#agents = agents;
  }

  /** All that have begun and not ended. */
  running(): MachineTask[] {
    return this.#agents.flatMap((agent) =>
      [...agent.machine.containers.values()].flatMap((container) => {
        const task = taskIn(agent, container);
        return task === undefined ? [] : [task];
      }),
    );
  }

  /** Who has no checks is well as soon as it runs. */
  isWell({ id, startedMs, container }: MachineTask): boolean {
    const isChecked = container.config.environment['PORT0'] !== undefined;
    return !this.ill.has(id) && (!isChecked || this.#clock.now() >= startedMs + bootMs);
  }

  end({ agent, container }: MachineTask, exitCode: number): void {
    agent.machine.end(container, { status: exitCode << 8 });
  }

  proberFor(clock: Clock): Prober {
    return {
      probe: ({ host, port, path }, done) => {
        clock.after(probeMs, () => {
          const task = this.running().find(
            ({ agent, container }) =>
              agent.name === host && container.config.environment['PORT0'] === String(port),
          );
          if (task === undefined) return done({ kind: 'failed', why: 'connection refused' });
          const isReady = clock.now() >= task.startedMs + readyMs;
          const isFine = path === '/ready' ? isReady : this.isWell(task);
          return done({ kind: 'answered', status: isFine ? 200 : 503 });
        });
      },
    };
  }
}

/** Of "shop_db.instance-<uuid>._app.1" what comes before the name of the container. */
export function instanceOf(taskId: TaskId): InstanceId {
  return taskId.replace(/\.[^.]+\.\d+$/, '');
}

/** By instance. */
export function byInstance(tasks: readonly MachineTask[]): ReadonlyMap<InstanceId, MachineTask[]> {
  const found = new Map<InstanceId, MachineTask[]>();
  for (const task of tasks) found.set(task.instance, [...(found.get(task.instance) ?? []), task]);
  return found;
}

function taskIn(agent: AgentNode, container: PretendContainer): MachineTask | undefined {
  const { environment, command } = container.config;
  const app = environment['MARATHON_APP_ID'];
  if (app === undefined || command === undefined || container.termination !== undefined) {
    return undefined;
  }
  const { name: id } = taskOf(container);
  const truth = agent.machine.tasks.get(id);
  if (truth === undefined || truth.status !== undefined) return undefined;
  return {
    id,
    app,
    instance: instanceOf(id),
    agent,
    version: environment['MARATHON_APP_VERSION'] ?? '',
    startedMs: truth.startedMs,
    container,
  };
}
