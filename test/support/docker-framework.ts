/** For system tests: a framework that runs what it is told to, and remembers what it heard. */
import type { Resource, TaskInfo, TaskStatus } from '../../src/protocol/generated/mesos.ts';
import { Scheduler } from '../../src/scheduler/index.ts';
import { eventually, type Program } from './cluster.ts';

const endStates = ['TASK_FINISHED', 'TASK_FAILED', 'TASK_KILLED', 'TASK_LOST', 'TASK_ERROR'];

function scalar(name: string, value: number): Resource {
  return { name, type: 'SCALAR', scalar: { value } };
}
export const small = [scalar('cpus', 0.1), scalar('mem', 32)];

/** A framework that takes every offer for the tasks that wait. */
export class DockerFramework {
  readonly statuses: TaskStatus[] = [];
  readonly #waiting: TaskInfo[] = [];
  readonly scheduler: Scheduler;

  constructor(master: Program) {
    this.scheduler = new Scheduler({
      master: master.address,
      framework: { user: 'root', name: 'docker', checkpoint: true },
      handlers: {
        offers: (offers) => {
          for (const offer of offers) {
            const tasks = this.#waiting.splice(0, 1);
            const mine = tasks.map((task) => ({ ...task, agent_id: offer.agent_id }));
            if (mine.length > 0) this.scheduler.launch(offer, mine);
            else this.scheduler.decline([offer.id], { refuse_seconds: 0.1 });
          }
        },
        update: (status) => void this.statuses.push(status),
      },
    });
    this.scheduler.start();
  }

  run(name: string, task: Partial<TaskInfo>): void {
    const own = { name, task_id: { value: name }, agent_id: { value: '' }, resources: small };
    this.#waiting.push({ ...own, ...task });
  }

  of(name: string): readonly TaskStatus[] {
    return this.statuses.filter(({ task_id }) => task_id.value === name);
  }

  running(name: string): Promise<TaskStatus> {
    return eventually(`task ${name} runs`, () => {
      const all = this.of(name);
      const found = all.find(({ state }) => state === 'TASK_RUNNING');
      const end = all.find(({ state }) => endStates.includes(state));
      if (found === undefined && end !== undefined) {
        throw new Error(`task ${name} never ran: ${end.state}, ${end.message}`);
      }
      return found;
    });
  }

  ended(name: string): Promise<TaskStatus> {
    return eventually(`task ${name} ends`, () =>
      this.of(name).find(({ state }) => endStates.includes(state)),
    );
  }
}
