/**
 * May they? Every call and every endpoint says in its contract which of Mesos' actions it is
 * (`authorize`), and the door that it comes through asks the authorizer before anything is done. The
 * default authorizer allows everything; a better one changes no call and no endpoint.
 */
import type {
  ContainerID,
  ExecutorInfo,
  FrameworkInfo,
  MachineID,
  Task,
  TaskInfo,
} from '../protocol/generated/mesos.ts';
import type { QuotaInfo } from '../protocol/generated/quota.ts';
import { type Principal, principalText } from './principal.ts';

/** Mesos' names, as ACLs and modules know them. */
export type Action =
  | 'ACCESS_MESOS_LOG'
  | 'ACCESS_SANDBOX'
  | 'ATTACH_CONTAINER_INPUT'
  | 'ATTACH_CONTAINER_OUTPUT'
  | 'CREATE_VOLUME'
  | 'DEACTIVATE_AGENT'
  | 'DESTROY_VOLUME'
  | 'DRAIN_AGENT'
  | 'GET_ENDPOINT_WITH_PATH'
  | 'GET_MAINTENANCE_SCHEDULE'
  | 'GET_MAINTENANCE_STATUS'
  | 'GET_QUOTA'
  | 'KILL_NESTED_CONTAINER'
  | 'KILL_STANDALONE_CONTAINER'
  | 'LAUNCH_NESTED_CONTAINER'
  | 'LAUNCH_NESTED_CONTAINER_SESSION'
  | 'LAUNCH_STANDALONE_CONTAINER'
  | 'MARK_AGENT_GONE'
  | 'PRUNE_IMAGES'
  | 'REACTIVATE_AGENT'
  | 'REGISTER_FRAMEWORK'
  | 'REMOVE_NESTED_CONTAINER'
  | 'REMOVE_STANDALONE_CONTAINER'
  | 'RESERVE_RESOURCES'
  | 'RESIZE_VOLUME'
  | 'RUN_TASK'
  | 'SET_LOG_LEVEL'
  | 'START_MAINTENANCE'
  | 'STOP_MAINTENANCE'
  | 'TEARDOWN_FRAMEWORK'
  | 'UNRESERVE_RESOURCES'
  | 'UPDATE_MAINTENANCE_SCHEDULE'
  | 'UPDATE_QUOTA'
  | 'UPDATE_QUOTA_WITH_CONFIG'
  | 'UPDATE_WEIGHT'
  | 'VIEW_CONTAINER'
  | 'VIEW_EXECUTOR'
  | 'VIEW_FLAGS'
  | 'VIEW_FRAMEWORK'
  | 'VIEW_RESOURCE_PROVIDER'
  | 'VIEW_ROLE'
  | 'VIEW_STANDALONE_CONTAINER'
  | 'VIEW_TASK'
  | 'WAIT_NESTED_CONTAINER'
  | 'WAIT_STANDALONE_CONTAINER';

/** What the action is done to; each action has one kind, or none at all. */
export interface AuthorizedObject {
  /** A role, a path, ... */
  readonly value?: string;
  readonly frameworkInfo?: FrameworkInfo;
  readonly executorInfo?: ExecutorInfo;
  readonly taskInfo?: TaskInfo;
  readonly task?: Task;
  readonly containerId?: ContainerID;
  readonly quotaInfo?: QuotaInfo;
  readonly machineId?: MachineID;
}

export interface Demand {
  readonly action: Action;
  readonly object?: AuthorizedObject;
}

/** Decides at once, because cores ask: whoever needs time for it decides ahead. */
export interface Authorizer {
  allows(principal: Principal | undefined, demand: Demand): boolean;
}

export const allowAll: Authorizer = { allows: () => true };

/** The slot in the contract; `Asked` is what the door knows of the request. */
export type Authorization<Asked> =
  /** No action of Mesos: who may speak here at all may do this. */
  | { readonly asked: 'nobody'; readonly because: string }
  /** Refused as a whole with 403 when one demand is. */
  | {
      readonly asked: 'once';
      readonly actions: readonly [Action, ...Action[]];
      /** Empty: what it is about is not there, which the call itself will say. */
      readonly demandsOf: (asked: Asked) => readonly Demand[];
      /** Asked for each of what it shows, when it is not refused. */
      readonly thenForEach?: readonly Action[];
    }
  /** Not refused: what is not allowed is left out, or fails by itself. */
  | { readonly asked: 'for each'; readonly actions: readonly [Action, ...Action[]] };

export function nobodyAsked(because: string): Authorization<unknown> {
  return { asked: 'nobody', because };
}

/** For actions that are done to nothing in particular. */
export function once(action: Action): Authorization<unknown> {
  return { asked: 'once', actions: [action], demandsOf: () => [{ action }] };
}

export function onceOn<Asked>(
  action: Action,
  objectsOf: (asked: Asked) => readonly AuthorizedObject[],
): Authorization<Asked> {
  const demandsOf = (asked: Asked): readonly Demand[] =>
    objectsOf(asked).map((object) => ({ action, object }));
  return { asked: 'once', actions: [action], demandsOf };
}

/** @param path without its process, as ACLs have it: "/metrics/snapshot" */
export function onPath(path: string, ...thenForEach: Action[]): Authorization<unknown> {
  return {
    asked: 'once',
    actions: ['GET_ENDPOINT_WITH_PATH'],
    demandsOf: () => [{ action: 'GET_ENDPOINT_WITH_PATH', object: { value: path } }],
    thenForEach,
  };
}

export function forEach(...actions: [Action, ...Action[]]): Authorization<unknown> {
  return { asked: 'for each', actions };
}

/** The sentence of a 403; undefined: it may. */
export function findForbidden<Asked>(
  authorizer: Authorizer,
  principal: Principal | undefined,
  authorize: Authorization<Asked>,
  asked: Asked,
): string | undefined {
  if (authorize.asked !== 'once' || authorizer === allowAll) return undefined;
  const refused = authorize
    .demandsOf(asked)
    .find((demand) => !authorizer.allows(principal, demand));
  return refused && `${refused.action} is not allowed to ${principalText(principal)}`;
}
