/**
 * Bringing a configuration into HAProxy: checked, with bad apps left out, written, and then started
 * or reloaded. At most one is under way; what is wanted meanwhile comes next, not sooner than the
 * interval between reloads says. When nothing acceptable is found, or HAProxy does not take it, what
 * runs stays; it is tried again later, and at every change.
 */
import type { Timer } from '../../foundation/clock.ts';
import type { Result } from '../../foundation/result.ts';
import type { Configuration } from '../config/configuration.ts';
import type { Environment, Refusal } from './environment.ts';
import { findAcceptable } from './exclusion.ts';
import type { KnownApps } from './known-apps.ts';
import { shapeOf } from './running.ts';

interface LoadingParts {
  readonly environment: Environment;
  readonly apps: KnownApps;
  /** What is wanted now. */
  readonly plan: () => Configuration;
  /** Is there a HAProxy to be reloaded, or has one to be started? */
  readonly isRunning: () => boolean;
  /** Servers must not be changed between these two. */
  readonly onBegin: (then: () => void) => void;
  readonly onLoaded: (configuration: Configuration) => void;
  readonly onFailed: () => void;
}

export class Loading {
  readonly #parts: LoadingParts;
  #isUnderWay = false;
  #isWantedAgain = false;
  #timer: Timer | undefined;
  #lastMs = Number.NEGATIVE_INFINITY;
  #failures = 0;
  #hasGivenUp = false;
  #isForced = false;
  /** What HAProxy loaded last. */
  #good: Configuration | undefined;
  #why = '';
  #isClosed = false;
  /** Why the last attempt came to nothing. */
  fault: string | undefined;

  constructor(parts: LoadingParts) {
    this.#parts = parts;
  }

  get isUnderWay(): boolean {
    return this.#isUnderWay;
  }

  /** `why`: for the log. */
  want(why: string): void {
    this.#why = why;
    if (this.#isUnderWay) {
      this.#isWantedAgain = true;
      return;
    }
    const { clock, options } = this.#parts.environment;
    if (this.#timer !== undefined || this.#hasGivenUp || this.#isClosed) return;
    const waitMs = this.#lastMs + options.minReloadIntervalMs - clock.now();
    if (waitMs <= 0) return this.#begin();
    this.#after(waitMs);
  }

  /** Even if nothing has changed. */
  force(why: string): void {
    if (this.#isUnderWay) this.#isForced = true;
    this.want(why);
  }

  /** Something changed: what could not be loaded before may now be. */
  reconsider(): void {
    this.#failures = 0;
    this.#hasGivenUp = false;
    if (this.fault !== undefined) this.#after(0);
  }

  close(): void {
    this.#isClosed = true;
    this.#timer?.cancel();
  }

  #after(waitMs: number): void {
    if (this.#isUnderWay) {
      this.#isWantedAgain = true;
      return;
    }
    this.#timer?.cancel();
    this.#timer = this.#parts.environment.clock.after(waitMs, () => {
      this.#timer = undefined;
      this.#begin();
    });
  }

  #begin(): void {
    if (this.#isClosed) return;
    const { environment, plan } = this.#parts;
    this.#isUnderWay = true;
    this.#isWantedAgain = false;
    environment.log.info(`Checking a new configuration: ${this.#why}`);
    const configuration = plan();
    environment.haproxy.check(configuration, (result) => {
      if (result.ok) this.#write(configuration);
      else this.#refused(configuration, result.error);
    });
  }

  #refused(configuration: Configuration, refusal: Refusal): void {
    const { environment, apps } = this.#parts;
    const { log, options, count } = environment;
    count('refused_configurations');
    if (!options.leavesOutBadApps) {
      return this.#failed(`HAProxy refuses the configuration: ${refusal.why}`);
    }
    const { haproxy, configure } = environment;
    const search = { haproxy, configure, apps: apps.all, excluded: apps.excluded };
    findAcceptable(search, { configuration, refusal }, (found) => {
      if (!found.ok) return this.#failed(`HAProxy refuses the configuration: ${found.error}`);
      for (const [app, why] of found.value.bad) {
        log.error(`HAProxy refuses what app ${app} asks for; it is left out: ${why}`);
      }
      apps.exclude(found.value.bad);
      this.#write(found.value.configuration);
    });
  }

  /** Servers have changed since it was checked; they are not what a check looks for. */
  #latest(checked: Configuration): Configuration {
    const latest = this.#parts.plan();
    return shapeOf(latest) === shapeOf(checked) ? latest : checked;
  }

  #write(checked: Configuration): void {
    this.#parts.onBegin(() => {
      const { haproxy } = this.#parts.environment;
      const configuration = this.#latest(checked);
      haproxy.write(configuration, 'all', (written) => {
        if (!written.ok) return this.#failed(written.error);
        const done = (result: Result<void>): void => this.#loaded(configuration, result);
        if (this.#parts.isRunning()) haproxy.reload(done);
        else haproxy.start(done);
      });
    });
  }

  #loaded(configuration: Configuration, result: Result<void>): void {
    const { clock, log, count } = this.#parts.environment;
    if (!result.ok) return this.#takeBack(result.error);
    count('reloads');
    this.#good = configuration;
    this.#isUnderWay = false;
    this.#lastMs = clock.now();
    this.#failures = 0;
    if (this.fault !== undefined) log.info('HAProxy has taken the configuration at last');
    this.fault = undefined;
    const isForced = this.#isForced;
    this.#isForced = false;
    this.#parts.onLoaded(configuration);
    if (isForced) this.want(this.#why);
  }

  /** A HAProxy that is started again must not find what it could not load. */
  #takeBack(why: string): void {
    if (this.#good === undefined) return this.#failed(why);
    this.#parts.environment.haproxy.write(this.#good, 'all', () => this.#failed(why));
  }

  #failed(why: string): void {
    const { clock, log, options, count } = this.#parts.environment;
    count('reload_failures');
    this.#isUnderWay = false;
    this.#lastMs = clock.now();
    if (this.fault !== why) log.error(`ALARM: what ran last stays: ${why}`);
    this.fault = why;
    this.#failures++;
    const { maxReloadRetries: most } = options;
    // Where nothing runs there is nothing to leave as it is.
    const mayEnd = this.#parts.isRunning() && !this.#isWantedAgain;
    this.#hasGivenUp = mayEnd && most >= 0 && this.#failures > most;
    if (this.#hasGivenUp)
      log.error(`Given up after ${most} more attempts, until something changes`);
    else this.#after(this.#isWantedAgain ? options.minReloadIntervalMs : options.reloadRetryMs);
    this.#parts.onFailed();
  }
}
