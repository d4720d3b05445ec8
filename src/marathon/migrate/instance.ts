/**
 * Instances, which the original stores as JSON of its own: one form since 1.8, and older ones that
 * have no goals, conditions that are no more, and what is reserved with the task.
 */
import { z } from 'zod';
import { failure, ok, type Result } from '../../foundation/result.ts';
import { Attribute, TaskStatus } from '../../protocol/generated/mesos.ts';
import { keptOf } from '../core/instances/statuses.ts';
import { agentOf } from '../core/offers/constraints.ts';
import { present } from '../definitions/present.ts';
import { readTimestamp } from '../definitions/timestamps.ts';
import { parse } from '../definitions/parse.ts';
import {
  isTerminal,
  type AgentOfInstance,
  type Condition,
  type Goal,
  type Instance,
  type InstanceTask,
  type LocalVolume,
  type StatusOfTask,
} from '../model/instance.ts';
import { safePath } from '../model/paths.ts';
import type { RunSpec } from '../model/run-spec.ts';
import { faultText } from './faults.ts';
import { partsOfInstanceId, partsOfTaskId } from './old-ids.ts';

const time = z.string().transform((text, context) => {
  const found = readTimestamp(text);
  if (found !== undefined) return found;
  context.addIssue({ code: 'custom', message: `${text} is no time` });
  return z.NEVER;
});

const condition = z.union([z.string(), z.object({ str: z.string() }).transform(({ str }) => str)]);

const reservation = z.object({
  volumeIds: z.array(
    z.object({ runSpecId: z.string(), containerPath: z.string(), uuid: z.string() }),
  ),
  state: z.object({ name: z.enum(['new', 'launched', 'suspended', 'garbage', 'unknown']) }),
  id: z.string().nullish(),
});

const task = z.object({
  taskId: z.string(),
  status: z.object({
    stagedAt: time,
    startedAt: time.nullish(),
    mesosStatus: z.string().nullish(),
    condition,
    networkInfo: z
      .object({
        hostPorts: z.array(z.int()).nullish(),
        ipAddresses: z
          .array(z.object({ ipAddress: z.string(), protocol: z.enum(['IPv4', 'IPv6']) }))
          .nullish(),
      })
      .nullish(),
  }),
  reservation: reservation.nullish(),
});

const storedInstance = z.object({
  instanceId: z.object({ idString: z.string() }),
  agentInfo: z
    .object({
      host: z.string(),
      agentId: z.string().nullish(),
      region: z.string().nullish(),
      zone: z.string().nullish(),
      attributes: z.array(z.string()).nullish(),
    })
    .nullish(),
  tasksMap: z.record(z.string(), task),
  runSpecVersion: time,
  state: z.object({
    condition,
    since: time,
    activeSince: time.nullish(),
    goal: z.enum(['Running', 'Stopped', 'Decommissioned']).nullish(),
  }),
  reservation: reservation.nullish(),
  role: z.string().nullish(),
});

type StoredInstance = z.output<typeof storedInstance>;
type StoredTask = z.output<typeof task>;
type StoredReservation = z.output<typeof reservation>;

interface Surroundings {
  readonly findRunSpec: (id: string) => RunSpec | undefined;
  readonly mesosRole: string;
}

/** Undefined: nothing runs and nothing is kept for it, so that nothing is lost without it. */
export function instanceOf(
  json: unknown,
  { findRunSpec, mesosRole }: Surroundings,
): Result<Instance | undefined> {
  const parsed = parse(storedInstance, json);
  if (!parsed.ok) return failure(faultText(parsed.error));
  const stored = parsed.value;
  const parts = partsOfInstanceId(stored.instanceId.idString);
  if (parts === undefined) return failure(`${stored.instanceId.idString} is no id of an instance`);
  const word = stored.state.condition;
  if (conditionOf(word) === undefined && !idleConditions.has(word.toLowerCase())) {
    return failure(`its condition is ${word}, which is none`);
  }
  const tasks = Object.values(stored.tasksMap);
  const reserved = stored.reservation ?? tasks.find((each) => each.reservation)?.reservation;
  const known = conditionOf(word);
  const isRunning = known !== undefined && !isTerminal(known);
  if (!isRunning && (reserved ?? undefined) === undefined) return ok(undefined);
  const agent = agentOfInstance(stored, tasks);
  if (!agent.ok) return agent;
  const runSpec = findRunSpec(parts.runSpecId);
  const made: Instance = {
    id: reserved ? labelOf(reserved, stored, tasks) : stored.instanceId.idString,
    runSpecId: parts.runSpecId,
    runSpecVersion: stored.runSpecVersion,
    role: stored.role ?? runSpec?.role ?? mesosRole,
    goal: runSpec === undefined ? 'Decommissioned' : goalOf(stored, isRunning),
    condition: isRunning ? known : 'Reserved',
    since: stored.state.since,
    ...present({ activeSince: (isRunning && stored.state.activeSince) || undefined }),
    agent: agent.value,
    tasks: [],
    volumes: (reserved?.volumeIds ?? []).map(volumeOf),
    incarnation: incarnationOf(tasks, reserved?.state.name === 'new'),
  };
  if (!isRunning) return ok(made);
  const launched = tasks.map((each) => taskOf(each, runSpec));
  const broken = launched.find((each) => !each.ok);
  if (broken !== undefined && !broken.ok) return broken;
  return ok({ ...made, tasks: launched.flatMap((each) => (each.ok ? [each.value] : [])) });
}

/** @compat In any case of letters; undefined: it waits for its launch, or only its place is kept. */
function conditionOf(text: string): Condition | undefined {
  const word = text.toLowerCase();
  return word === 'created' ? 'Provisioned' : conditions.get(word);
}

const conditionList: readonly Condition[] = [
  'Provisioned',
  'Staging',
  'Starting',
  'Running',
  'Unreachable',
  'UnreachableInactive',
  'Killing',
  'Killed',
  'Finished',
  'Failed',
  'Error',
  'Dropped',
  'Gone',
  'Unknown',
];
/** @compat It waits for its launch, or ended and only its place is kept. */
const idleConditions: ReadonlySet<string> = new Set(['scheduled', 'reserved', 'reservedterminal']);
const conditions = new Map(conditionList.map((each) => [each.toLowerCase(), each]));

/** @compat Before 1.7 there were none: what is reserved without a task was stopped. */
function goalOf({ state: { goal, condition: text } }: StoredInstance, isRunning: boolean): Goal {
  if (goal) return goal;
  const ended = conditionOf(text);
  return !isRunning && ended !== undefined ? 'Stopped' : 'Running';
}

function agentOfInstance(
  { agentInfo, instanceId }: StoredInstance,
  tasks: readonly StoredTask[],
): Result<AgentOfInstance> {
  if (!agentInfo) return failure(`${instanceId.idString} says not where it is`);
  const { host, region, zone, attributes } = agentInfo;
  const agentId = agentInfo.agentId ?? tasks.map(statusOf).find(Boolean)?.agent_id?.value;
  if (agentId === undefined) return failure(`${instanceId.idString} says not on which agent it is`);
  const own = agentOf({
    agent_id: { value: agentId },
    hostname: host,
    attributes: (attributes ?? []).map((text) => Attribute.decode(Buffer.from(text, 'base64'))),
  });
  return ok({ ...own, ...present({ region: region ?? undefined, zone: zone ?? undefined }) });
}

/**
 * What is reserved in Mesos bears a label that says for whom: in its words the instance goes on. Of
 * old ones that is what their task was called ("app.uuid"), else what they are called themselves.
 */
function labelOf(
  { id }: StoredReservation,
  { instanceId }: StoredInstance,
  [first]: readonly StoredTask[],
): string {
  if (id) return id;
  const old = first && partsOfTaskId(first.taskId);
  return old?.kind === 'legacy' ? old.label : instanceId.idString;
}

function volumeOf(stored: StoredReservation['volumeIds'][number]): LocalVolume {
  const { runSpecId, containerPath, uuid } = stored;
  return { containerPath, uuid, persistenceId: `${safePath(runSpecId)}#${containerPath}#${uuid}` };
}

/** 0: it never ran. */
function incarnationOf(tasks: readonly StoredTask[], isNew: boolean): number {
  const attempts = tasks.map(({ taskId }) => partsOfTaskId(taskId)?.attempt ?? 1);
  return isNew && tasks.length === 0 ? 0 : Math.max(1, ...attempts);
}

function taskOf(stored: StoredTask, runSpec: RunSpec | undefined): Result<InstanceTask> {
  const { taskId, status } = stored;
  const parts = partsOfTaskId(taskId);
  if (parts === undefined) return failure(`${taskId} is no id of a task`);
  const found = conditionOf(status.condition);
  if (found === undefined) return failure(`task ${taskId} is in condition ${status.condition}`);
  const container = runSpec?.kind === 'pod' ? parts.container : undefined;
  return ok({
    taskId,
    condition: found,
    stagedAt: status.stagedAt,
    ...present({
      container,
      startedAt: status.startedAt ?? undefined,
      status: keptStatusOf(stored),
    }),
    hostPorts: hostPortsOf(status.networkInfo?.hostPorts ?? [], container, runSpec),
    ipAddresses: status.networkInfo?.ipAddresses ?? [],
  });
}

function keptStatusOf(task: StoredTask): StatusOfTask | undefined {
  const status = statusOf(task);
  return status === undefined ? undefined : keptOf(status);
}

function statusOf({ status: { mesosStatus } }: StoredTask): TaskStatus | undefined {
  return mesosStatus ? TaskStatus.decode(Buffer.from(mesosStatus, 'base64')) : undefined;
}

/** The original keeps those that there are; here each has the place of what it was asked for. */
function hostPortsOf(
  ports: readonly number[],
  container: string | undefined,
  runSpec: RunSpec | undefined,
): InstanceTask['hostPorts'] {
  const asked = portsAskedFor(container, runSpec);
  if (asked.filter((each) => each.hostPort !== undefined).length !== ports.length) return ports;
  let next = 0;
  return asked.map(({ hostPort }) => (hostPort === undefined ? undefined : ports[next++]));
}

function portsAskedFor(
  container: string | undefined,
  runSpec: RunSpec | undefined,
): readonly { readonly hostPort?: number }[] {
  if (runSpec?.kind === 'pod') {
    return runSpec.containers.find(({ name }) => name === container)?.endpoints ?? [];
  }
  return runSpec?.container?.portMappings ?? [];
}
