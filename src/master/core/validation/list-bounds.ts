/**
 * How long the lists may be that calls and messages carry. All of a call is done in one turn, and
 * everybody else waits that long, so each bound is what takes about 50 ms at most; every loop over a
 * list is linear. Real ones stay far below: an offer is one agent's, a pod has a handful of tasks, an
 * agent some hundred. Beyond a bound the whole call or message is refused with the sentence below,
 * before anything changes. (bench/messages.mjs drives each list to its bound.)
 */
import type {
  RegisterSlaveMessage,
  ReregisterSlaveMessage,
  UpdateSlaveMessage,
} from '../../../protocol/generated/internal.ts';
import type {
  FrameworkInfo,
  Offer_Operation,
  Resource,
  TaskInfo,
} from '../../../protocol/generated/mesos.ts';
import type { Call } from '../../../protocol/generated/scheduler.ts';
import { resourcesIn } from '../operations/operation-resources.ts';

/** Offers of one agent that are used together, and what is done with them. */
const mostAcceptedOffers = 1_000;
const mostOperations = 1_000;
const mostLaunchedTasks = 1_000;
/** Of one pod, which is judged and sent as a whole. */
const mostGroupedTasks = 500;
/** Of operations that convert them; each may be a conversion of all that its agent has. */
const mostConvertedResources = 200;
/** Of all tasks and executors of a call: four for each task. */
const mostLaunchedResources = 4_000;
/** All offers of a cluster of 10,000 agents. */
const mostDeclinedOffers = 10_000;
/** What a framework asks about at a time; more is asked in parts. */
const mostReconciled = 10_000;
/** Roles count with the levels above them: "a/b/c" has three. */
const mostRoleLevels = 5_000;
/** Alternatives in FrameworkInfo.offer_filters, each asked about each agent. */
const mostLeastQuantities = 1_000;
/** Of an agent, with its reservations and volumes. */
export const mostAgentResources = 5_000;
const mostAgentAttributes = 1_000;
/**
 * What one agent runs: tasks, executors and their frameworks together. No more is launched on it, so
 * that it can always come back.
 */
export const mostOnAgent = 3_000;
/**
 * What waits on one agent for its end or for the acknowledgement of it. More is refused: frameworks
 * may forget to acknowledge, and the agent tells of all of them when it comes back.
 */
export const mostOperationsOnAgent = 1_000;
/** Of all of these: three for each. */
const mostReportedResources = 9_000;

/** Of a message from an agent; a re-registration with thousands of tasks has a few MiB. */
export const longestMessageBytes = 16 * 1024 * 1024;
/** Texts, byte strings and messages inside one message, while it is still read. */
export const mostMessageParts = 300_000;
/** History beyond it is left out before it is read: it may be long, and nothing depends on it. */
export const longestHistoryBytes = 512 * 1024;

interface Bound<T> {
  /** "'accept.offer_ids'", as the sentence begins. */
  readonly what: string;
  readonly most: number;
  readonly count: (message: T) => number;
}

type List = readonly unknown[] | undefined;

function sizeOf(...lists: readonly List[]): number {
  return lists.reduce((sum, list) => sum + (list?.length ?? 0), 0);
}

function levelsOf(roles: readonly string[] | undefined): number {
  return (roles ?? []).reduce((sum, role) => sum + role.split('/').length, 0);
}

function tasksOf({ launch, launch_group }: Offer_Operation): readonly TaskInfo[] {
  return launch?.task_infos ?? launch_group?.task_group.tasks ?? [];
}

function resourcesOf(operation: Offer_Operation): number {
  const own = sizeOf(operation.launch_group?.executor.resources);
  return tasksOf(operation).reduce(
    (sum, task) => sum + sizeOf(task.resources, task.executor?.resources),
    own,
  );
}

function quantitiesOf(info: FrameworkInfo | undefined): number {
  return Object.values(info?.offer_filters ?? {}).reduce(
    (sum, filters) => sum + sizeOf(filters.min_allocatable_resources?.quantities),
    0,
  );
}

function total<T>(items: readonly T[] | undefined, count: (item: T) => number): number {
  return (items ?? []).reduce((sum, item) => sum + count(item), 0);
}

/** An operation without any counts as one. */
function convertedResourcesOf(operations: readonly Offer_Operation[] | undefined): number {
  return total(operations, (one) => {
    if (one.type === 'LAUNCH' || one.type === 'LAUNCH_GROUP') return 0;
    return Math.max(
      1,
      total(resourcesIn(one), ({ resources }) => resources.length),
    );
  });
}

const operationBounds: readonly Bound<readonly Offer_Operation[]>[] = [
  {
    what: 'Resources of the operation',
    most: mostConvertedResources,
    count: convertedResourcesOf,
  },
];

/** SUBSCRIBE and UPDATE_FRAMEWORK bring the same. */
function wishesOf({ subscribe, update_framework }: Call): Call['subscribe'] {
  return subscribe ?? update_framework;
}

const callBounds: readonly Bound<Call>[] = [
  {
    what: "'accept.offer_ids'",
    most: mostAcceptedOffers,
    count: ({ accept }) => sizeOf(accept?.offer_ids),
  },
  {
    what: "'accept.operations'",
    most: mostOperations,
    count: ({ accept }) => sizeOf(accept?.operations),
  },
  {
    what: "Tasks in 'accept.operations'",
    most: mostLaunchedTasks,
    count: ({ accept }) => total(accept?.operations, (one) => tasksOf(one).length),
  },
  {
    what: "Tasks in 'launch_group.task_group'",
    most: mostGroupedTasks,
    count: ({ accept }) =>
      (accept?.operations ?? []).reduce(
        (most, { launch_group: group }) => Math.max(most, sizeOf(group?.task_group.tasks)),
        0,
      ),
  },
  {
    what: "Reserved, created and other resources in 'accept.operations'",
    most: mostConvertedResources,
    count: ({ accept }) => convertedResourcesOf(accept?.operations),
  },
  {
    what: "Resources in 'accept.operations'",
    most: mostLaunchedResources,
    count: ({ accept }) => total(accept?.operations, resourcesOf),
  },
  {
    what: "'decline.offer_ids'",
    most: mostDeclinedOffers,
    count: ({ decline }) => sizeOf(decline?.offer_ids),
  },
  {
    what: 'Ids of inverse offers',
    most: mostDeclinedOffers,
    count: ({ accept_inverse_offers: accepted, decline_inverse_offers: declined }) =>
      sizeOf(accepted?.inverse_offer_ids, declined?.inverse_offer_ids),
  },
  {
    what: "'reconcile.tasks'",
    most: mostReconciled,
    count: ({ reconcile }) => sizeOf(reconcile?.tasks),
  },
  {
    what: "'reconcile_operations.operations'",
    most: mostReconciled,
    count: ({ reconcile_operations: asked }) => sizeOf(asked?.operations),
  },
  {
    what: "'request.requests'",
    most: mostReconciled,
    count: ({ request }) => sizeOf(request?.requests),
  },
  {
    what: "Levels of 'framework_info.roles'",
    most: mostRoleLevels,
    count: (call) => levelsOf(wishesOf(call)?.framework_info.roles),
  },
  {
    what: "Levels of 'framework_info.role'",
    most: mostRoleLevels,
    count: (call) => levelsOf([wishesOf(call)?.framework_info.role ?? '']),
  },
  {
    what: "Levels of 'suppressed_roles'",
    most: mostRoleLevels,
    count: (call) => levelsOf(wishesOf(call)?.suppressed_roles),
  },
  {
    what: "Levels of 'roles'",
    most: mostRoleLevels,
    count: ({ revive, suppress }) => levelsOf(revive?.roles) + levelsOf(suppress?.roles),
  },
  {
    what: "Quantities in 'framework_info.offer_filters'",
    most: mostLeastQuantities,
    count: (call) => quantitiesOf(wishesOf(call)?.framework_info),
  },
];

type Registration = RegisterSlaveMessage | ReregisterSlaveMessage;

const registrationBounds: readonly Bound<Registration>[] = [
  {
    what: 'Resources of the agent',
    most: mostAgentResources,
    count: ({ slave, checkpointed_resources: made }) => sizeOf(slave.resources, made),
  },
  {
    what: 'Attributes of the agent',
    most: mostAgentAttributes,
    count: ({ slave }) => sizeOf(slave.attributes),
  },
];

const reregistrationBounds: readonly Bound<ReregisterSlaveMessage>[] = [
  {
    what: 'Tasks, executors and frameworks of the agent',
    most: mostOnAgent,
    count: ({ tasks, executor_infos, frameworks }) => sizeOf(tasks, executor_infos, frameworks),
  },
  {
    what: 'Resources of what it runs',
    most: mostReportedResources,
    count: ({ tasks, executor_infos }) =>
      total<{ resources?: Resource[] }>(tasks, (one) => sizeOf(one.resources)) +
      total(executor_infos, (one) => sizeOf(one.resources)),
  },
  {
    what: 'Levels of roles of its frameworks',
    most: mostRoleLevels,
    count: ({ frameworks }) =>
      total(frameworks, ({ role, roles = [] }) => levelsOf(role === undefined ? roles : [role])),
  },
];

const updateBounds: readonly Bound<UpdateSlaveMessage>[] = [
  {
    what: "'oversubscribed_resources'",
    most: mostAgentResources,
    count: ({ oversubscribed_resources: spare }) => sizeOf(spare),
  },
  {
    what: "'operations'",
    most: mostOperationsOnAgent,
    count: ({ operations }) => sizeOf(operations?.operations),
  },
];

function findExcess<T>(bounds: readonly Bound<T>[], message: T): string | undefined {
  for (const { what, most, count } of bounds) {
    const found = count(message);
    if (found > most) return `${what}: there are ${found}, at most ${most} are taken at a time`;
  }
  return undefined;
}

export function findCallExcess(call: Call): string | undefined {
  return findExcess(callBounds, call);
}

/** Of one that comes by itself. */
export function findOperationExcess(operation: Offer_Operation): string | undefined {
  return findExcess(operationBounds, [operation]);
}

export function findRegistrationExcess(message: Registration): string | undefined {
  return findExcess(registrationBounds, message);
}

export function findReregistrationExcess(message: ReregisterSlaveMessage): string | undefined {
  return findRegistrationExcess(message) ?? findExcess(reregistrationBounds, message);
}

export function findUpdateExcess(message: UpdateSlaveMessage): string | undefined {
  return findExcess(updateBounds, message);
}
