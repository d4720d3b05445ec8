/**
 * Oversubscription has two deciders, which Mesos takes from modules: a resource estimator says what
 * could be lent beyond what the agent has, a QoS controller which of the borrowers have to go. Both are
 * asked again and again, decide on what is passed to them alone, and never block.
 */
import type { ExecutorId, FrameworkId } from '../../../protocol/ids.ts';
import type { Resources } from '../../../resources/resources.ts';

/** An executor whose container has not ended. */
export interface ExecutorUsage {
  readonly frameworkId: FrameworkId;
  readonly executorId: ExecutorId;
  readonly containerId: string;
  /** What it and its tasks hold of resources that can be called back; unallocated, often nothing. */
  readonly revocable: Resources;
}

export interface ResourceEstimator {
  /** What could be lent beside what is lent already; all of it is revocable. */
  oversubscribable(usage: readonly ExecutorUsage[]): Resources;
}

/** KILL is the only correction there is. */
export interface QosCorrection {
  readonly type: 'KILL';
  readonly kill: Pick<ExecutorUsage, 'frameworkId' | 'executorId' | 'containerId'>;
}

export interface QosController {
  corrections(usage: readonly ExecutorUsage[]): readonly QosCorrection[];
}
