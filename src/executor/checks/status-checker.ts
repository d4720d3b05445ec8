/**
 * A check that only tells what it saw: never kills, and is news only when the result changes. A
 * run that gave no result (it took too long) is an empty result.
 */
import type { Log } from '../../foundation/log.ts';
import type { Result } from '../../foundation/result.ts';
import type { CheckInfo, CheckStatusInfo } from '../../protocol/generated/mesos.ts';
import type { PeriodicCheck } from './periodic-check.ts';
import { checkTarget, type TargetCheck } from './target-check.ts';
import type { CheckOutcome, CheckTarget } from './targets.ts';

export interface StatusCheckerOptions extends TargetCheck<CheckInfo> {
  readonly log: Log;
  /** What was told last. */
  readonly status: CheckStatusInfo;
  readonly onStatus: (status: CheckStatusInfo) => void;
}

export class StatusChecker {
  readonly #options: StatusCheckerOptions;
  readonly #periodic: PeriodicCheck<CheckOutcome>;
  #last: CheckOutcome | undefined;

  constructor(options: StatusCheckerOptions) {
    this.#options = options;
    this.#last = outcomeOf(options.status);
    this.#periodic = checkTarget(options, (outcome) => this.#onOutcome(outcome));
  }

  stop(): void {
    this.#periodic.stop();
  }

  #onOutcome(outcome: Result<CheckOutcome>): void {
    if (!outcome.ok) this.#options.log.warning(`Check gave no result: ${outcome.error}`);
    const value = outcome.ok ? outcome.value : undefined;
    if (value === this.#last) return;
    this.#last = value;
    this.#options.onStatus(checkStatus(this.#options.target.kind, value));
  }
}

/** Without an outcome: what is told before the first result. */
export function checkStatus(kind: CheckTarget['kind'], outcome?: CheckOutcome): CheckStatusInfo {
  const number = typeof outcome === 'number' ? outcome : undefined;
  switch (kind) {
    case 'command':
      return { type: 'COMMAND', command: number === undefined ? {} : { exit_code: number } };
    case 'http':
      return { type: 'HTTP', http: number === undefined ? {} : { status_code: number } };
    case 'tcp':
      return { type: 'TCP', tcp: typeof outcome === 'boolean' ? { succeeded: outcome } : {} };
  }
}

function outcomeOf(status: CheckStatusInfo): CheckOutcome | undefined {
  return status.command?.exit_code ?? status.http?.status_code ?? status.tcp?.succeeded;
}
