/** A cluster as a master's /state shows it, told as the event stream would tell it. */
import type { Event } from '../../../src/protocol/generated/master.ts';
import type { Task, TaskStatus } from '../../../src/protocol/generated/mesos.ts';

interface StateTask {
  readonly id: string;
  readonly name: string;
  readonly framework_id: string;
  readonly slave_id: string;
  readonly state: Task['state'];
  readonly resources: { readonly ports?: string };
  readonly statuses: readonly {
    readonly state: TaskStatus['state'];
    readonly timestamp: number;
    readonly labels?: { key: string; value: string }[];
    readonly container_status?: TaskStatus['container_status'];
  }[];
  readonly discovery?: Task['discovery'];
}

export interface State {
  readonly leader: string;
  readonly slaves: readonly {
    readonly id: string;
    readonly hostname: string;
    readonly pid: string;
  }[];
  readonly frameworks: readonly {
    readonly id: string;
    readonly name: string;
    readonly hostname: string;
    readonly pid?: string;
    readonly tasks: readonly StateTask[];
  }[];
}

export function subscribedEvent(state: State): Event {
  const tasks = state.frameworks.flatMap((framework) => framework.tasks.map(taskOf));
  return {
    type: 'SUBSCRIBED',
    subscribed: {
      get_state: {
        get_tasks: { tasks },
        get_agents: {
          agents: state.slaves.map(({ id, hostname, pid }) => ({
            agent_info: { id: { value: id }, hostname },
            active: true,
            version: '1.11.0',
            pid,
          })),
        },
        get_frameworks: {
          frameworks: state.frameworks.map(({ id, name, hostname }) => ({
            framework_info: { id: { value: id }, user: 'root', name, hostname },
            active: true,
            connected: true,
            recovered: false,
          })),
        },
      },
    },
  };
}

export function taskOf(task: StateTask): Task {
  const ranges = [...(task.resources.ports ?? '').matchAll(/(\d+)-(\d+)/g)];
  return {
    name: task.name,
    task_id: { value: task.id },
    framework_id: { value: task.framework_id },
    agent_id: { value: task.slave_id },
    state: task.state,
    resources:
      ranges.length === 0
        ? []
        : [
            {
              name: 'ports',
              type: 'RANGES',
              ranges: {
                range: ranges.map(([, begin, end]) => ({ begin: Number(begin), end: Number(end) })),
              },
            },
          ],
    statuses: task.statuses.map(({ labels, state, timestamp, container_status }) => ({
      state,
      timestamp,
      ...(container_status === undefined ? {} : { container_status }),
      task_id: { value: task.id },
      ...(labels === undefined ? {} : { labels: { labels } }),
    })),
    ...(task.discovery === undefined ? {} : { discovery: task.discovery }),
  };
}
