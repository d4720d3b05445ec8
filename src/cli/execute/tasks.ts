/**
 * What mesos-execute is to run: one task or one task group (a pod), made of its flags. The agent is
 * not known yet; run.ts fills it in when an offer is large enough.
 */
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { Json } from '../../foundation/flags/flag-types.ts';
import { DecodeError } from '../../protocol/codec/errors.ts';
import {
  FrameworkInfo_Capability_Type,
  TaskGroupInfo,
  TaskInfo,
} from '../../protocol/generated/mesos.ts';
import type {
  Environment_Variable,
  ExecutorInfo,
  FrameworkInfo,
  FrameworkInfo_Capability,
  Resource,
} from '../../protocol/generated/mesos.ts';
import { parseResources } from '../../resources/flags.ts';
import { makeContainer } from './container.ts';
import type { ExecuteFlags } from './flags.ts';

export type Work =
  | { readonly kind: 'task'; readonly task: TaskInfo }
  | {
      readonly kind: 'group';
      readonly executor: ExecutorInfo;
      readonly tasks: readonly TaskInfo[];
    };

/** The master wants an agent in every task; the offer's replaces it. */
const noAgent = { value: '' };

/** @compat the executor of a pod: name and size as Mesos' own command asks for them. */
const podExecutor: ExecutorInfo = {
  type: 'DEFAULT',
  executor_id: { value: 'default-executor' },
  resources: [scalar('cpus', 0.1), scalar('mem', 32), scalar('disk', 32)],
};

function scalar(name: string, value: number): Resource {
  return { name, type: 'SCALAR', scalar: { value } };
}

export function makeWork(flags: ExecuteFlags): Result<Work> {
  if (flags.task !== undefined && flags.task_group !== undefined) {
    return failure("Only one of '--task' and '--task_group' can be given");
  }
  if (flags.task !== undefined || flags.task_group !== undefined) return readWork(flags);
  if (flags.name === undefined) return failure('Missing required option --name');
  if (flags.shell && flags.command === undefined) {
    return failure('Missing required option --command');
  }
  const task = makeTask(flags, flags.name);
  return task.ok ? ok({ kind: 'task', task: task.value }) : task;
}

function readWork(flags: ExecuteFlags): Result<Work> {
  const own = (['name', 'command', 'env', 'docker_image', 'appc_image', 'volumes'] as const).find(
    (name) => flags[name] !== undefined,
  );
  const form = flags.task === undefined ? 'task_group' : 'task';
  if (own !== undefined) {
    return failure(`'--${own}' cannot be given with '--${form}', which describes everything`);
  }
  try {
    if (flags.task !== undefined) {
      return ok({ kind: 'task', task: TaskInfo.fromJson(withAgent(flags.task)) });
    }
    const { tasks = [] } = TaskGroupInfo.fromJson(withAgents(flags.task_group!));
    if (tasks.length === 0) return failure("'--task_group' has no tasks");
    return ok({ kind: 'group', executor: executorOf(flags), tasks });
  } catch (error) {
    if (error instanceof DecodeError) return failure(`Failed to use '--${form}': ${error.message}`);
    throw error;
  }
}

/** The networks of a pod are its executor's. */
function executorOf({ networks = [] }: ExecuteFlags): ExecutorInfo {
  if (networks.length === 0) return podExecutor;
  const network_infos = networks.map((name) => ({ name }));
  return { ...podExecutor, container: { type: 'MESOS', network_infos } };
}

/** Users should not have to write an agent that they cannot know. */
function withAgent(task: Json): Json {
  if (task === null || typeof task !== 'object' || Array.isArray(task)) return task;
  return { agent_id: { ...noAgent }, ...task };
}

function withAgents(group: Json): Json {
  if (group === null || typeof group !== 'object' || Array.isArray(group)) return group;
  const { tasks } = group;
  return Array.isArray(tasks) ? { ...group, tasks: tasks.map(withAgent) } : group;
}

function makeTask(flags: ExecuteFlags, name: string): Result<TaskInfo> {
  const resources = parseResources(flags.resources);
  if (!resources.ok) return failure(`Failed to parse resources: ${resources.error}`);
  const variables = readEnvironment(flags.env);
  if (!variables.ok) return variables;
  const container = makeContainer(flags);
  if (!container.ok) return container;
  return ok({
    name,
    task_id: { value: name },
    agent_id: noAgent,
    resources: resources.value.toMessages(),
    command: {
      shell: flags.shell,
      // Mesos' own command sends none without a shell, so that only an image's entry point can run.
      ...(flags.command === undefined ? {} : { value: flags.command }),
      ...(variables.value.length === 0 ? {} : { environment: { variables: variables.value } }),
    },
    ...(container.value === undefined ? {} : { container: container.value }),
  });
}

function readEnvironment(env: Json | undefined): Result<Environment_Variable[]> {
  if (env === undefined) return ok([]);
  if (env === null || typeof env !== 'object' || Array.isArray(env)) {
    return failure("Failed to use '--env': it must be a JSON object of strings");
  }
  const variables: Environment_Variable[] = [];
  for (const [name, value] of Object.entries(env)) {
    if (typeof value !== 'string') {
      return failure(`Failed to use '--env': the value of '${name}' must be a string`);
    }
    variables.push({ name, value });
  }
  return ok(variables);
}

/** What a plain run of Mesos' own command subscribes with, in its order. */
const ownCapabilities = [
  'RESERVATION_REFINEMENT',
  'TASK_KILLING_STATE',
  'REVOCABLE_RESOURCES',
] as const;

export function makeFramework(flags: ExecuteFlags, user: string): Result<FrameworkInfo> {
  const capabilities = readCapabilities(flags);
  if (!capabilities.ok) return capabilities;
  const isMultiRole = capabilities.value.some(({ type }) => type === 'MULTI_ROLE');
  return ok({
    user,
    name: 'mesos-execute instance',
    failover_timeout: 0,
    checkpoint: flags.checkpoint,
    ...(isMultiRole ? { roles: [flags.role] } : { role: flags.role }),
    ...(flags.principal === undefined ? {} : { principal: flags.principal }),
    capabilities: capabilities.value,
  });
}

function readCapabilities(flags: ExecuteFlags): Result<FrameworkInfo_Capability[]> {
  const types = new Set<FrameworkInfo_Capability_Type>(ownCapabilities);
  if (flags.partition_aware) types.add('PARTITION_AWARE');
  for (const name of flags.framework_capabilities ?? []) {
    if (!FrameworkInfo_Capability_Type.has(name) || name === 'UNKNOWN') {
      const known = FrameworkInfo_Capability_Type.names.filter((each) => each !== 'UNKNOWN');
      const rule = `it must be one of ${known.join(', ')}`;
      return failure(`Flag 'framework_capabilities' cannot have '${name}': ${rule}`);
    }
    types.add(name);
  }
  return ok([...types].map((type) => ({ type })));
}
