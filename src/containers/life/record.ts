/** What of a container's configuration is needed after its launch, also by the next agent process. */
import type { Resource } from '../../protocol/generated/mesos.ts';
import type { ContainerConfig, ContainerTermination, ResourceLimits } from '../containerizer.ts';

export interface ContainerRecord {
  readonly bootId: string;
  readonly directory: string;
  readonly resources: readonly Resource[];
  readonly limits?: ResourceLimits;
  /** Whom it runs as, unless it is the agent's user. */
  readonly user?: string;
  /** What an operator set in place of them while it ran. */
  readonly imposed?: ResourceLimits;
  readonly isDebug: boolean;
  readonly isStandalone: boolean;
  readonly hasProcess: boolean;
  /** Set when it ended from outside: the status alone would not say why. */
  readonly termination?: ContainerTermination;
}

export function recordOf(config: ContainerConfig, bootId: string): ContainerRecord {
  return {
    bootId,
    directory: config.directory,
    resources: config.resources,
    ...(config.limits !== undefined && { limits: config.limits }),
    ...(config.user !== undefined && { user: config.user }),
    isDebug: config.containerClass === 'debug',
    isStandalone: config.isStandalone === true,
    hasProcess: config.command !== undefined,
  };
}
