/**
 * What Marathon is asked, one question at a time: for all apps, or for those that something happened
 * to. What happens meanwhile is asked together afterwards. A Marathon that does not answer is asked
 * again, later and later; until it answers nothing changes.
 */
import type { Timer } from '../../foundation/clock.ts';
import type { Environment, Snapshot } from './environment.ts';

/** Changed apps beyond which all are asked for at once. */
const mostSingleApps = 20;
/** Without any event all apps are asked for after this time, in case one was missed. */
const refreshMs = 300_000;
const firstRetryMs = 500;
const retryFactor = 1.5;

interface Heard {
  all(snapshot: Snapshot): void;
  one(id: string, snapshot: Snapshot): void;
}

export class Inquiries {
  readonly #environment: Environment;
  readonly #heard: Heard;
  readonly #apps = new Set<string>();
  #wantsAll = false;
  #isAsking = false;
  #isClosed = false;
  #retryMs = firstRetryMs;
  #retry: Timer | undefined;
  #refresh: Timer | undefined;
  /** Why Marathon cannot be asked, since when that is so. */
  fault: string | undefined;

  constructor(environment: Environment, heard: Heard) {
    this.#environment = environment;
    this.#heard = heard;
  }

  askForAll(): void {
    this.#wantsAll = true;
    this.#ask();
  }

  askFor(app: string): void {
    this.#apps.add(app);
    if (this.#apps.size > mostSingleApps) this.#wantsAll = true;
    this.#ask();
  }

  close(): void {
    this.#isClosed = true;
    this.#retry?.cancel();
    this.#refresh?.cancel();
  }

  #ask(): void {
    if (this.#isAsking || this.#retry !== undefined || this.#isClosed) return;
    const { marathon, count } = this.#environment;
    if (this.#wantsAll) {
      this.#wantsAll = false;
      this.#apps.clear();
      this.#isAsking = true;
      marathon.apps((result) => {
        this.#isAsking = false;
        if (!result.ok) return this.#failed(result.error);
        count('snapshots');
        this.#answered();
        this.#heard.all(result.value);
        this.#refreshLater();
        this.#ask();
      });
      return;
    }
    const [app] = this.#apps;
    if (app === undefined) return;
    this.#apps.delete(app);
    this.#isAsking = true;
    marathon.app(app, (result) => {
      this.#isAsking = false;
      if (!result.ok) return this.#failed(result.error);
      count('app_updates');
      this.#answered();
      this.#heard.one(app, result.value);
      this.#ask();
    });
  }

  #answered(): void {
    if (this.fault !== undefined) this.#environment.log.info('Marathon answers again');
    this.fault = undefined;
    this.#retryMs = firstRetryMs;
  }

  /** Whatever was asked, all is asked for next: nobody knows what was missed. */
  #failed(why: string): void {
    const { clock, log, random, options, count } = this.#environment;
    if (this.#isClosed) return;
    count('marathon_failures');
    if (this.fault === undefined) {
      log.error(`Marathon cannot be asked, what is served stays as it is: ${why}`);
    }
    this.fault = why;
    this.#wantsAll = true;
    this.#retry = clock.after(this.#retryMs * (0.5 + random.next() / 2), () => {
      this.#retry = undefined;
      this.#ask();
    });
    this.#retryMs = Math.min(this.#retryMs * retryFactor, options.maxBackoffMs);
  }

  #refreshLater(): void {
    this.#refresh?.cancel();
    this.#refresh = this.#environment.clock.after(refreshMs, () => this.askForAll());
  }
}
