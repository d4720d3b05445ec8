/** The parts of GET_STATE, each of which is an answer of its own too. */
import {
  Response,
  Response_GetAgents,
  Response_GetExecutors,
  Response_GetExecutors_Executor,
  Response_GetFrameworks,
  Response_GetFrameworks_Framework,
  Response_GetTasks,
} from '../../../protocol/generated/master.ts';
import { AgentInfo, Task } from '../../../protocol/generated/mesos.ts';
import type { View } from '../../../security/view.ts';
import type { MessageType } from '../../../protocol/codec/message.ts';
import type {
  AgentRecord,
  Cached,
  ExecutorRecord,
  FrameworkRecord,
  State,
  TaskRecord,
} from '../../core/state.ts';
import type { MasterContext } from '../../endpoints/context.ts';
import { agentElement, agentJson } from '../../endpoints/agent-message.ts';
import { fragmentOf } from '../../endpoints/fragments.ts';
import { agentInfoFor, executorMessage, frameworkMessage } from '../../endpoints/messages.ts';
import { alone } from '../../endpoints/shelf.ts';
import { fixedRecords, type Format, type Member, message, records } from './message-document.ts';

/** The wrapper of every answer: `type`, and one field named like it. */
export function responseMembers(
  type: NonNullable<Response['type']>,
  members: readonly Member[],
): readonly Member[] {
  const name = type.toLowerCase();
  const { number } = Response.fieldsByName.get(name)!;
  const protobuf = Response.encode({ type });
  return [
    { kind: 'plain', name: 'type', json: `"${type}"`, protobuf },
    message(name, number, members),
  ];
}

/** Part of the state, and whose eyes look at it. */
export interface Seen {
  readonly state: State;
  readonly view: View;
}

export function seenBy({ core, view }: Pick<MasterContext, 'core' | 'view'>): Seen {
  return { state: core.state, view };
}

export function stateMembers(seen: Seen): readonly Member[] {
  return [
    message('get_tasks', 1, taskMembers(seen)),
    message('get_executors', 2, executorMembers(seen)),
    message('get_frameworks', 3, frameworkMembers(seen)),
    message('get_agents', 4, agentMembers(seen)),
  ];
}

export function taskMembers({ state }: Seen): readonly Member[] {
  const tasks: TaskRecord[] = [];
  const unreachable: TaskRecord[] = [];
  const completed: TaskRecord[] = [];
  for (const list of [state.frameworks, state.completedFrameworks]) {
    for (const framework of list.values()) {
      for (const task of framework.tasks.values()) tasks.push(task);
      for (const task of framework.unreachableTasks.values()) unreachable.push(task);
      for (const task of framework.completedTasks) completed.push(task);
    }
  }
  return [
    taskRecords('tasks', tasks),
    taskRecords('unreachable_tasks', unreachable),
    taskRecords('completed_tasks', completed),
  ];
}

export function executorMembers({ state }: Seen): readonly Member[] {
  const executors: ExecutorRecord[] = [];
  for (const framework of state.frameworks.values()) {
    for (const byId of framework.executors.values()) executors.push(...byId.values());
  }
  return [
    fixedRecords('executors', executors, (executor, format) => {
      const message = executorMessage(executor);
      return format === 'json'
        ? element(Response_GetExecutors_Executor, message)
        : Response_GetExecutors.encode({ executors: [message] });
    }),
  ];
}

export function frameworkMembers({ state, view }: Seen): readonly Member[] {
  return [
    frameworkRecords('frameworks', [...state.frameworks.values()], view),
    frameworkRecords('completed_frameworks', [...state.completedFrameworks.values()], view),
  ];
}

export function agentMembers({ state, view }: Seen): readonly Member[] {
  return [
    agentRecords([...state.agents.values()], view),
    fixedRecords('recovered_agents', [...state.recoveredAgents.values()], (info, format) => {
      const shown = agentInfoFor(view, info);
      return format === 'json'
        ? element(AgentInfo, shown)
        : Response_GetAgents.encode({ recovered_agents: [shown] });
    }),
  ];
}

// In protobuf a list of one element is that element with tag and length. Whoever goes from one list
// to another is touched, so that what is kept has the tag of the list that it is in.

function taskRecords(
  name: 'tasks' | 'unreachable_tasks' | 'completed_tasks',
  list: readonly TaskRecord[],
): Member {
  const toJson = ({ task }: TaskRecord): string => element(Task, task);
  const { number } = Response_GetTasks.fieldsByName.get(name)!;
  const toBytes = ({ task }: TaskRecord): Uint8Array => Task.encodeElement(number, task);
  return records(name, list, (record, format) =>
    fragmentOf(record, format, format === 'json' ? toJson : toBytes),
  );
}

function frameworkRecords(
  name: 'frameworks' | 'completed_frameworks',
  list: readonly FrameworkRecord[],
  view: View,
): Member {
  const { number } = Response_GetFrameworks.fieldsByName.get(name)!;
  const encode = (framework: FrameworkRecord, format: Format): string | Uint8Array => {
    const message = frameworkMessage(framework, view);
    return format === 'json'
      ? element(Response_GetFrameworks_Framework, message)
      : Response_GetFrameworks_Framework.encodeElement(number, message);
  };
  return viewedRecords(name, list, { encode, view });
}

function agentRecords(list: readonly AgentRecord[], view: View): Member {
  const { number } = Response_GetAgents.fieldsByName.get('agents')!;
  const encode = (agent: AgentRecord, format: Format): string | Uint8Array =>
    format === 'json' ? `,${agentJson(agent, view)}` : agentElement(number, agent, view);
  return viewedRecords('agents', list, { encode, view });
}

/** Only what everybody may see is kept. */
function viewedRecords<T extends Cached>(
  name: string,
  list: readonly T[],
  {
    encode,
    view,
  }: {
    readonly encode: (record: T, format: Format) => string | Uint8Array;
    readonly view: View;
  },
): Member {
  return records(name, list, (record, format) =>
    view.isWhole
      ? fragmentOf(record, format, (one) => encode(one, format))
      : alone(encode(record, format)),
  );
}

/** Of a JSON list, with the comma before it. */
function element<T extends object>(type: MessageType<T>, value: T): string {
  return `,${type.toJson(value)}`;
}
