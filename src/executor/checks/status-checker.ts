/**
 * A check that only tells what it saw: never kills, and is news only when the result changes. A
 * run that gave no result (it took too long) is an empty result.
 */
import type { Clock } from '../../foundation/clock.ts';
import type { Log } from '../../foundation/log.ts';
import type { Result } from '../../foundation/result.ts';
import type { CheckInfo, CheckStatusInfo } from '../../protocol/generated/mesos.ts';
import { PeriodicCheck } from './periodic-check.ts';
import { startProbe, type CheckOutcome, type CheckProbes, type CheckTarget } from './targets.ts';

const defaults = { delaySecs: 15, intervalSecs: 10, timeoutSecs: 20 };

export interface StatusCheckerOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly probes: CheckProbes;
  readonly check: CheckInfo;
  readonly target: CheckTarget;
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
    const { check, clock, probes, target } = options;
    const timeoutMs = (check.timeout_seconds ?? defaults.timeoutSecs) * 1000;
    this.#periodic = new PeriodicCheck({
      clock,
      delayMs: (check.delay_seconds ?? defaults.delaySecs) * 1000,
      intervalMs: (check.interval_seconds ?? defaults.intervalSecs) * 1000,
      probe: (done) => startProbe(probes, target, timeoutMs, done),
      onOutcome: (outcome) => this.#onOutcome(outcome),
    });
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
