/**
 * Is the task healthy? Failures soon after the start (grace period) do not count until it was
 * healthy once. After so many failures in a row the task is to be killed.
 */
import type { Log } from '../../foundation/log.ts';
import type { Result } from '../../foundation/result.ts';
import type { HealthCheck } from '../../protocol/generated/mesos.ts';
import type { PeriodicCheck } from './periodic-check.ts';
import { checkTarget, type TargetCheck } from './target-check.ts';
import type { CheckOutcome, CheckTarget } from './targets.ts';

const defaults = { consecutiveFailures: 3, gracePeriodSecs: 10 };

export interface Health {
  readonly isHealthy: boolean;
  /** It failed too often in a row. */
  readonly shouldKill: boolean;
}

export interface HealthCheckerOptions extends TargetCheck<HealthCheck> {
  readonly log: Log;
  /** When the task came up; the grace period counts from there. */
  readonly startedAtMs: number;
  /** It was healthy before the agent restarted. */
  readonly wasHealthy: boolean;
  /** Called on every counted failure, on the first success and on the first one after failures. */
  readonly onHealth: (health: Health) => void;
}

export class HealthChecker {
  readonly #options: HealthCheckerOptions;
  readonly #periodic: PeriodicCheck<CheckOutcome>;
  #isInitializing: boolean;
  #failuresInARow = 0;

  constructor(options: HealthCheckerOptions) {
    this.#options = options;
    this.#isInitializing = !options.wasHealthy;
    this.#periodic = checkTarget(options, (outcome) => this.#onOutcome(outcome));
  }

  stop(): void {
    this.#periodic.stop();
  }

  #onOutcome(outcome: Result<CheckOutcome>): void {
    const why = findFailure(this.#options.target, outcome);
    if (why === undefined) this.#succeed();
    else this.#fail(why);
  }

  #succeed(): void {
    const isNews = this.#isInitializing || this.#failuresInARow > 0;
    this.#isInitializing = false;
    this.#failuresInARow = 0;
    if (isNews) this.#options.onHealth({ isHealthy: true, shouldKill: false });
  }

  #fail(why: string): void {
    const { check, clock, log, startedAtMs } = this.#options;
    const graceMs = (check.grace_period_seconds ?? defaults.gracePeriodSecs) * 1000;
    if (this.#isInitializing && graceMs > 0 && clock.now() - startedAtMs <= graceMs) {
      log.info(`Health check failed within the grace period, ignored: ${why}`);
      return;
    }
    this.#failuresInARow++;
    log.warning(`Health check failed ${this.#failuresInARow} times in a row: ${why}`);
    const most = check.consecutive_failures ?? defaults.consecutiveFailures;
    this.#options.onHealth({ isHealthy: false, shouldKill: this.#failuresInARow >= most });
  }
}

function findFailure(target: CheckTarget, outcome: Result<CheckOutcome>): string | undefined {
  if (!outcome.ok) return outcome.error;
  const { value } = outcome;
  switch (target.kind) {
    case 'command':
      return value === 0 ? undefined : `the command exited with status ${value}`;
    case 'http':
      if (typeof value === 'number' && value >= 200 && value < 400) return undefined;
      return `the answer has status ${value}, expecting 200 to 399`;
    case 'tcp':
      return value === true ? undefined : `nothing listens on port ${target.target.port}`;
  }
}
