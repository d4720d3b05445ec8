/** Asking a target again and again, at the times that a CheckInfo or a HealthCheck names. */
import type { Clock } from '../../foundation/clock.ts';
import type { Result } from '../../foundation/result.ts';
import type { CheckInfo, HealthCheck } from '../../protocol/generated/mesos.ts';
import { PeriodicCheck } from './periodic-check.ts';
import { startProbe, type CheckOutcome, type CheckProbes, type CheckTarget } from './targets.ts';

/** Mesos' defaults, the same for both kinds. */
const defaults = { delaySecs: 15, intervalSecs: 10, timeoutSecs: 20 };

export interface TargetCheck<Check extends CheckInfo | HealthCheck> {
  readonly clock: Clock;
  readonly probes: CheckProbes;
  readonly check: Check;
  readonly target: CheckTarget;
}

export function checkTarget(
  { clock, probes, check, target }: TargetCheck<CheckInfo | HealthCheck>,
  onOutcome: (outcome: Result<CheckOutcome>) => void,
): PeriodicCheck<CheckOutcome> {
  const timeoutMs = (check.timeout_seconds ?? defaults.timeoutSecs) * 1000;
  return new PeriodicCheck({
    clock,
    delayMs: (check.delay_seconds ?? defaults.delaySecs) * 1000,
    intervalMs: (check.interval_seconds ?? defaults.intervalSecs) * 1000,
    probe: (done) => startProbe(probes, target, timeoutMs, done),
    onOutcome,
  });
}
