/** The parts of GET_STATE, each of which is an answer of its own too. */
import {
  Response,
  Response_GetAgents_Agent,
  Response_GetExecutors_Executor,
  Response_GetFrameworks_Framework,
} from '../../../protocol/generated/master.ts';
import { AgentInfo, Task } from '../../../protocol/generated/mesos.ts';
import { type View, wholeView } from '../../../security/view.ts';
import type { MessageType } from '../../../protocol/codec/message.ts';
import type {
  AgentRecord,
  ExecutorRecord,
  FrameworkRecord,
  State,
  TaskRecord,
} from '../../core/state.ts';
import type { MasterContext } from '../../endpoints/context.ts';
import { fragmentOf } from '../../endpoints/fragments.ts';
import {
  agentInfoFor,
  agentMessage,
  executorMessage,
  frameworkMessage,
} from '../../endpoints/messages.ts';
import { fixedRecords, type Format, type Member, message, records } from './message-document.ts';

/** The wrapper of every answer: `type`, and one field named like it. */
export function responseMembers(
  type: NonNullable<Response['type']>,
  members: readonly Member[],
): readonly Member[] {
  const name = type.toLowerCase();
  const { number } = Response.fieldsByName.get(name)!;
  const protobuf = binary(Response.encode({ type }));
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
    records('tasks', 2, tasks, encodeTask),
    records('unreachable_tasks', 5, unreachable, encodeTask),
    records('completed_tasks', 3, completed, encodeTask),
  ];
}

export function executorMembers({ state }: Seen): readonly Member[] {
  const executors: ExecutorRecord[] = [];
  for (const framework of state.frameworks.values()) {
    for (const byId of framework.executors.values()) executors.push(...byId.values());
  }
  return [
    fixedRecords('executors', 1, executors, (executor, format) =>
      encode(Response_GetExecutors_Executor, executorMessage(executor), format),
    ),
  ];
}

export function frameworkMembers({ state, view }: Seen): readonly Member[] {
  const encoder = view.isWhole ? encodeFramework : encodeFrameworkFor(view);
  return [
    records('frameworks', 1, [...state.frameworks.values()], encoder),
    records('completed_frameworks', 2, [...state.completedFrameworks.values()], encoder),
  ];
}

export function agentMembers({ state, view }: Seen): readonly Member[] {
  const encoder = view.isWhole ? encodeAgent : encodeAgentFor(view);
  return [
    records('agents', 1, [...state.agents.values()], encoder),
    fixedRecords('recovered_agents', 2, [...state.recoveredAgents.values()], (info, format) =>
      encode(AgentInfo, agentInfoFor(view, info), format),
    ),
  ];
}

function encodeTask(record: TaskRecord, format: Format): string {
  return format === 'json'
    ? fragmentOf(record, 'json', ({ task }) => Task.toJson(task))
    : fragmentOf(record, 'protobuf', ({ task }) => binary(Task.encode(task)));
}

function encodeAgent(record: AgentRecord, format: Format): string {
  return fragmentOf(record, format, (agent) =>
    encode(Response_GetAgents_Agent, agentMessage(agent, wholeView), format),
  );
}

/** Not kept: it is one reader's. */
function encodeAgentFor(view: View): (record: AgentRecord, format: Format) => string {
  return (agent, format) => encode(Response_GetAgents_Agent, agentMessage(agent, view), format);
}

function encodeFrameworkFor(view: View): (record: FrameworkRecord, format: Format) => string {
  return (framework, format) =>
    encode(Response_GetFrameworks_Framework, frameworkMessage(framework, view), format);
}

function encodeFramework(record: FrameworkRecord, format: Format): string {
  return fragmentOf(record, format, (framework) =>
    encode(Response_GetFrameworks_Framework, frameworkMessage(framework, wholeView), format),
  );
}

function encode<T extends object>(type: MessageType<T>, value: T, format: Format): string {
  return format === 'json' ? type.toJson(value) : binary(type.encode(value));
}

/** Bytes as text of one character each. */
export function binary(bytes: Buffer): string {
  return bytes.toString('latin1');
}
