/**
 * Whether what an agent reports when it registers can be taken in. Anybody can send such a message,
 * and one that makes no sense would break the sums that everything else relies on, so it is refused
 * as a whole, before anything changes.
 */
import type {
  RegisterSlaveMessage,
  ReregisterSlaveMessage,
} from '../../../protocol/generated/internal.ts';
import type {
  ExecutorInfo,
  FrameworkInfo,
  Resource,
  Task,
} from '../../../protocol/generated/mesos.ts';
import { validateRole } from '../../../resources/roles.ts';
import { validateResources } from '../../../resources/validate.ts';
import { findTotalError } from '../agents/total.ts';
import { rolesOf } from '../frameworks/frameworks.ts';
import { findAgentInfoError } from './agent.ts';
import { findIdError } from './ids.ts';
import { findRegistrationExcess, findReregistrationExcess } from './list-bounds.ts';

export function findReregistrationError(message: ReregisterSlaveMessage): string | undefined {
  if (message.slave.id === undefined) return 'it has no id';
  return (
    findReregistrationExcess(message) ??
    findAgentInfoError(message.slave, message.version ?? '') ??
    findReportedResourcesError(message.slave.resources) ??
    findReportedResourcesError(message.checkpointed_resources) ??
    findTotalError(message.slave, message.checkpointed_resources ?? []) ??
    findFirst(message.frameworks, findFrameworkError) ??
    findFirst(message.executor_infos, findReportedExecutorError) ??
    findFirst(message.tasks, findReportedTaskError)
  );
}

/** Registration, which brings no tasks. */
export function findRegistrationError(message: RegisterSlaveMessage): string | undefined {
  return (
    findRegistrationExcess(message) ??
    findAgentInfoError(message.slave, message.version ?? '') ??
    findReportedResourcesError(message.slave.resources) ??
    findReportedResourcesError(message.checkpointed_resources) ??
    findTotalError(message.slave, message.checkpointed_resources ?? [])
  );
}

/** All of one role, or none of any (agents older than MULTI_ROLE): it is booked as one. */
function findAllocationError(resources: readonly Resource[] | undefined): string | undefined {
  const roles = new Set((resources ?? []).map(({ allocation_info }) => allocation_info?.role));
  if (roles.size <= 1) return undefined;
  const names = [...roles].map((role) => (role === undefined ? 'none' : `'${role}'`));
  return `its resources are allocated to several roles (${names.join(', ')})`;
}

/** Valid, and allocated to a role that can exist, if to any. */
export function findReportedResourcesError(
  resources: readonly Resource[] | undefined,
): string | undefined {
  if (resources === undefined) return undefined;
  const valid = validateResources(resources);
  if (!valid.ok) return valid.error;
  for (const { name, allocation_info } of resources) {
    if (allocation_info?.role === undefined) continue;
    const role = validateRole(allocation_info.role);
    if (!role.ok) return `resource '${name}' is allocated to an invalid role: ${role.error}`;
  }
  return undefined;
}

function findFirst<T>(
  items: readonly T[] | undefined,
  findError: (item: T) => string | undefined,
): string | undefined {
  for (const item of items ?? []) {
    const error = findError(item);
    if (error !== undefined) return error;
  }
  return undefined;
}

function findFrameworkError(info: FrameworkInfo): string | undefined {
  if (info.id === undefined) return `its framework '${info.name}' has no id`;
  const idError = findIdError(info.id.value);
  if (idError !== undefined) return `its framework has an invalid id: ${idError}`;
  for (const role of rolesOf(info)) {
    const valid = validateRole(role);
    if (!valid.ok) return `its framework ${info.id.value} has an invalid role: ${valid.error}`;
  }
  return undefined;
}

function findReportedExecutorError(info: ExecutorInfo): string | undefined {
  const id = info.executor_id.value;
  if (info.framework_id === undefined) return `its executor '${id}' has no framework id`;
  const error =
    findIdError(id) ??
    findIdError(info.framework_id.value) ??
    findReportedResourcesError(info.resources) ??
    findAllocationError(info.resources);
  return error === undefined ? undefined : `its executor '${id}' is invalid: ${error}`;
}

export function findReportedTaskError(task: Task): string | undefined {
  const id = task.task_id.value;
  const error =
    findIdError(id) ??
    findIdError(task.framework_id.value) ??
    (task.executor_id === undefined ? undefined : findIdError(task.executor_id.value)) ??
    findReportedResourcesError(task.resources) ??
    findAllocationError(task.resources);
  return error === undefined ? undefined : `its task '${id}' is invalid: ${error}`;
}
