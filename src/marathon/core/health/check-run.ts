/**
 * One of Marathon's own health checks of one instance: asked again and again while the instance runs.
 * Before its first success it is asked more often than the interval says, as failures do not count
 * then: a service is known to be well soon after it is.
 */
import type { Timer } from '../../../foundation/clock.ts';
import type { AppDefinition } from '../../model/app.ts';
import type { AppHealthCheck } from '../../model/checks.ts';
import type { InstanceId, Timestamp } from '../../model/ids.ts';
import type { Core, Probe, ProbeOutcome } from '../environment.ts';
import type { HealthResult } from '../parts.ts';
import { placeOfCheck } from './addresses.ts';
import type { ProbeQueue } from './probe-queue.ts';

/** Of a service that is not up yet: doubled up to the check's interval. */
const firstAgainMs = 250;
/** Of those that want to be asked all the time. */
const shortestIntervalMs = 100;

export interface CheckRunListener {
  /** There is a new result; `was` is the one before. */
  result(id: InstanceId, was: HealthResult | undefined, is: HealthResult): void;
  /** It failed too often. */
  exhausted(id: InstanceId, check: AppHealthCheck, why: string): void;
}

export class CheckRun {
  readonly #core: Core;
  readonly #queue: ProbeQueue;
  readonly #app: AppDefinition;
  readonly #id: InstanceId;
  readonly #listener: CheckRunListener;
  readonly check: AppHealthCheck;
  #result: HealthResult | undefined;
  #timer: Timer | undefined;
  #againMs = firstAgainMs;
  #isStopped = false;

  constructor(
    core: Core,
    parts: {
      readonly queue: ProbeQueue;
      readonly app: AppDefinition;
      readonly id: InstanceId;
      readonly check: AppHealthCheck;
      readonly listener: CheckRunListener;
    },
  ) {
    this.#core = core;
    this.#queue = parts.queue;
    this.#app = parts.app;
    this.#id = parts.id;
    this.check = parts.check;
    this.#listener = parts.listener;
    this.#timer = core.clock.after(0, () => this.#ask());
  }

  get result(): HealthResult | undefined {
    return this.#result;
  }

  stop(): void {
    this.#isStopped = true;
    this.#timer?.cancel();
  }

  #ask(): void {
    const probe = this.#probe();
    if (probe === undefined) return this.#take({ kind: 'failed', why: 'Its port is not known' });
    this.#queue.probe(probe, (outcome) => {
      if (!this.#isStopped) this.#take(outcome);
    });
  }

  #probe(): Probe | undefined {
    const instance = this.#core.instances.find(this.#id);
    const place = instance && placeOfCheck(this.#app, instance, this.check);
    if (place === undefined) return undefined;
    const { protocol, path = '/', timeoutSeconds } = this.check;
    const kinds = { HTTP: 'http', HTTPS: 'https' } as const;
    const kind = protocol === 'HTTP' || protocol === 'HTTPS' ? kinds[protocol] : 'tcp';
    const slashed = path.startsWith('/') ? path : `/${path}`;
    return { kind, ...place, path: slashed, timeoutMs: timeoutSeconds * 1000 };
  }

  #take(outcome: ProbeOutcome): void {
    const why = whyFailed(outcome);
    const isIgnored =
      this.check.ignoreHttp1xx === true && outcome.kind === 'answered' && outcome.status < 200;
    if (!isIgnored) {
      if (why === undefined) this.#succeed();
      else this.#fail(why);
    }
    if (!this.#isStopped) this.#schedule();
  }

  #succeed(): void {
    const now = this.#core.clock.timestamp();
    const was = this.#result;
    const is = {
      ...was,
      alive: true,
      consecutiveFailures: 0,
      firstSuccess: was?.firstSuccess ?? now,
      lastSuccess: now,
    };
    this.#result = is;
    this.#listener.result(this.#id, was, is);
  }

  #fail(why: string): void {
    const now = this.#core.clock.timestamp();
    if (this.#isInGrace(now)) return;
    const was = this.#result;
    const failures = was?.consecutiveFailures ?? 0;
    const is = {
      ...was,
      alive: false,
      consecutiveFailures: failures + 1,
      lastFailure: now,
      lastFailureCause: why,
    };
    this.#result = is;
    this.#listener.result(this.#id, was, is);
    const { maxConsecutiveFailures } = this.check;
    if (maxConsecutiveFailures > 0 && failures >= maxConsecutiveFailures) {
      this.#listener.exhausted(this.#id, this.check, why);
    }
  }

  #isInGrace(now: Timestamp): boolean {
    if (this.#result?.firstSuccess !== undefined) return false;
    const startedAt = this.#core.instances.find(this.#id)?.tasks[0]?.startedAt ?? now;
    return now - startedAt < this.check.gracePeriodSeconds * 1000;
  }

  #schedule(): void {
    const intervalMs = Math.max(shortestIntervalMs, this.check.intervalSeconds * 1000);
    const delayMs = this.#result === undefined ? Math.min(this.#againMs, intervalMs) : intervalMs;
    this.#againMs *= 2;
    this.#timer = this.#core.clock.after(delayMs, () => this.#ask());
  }
}

/** Undefined: all is well. @compat 2xx and 3xx are, and nothing else. */
function whyFailed(outcome: ProbeOutcome): string | undefined {
  if (outcome.kind === 'failed') return outcome.why;
  const { status } = outcome;
  return status >= 200 && status < 400 ? undefined : `${status}`;
}
