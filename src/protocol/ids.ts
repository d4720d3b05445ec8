/**
 * Names of things as the wire has them: texts, but not each other's. A framework's id given where an
 * agent's is asked for does not compile. A plain text is taken for any of them: it comes from a path, a
 * flag or a test, and who takes it in says what it is.
 *
 * At run time they are strings, and cost nothing.
 */
declare const kind: unique symbol;

type Id<Kind extends string> = string & { readonly [kind]?: Kind };

export type AgentId = Id<'agent'>;
export type FrameworkId = Id<'framework'>;
export type ExecutorId = Id<'executor'>;
export type TaskId = Id<'task'>;
export type OfferId = Id<'offer'>;
export type OperationId = Id<'operation'>;
/** Of one level; a nested container has a chain of them. */
export type ContainerId = Id<'container'>;
/** Mesos-Stream-Id: which subscription a call belongs to. */
export type StreamId = Id<'stream'>;
/** UPID of a libprocess process: "slave(1)@127.0.0.1:5051". */
export type Pid = Id<'pid'>;
/** "eng/backend" */
export type RoleName = Id<'role'>;

/** @compat The executor of a command task is named after the task. */
export function executorIdOfTask(taskId: TaskId): ExecutorId {
  return taskId as string;
}
