/**
 * A status of a task: what it changes, what is told of it, and when it is acknowledged. One that says
 * what is known already changes nothing, and is acknowledged once what is known is stored.
 */
import { assertNever, type Result } from '../../../foundation/result.ts';
import { equalValues } from '../groups/equal-values.ts';
import type { TaskStatus } from '../../../protocol/generated/mesos.ts';
import type { TaskId } from '../../../protocol/ids.ts';
import { type InstanceId, runSpecIdOfTask, type Timestamp } from '../../model/ids.ts';
import { isTerminal } from '../../model/instance.ts';
import type { Condition, Instance, InstanceTask, StatusOfTask } from '../../model/instance.ts';
import type { RunSpec } from '../../model/run-spec.ts';
import type { Core } from '../environment.ts';
import type { TaskFailure } from '../parts.ts';
import { conditionOf, conditionOfAll, isFailure, tellsOfDraining } from './conditions.ts';

/** Who has the instances. `last`: how one was at its end. */
interface StatusKeeper {
  findByTask(taskId: TaskId): Instance | undefined;
  /** Once everything that is in memory by now is stored; at once if it is. */
  whenStored(action: () => void): void;
  update(instance: Instance, done: Done, last?: Instance): void;
  expunge(id: InstanceId, done: Done, last: Instance): void;
  noteFailure(failure: TaskFailure): void;
}

type Done = (result: Result<void>) => void;

export function receiveStatus(
  core: Core,
  tracker: StatusKeeper,
  status: TaskStatus,
  acknowledge: () => void,
): void {
  const taskId = status.task_id.value;
  core.count(
    `mesos.task-updates.${(status.state ?? 'unknown').toLowerCase().replaceAll('_', '-')}`,
  );
  const instance = tracker.findByTask(taskId);
  const task = instance?.tasks.find((each) => each.taskId === taskId);
  if (instance === undefined || task === undefined) {
    return receiveStranger(core, status, () => tracker.whenStored(acknowledge));
  }
  const now: Timestamp = core.clock.timestamp();
  const updated = updatedTask(core, task, status, now);
  if (updated === undefined) return tracker.whenStored(acknowledge);
  const tasks = instance.tasks.map((each) => (each === task ? updated : each));
  const after = updatedInstance(instance, tasks, now);
  const tell = (): void => {
    publishStatus(core, after, updated, status);
    acknowledge();
  };
  if (isTerminal(updated.condition)) noteFailure(core, tracker, instance, status, now);
  if (isTerminal(after.condition)) {
    const isPlaceLost = status.state === 'TASK_GONE_BY_OPERATOR';
    return endInstance(core, tracker, { ended: after, isPlaceLost }, tell);
  }
  tracker.update(after, (stored) => {
    if (stored.ok) tell();
  });
}

/** Of a task that nobody knows: it must not run. */
function receiveStranger(core: Core, status: TaskStatus, acknowledge: () => void): void {
  const condition = conditionOf(status);
  const instanceId = instanceIdOfTask(status.task_id.value);
  if (isTerminal(condition)) {
    const runSpecId = runSpecIdOfTask(status.task_id.value);
    core.publish({ type: 'unknown_instance_terminated_event', instanceId, runSpecId, condition });
  } else if (condition !== 'Unreachable') {
    core.log.warning(`Killing ${status.task_id.value}, which belongs to no known instance`);
    core.mesos.send({
      type: 'KILL',
      kill: {
        task_id: status.task_id,
        ...(status.agent_id === undefined ? {} : { agent_id: status.agent_id }),
      },
    });
  }
  acknowledge();
}

/** Undefined: nothing new. */
function updatedTask(
  { shared }: Core,
  task: InstanceTask,
  status: TaskStatus,
  now: Timestamp,
): InstanceTask | undefined {
  const condition = conditionOf(status);
  const kept = keptOf(status);
  const ipAddresses = shared.share(addressesOf(status) ?? task.ipAddresses);
  const isSame =
    task.condition === condition &&
    task.status?.healthy === status.healthy &&
    equalValues(task.status?.check_status, status.check_status) &&
    equalValues(task.ipAddresses, ipAddresses);
  if (isSame) return undefined;
  const begins = condition === 'Running' && task.startedAt === undefined;
  const { status: _last, ...rest } = task;
  return {
    ...rest,
    condition,
    ipAddresses,
    ...(kept === undefined ? {} : { status: kept }),
    ...(begins ? { startedAt: now } : {}),
    ...(task.container === undefined ? {} : networksOf(status)),
    ...(tellsOfDraining(status) ? { isDrained: true } : {}),
  };
}

function networksOf({ container_status }: TaskStatus): Pick<InstanceTask, 'networks'> {
  const infos = container_status?.network_infos;
  if (infos === undefined) return {};
  const networks = infos.map(({ name, ip_addresses = [] }) => ({
    ...(name === undefined ? {} : { name }),
    addresses: ip_addresses.flatMap(({ ip_address }) => ip_address ?? []),
  }));
  return { networks };
}

function updatedInstance(
  instance: Instance,
  tasks: readonly InstanceTask[],
  now: Timestamp,
): Instance {
  const reported = conditionOfAll(tasks.map(({ condition }) => condition));
  // Once given up it stays so until something is heard of the task itself.
  const isStillAway = reported === 'Unreachable' && instance.condition === 'UnreachableInactive';
  const condition = isStillAway ? instance.condition : reported;
  const begins = condition === 'Running' && instance.activeSince === undefined;
  return {
    ...instance,
    tasks,
    condition,
    since: condition === instance.condition ? instance.since : now,
    ...(begins ? { activeSince: now } : {}),
  };
}

/**
 * What becomes of one that has ended: its place is kept, its result is kept, or it is forgotten.
 * A place is lost only where an operator says so: TASK_GONE comes from agents that have it still.
 */
function endInstance(
  core: Core,
  tracker: StatusKeeper,
  { ended, isPlaceLost }: { readonly ended: Instance; readonly isPlaceLost: boolean },
  tell: () => void,
): void {
  const whenStored = (stored: { readonly ok: boolean }): void => {
    if (stored.ok) tell();
  };
  const runSpec = core.groups.root.findRunSpec(ended.runSpecId);
  if (ended.volumes.length > 0 && !isPlaceLost) {
    // The event tells how it ended; what is kept is its place, until it is launched or given back.
    return tracker.update({ ...ended, condition: 'Reserved', tasks: [] }, whenStored, ended);
  }
  const isOver =
    runSpec !== undefined && ended.goal === 'Running' && needsNoSuccessor(runSpec, ended.condition);
  if (isOver) return tracker.update(ended, whenStored);
  tracker.expunge(ended.id, whenStored, ended);
}

function needsNoSuccessor({ restartPolicy }: RunSpec, condition: Condition): boolean {
  switch (restartPolicy) {
    case 'Always':
      return false;
    case 'OnFailure':
      return condition === 'Finished';
    case 'Never':
      return condition === 'Finished' || condition === 'Failed' || condition === 'Error';
    default:
      return assertNever(restartPolicy);
  }
}

function noteFailure(
  core: Core,
  tracker: StatusKeeper,
  { id, runSpecId, runSpecVersion, agent, tasks }: Instance,
  { task_id, state, message, reason }: TaskStatus,
  now: Timestamp,
): void {
  if (state === undefined || !isFailure(state)) return;
  const where = { host: agent.host, agentId: agent.agentId };
  const taskId = task_id.value;
  const task = tasks.find((each) => each.taskId === taskId);
  tracker.noteFailure({
    appId: runSpecId,
    instanceId: id,
    ...(task === undefined ? {} : { startedAt: task.startedAt ?? task.stagedAt }),
    taskId,
    state,
    message: message ?? '',
    ...(reason === undefined ? {} : { reason }),
    ...where,
    version: runSpecVersion,
    timestamp: now,
  });
  core.log.info(`${taskId} ended as ${state}: ${message ?? ''}`);
}

function publishStatus(
  core: Core,
  { runSpecId, runSpecVersion, agent }: Instance,
  task: InstanceTask,
  { state, message }: TaskStatus,
): void {
  core.publish({
    type: 'status_update_event',
    agentId: agent.agentId,
    taskId: task.taskId,
    taskStatus: state ?? 'TASK_UNKNOWN',
    message: message ?? '',
    appId: runSpecId,
    host: agent.host,
    ipAddresses: task.ipAddresses,
    ports: task.hostPorts.filter((port) => port !== undefined),
    version: runSpecVersion,
  });
}

/** The rest is in the task already, or for nobody here. */
export function keptOf({ healthy, check_status, message }: StatusOfTask): StatusOfTask | undefined {
  if (healthy === undefined && check_status === undefined) return undefined;
  return {
    ...(healthy === undefined ? {} : { healthy }),
    ...(check_status === undefined ? {} : { check_status }),
    ...(message === undefined ? {} : { message }),
  };
}

/** Undefined: the status says nothing of it. */
function addressesOf({ container_status }: TaskStatus): InstanceTask['ipAddresses'] | undefined {
  const networks = container_status?.network_infos;
  if (networks === undefined) return undefined;
  return networks.flatMap(({ ip_addresses = [] }) =>
    ip_addresses.flatMap(({ ip_address, protocol }) =>
      ip_address === undefined ? [] : [{ ipAddress: ip_address, protocol: protocol ?? 'IPv4' }],
    ),
  );
}

/** "shop_db.instance-<uuid>" of "shop_db.instance-<uuid>._app.1" */
function instanceIdOfTask(taskId: string): string {
  return /^(.*\.(?:instance|marathon)-[^.]+)/.exec(taskId)?.[1] ?? taskId;
}
