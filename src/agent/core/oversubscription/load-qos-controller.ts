/**
 * Protects those who own their resources from those who borrow: when the machine's load is above a
 * threshold, every executor that holds something revocable has to go. The load of one minute jumps too
 * much to be judged by.
 */
import type { Log } from '../../../foundation/log.ts';
import type { ExecutorUsage, QosController, QosCorrection } from './ports.ts';

/** As the kernel counts it: how many wanted to run, on the average of so many minutes. */
export interface Load {
  readonly fiveMinutes: number;
  readonly fifteenMinutes: number;
}

/** At least one is given. */
export type LoadThresholds = Partial<Load>;

export interface LoadQosParts {
  readonly thresholds: LoadThresholds;
  readonly readLoad: () => Load;
  readonly log: Log;
}

export class LoadQosController implements QosController {
  readonly #parts: LoadQosParts;

  constructor(parts: LoadQosParts) {
    this.#parts = parts;
  }

  corrections(usage: readonly ExecutorUsage[]): readonly QosCorrection[] {
    const borrowers = usage.filter(({ revocable }) => !revocable.isEmpty());
    if (borrowers.length === 0) return [];
    const overload = this.#findOverload();
    if (overload === undefined) return [];
    this.#parts.log.info(
      `${overload}: ${borrowers.length} executor(s) with revocable resources go`,
    );
    return borrowers.map(({ frameworkId, executorId, containerId }) => ({
      type: 'KILL',
      kill: { frameworkId, executorId, containerId },
    }));
  }

  #findOverload(): string | undefined {
    const { thresholds, readLoad } = this.#parts;
    const { fiveMinutes, fifteenMinutes } = readLoad();
    return (
      overloadText(5, fiveMinutes, thresholds.fiveMinutes) ??
      overloadText(15, fifteenMinutes, thresholds.fifteenMinutes)
    );
  }
}

function overloadText(
  minutes: number,
  load: number,
  threshold: number | undefined,
): string | undefined {
  if (threshold === undefined || load <= threshold) return undefined;
  return `The load average of ${minutes} minutes is ${load}, above ${threshold}`;
}
