/**
 * What is done on what happens: servers that come and go are told to the running HAProxy at once,
 * everything else is a reload, checked before and not too often. Whatever fails, what ran last stays:
 * Marathon away, a configuration that is refused, a HAProxy that does not answer. The file follows
 * what runs, so that a HAProxy that is started again serves the same.
 */
import type { Timer } from '../../foundation/clock.ts';
import type { Backend, Configuration } from '../config/configuration.ts';
import type { App } from '../model/app.ts';
import type { Problem } from '../problem.ts';
import type { Environment, Snapshot } from './environment.ts';
import { Inquiries } from './inquiries.ts';
import { KnownApps } from './known-apps.ts';
import { Loading } from './loading.ts';
import { ProblemLog } from './problem-log.ts';
import { Running, shapeOf } from './running.ts';
import { Servers } from './servers.ts';

/** After a change of servers, the file is written once this time has passed. */
const fileDelayMs = 1_000;
/** A file that takes long to make is made less often, so that it does not take all the time. */
const fileShare = 20;
/** A HAProxy that ends sooner than this after its start is started again later and later. */
const soonMs = 10_000;
const firstRestartMs = 500;
const longestRestartMs = 30_000;
/** Apps of one deployment group are merged; what one of them makes depends on the others. */
const groupLabel = 'HAPROXY_DEPLOYMENT_GROUP';

export class Steering {
  readonly #environment: Environment;
  readonly #apps = new KnownApps();
  readonly #inquiries: Inquiries;
  readonly #loading: Loading;
  readonly #servers: Servers;
  readonly #problemLog: ProblemLog;
  readonly #alone = new Map<string, { readonly app: App; readonly shape: string }>();
  #wanted: Configuration | undefined;
  #wantedShape = '';
  #plannedVersion = -1;
  #planMs = 0;
  /** The file's text, as far as it was written. */
  #written = '';
  #backends = new Map<string, Backend>();
  #dirty = new Set<string>();
  #running: Running | undefined;
  #isStarting = false;
  #startedAtMs = 0;
  #restartMs = firstRestartMs;
  #restart: Timer | undefined;
  #file: Timer | undefined;
  #isClosed = false;
  /** Why HAProxy ended, until it runs again. */
  #ended: string | undefined;

  constructor(environment: Environment) {
    this.#environment = environment;
    this.#problemLog = new ProblemLog(environment.log);
    this.#inquiries = new Inquiries(environment, {
      all: (snapshot) => this.#receiveAll(snapshot),
      one: (id, snapshot) => this.#receiveOne(id, snapshot),
    });
    this.#servers = new Servers({
      environment,
      running: () => this.#running,
      onSettled: () => this.#settle(),
    });
    this.#loading = new Loading({
      environment,
      apps: this.#apps,
      plan: () => this.#plan(),
      isRunning: () => this.#running !== undefined,
      onBegin: (then) => this.#servers.hold(then),
      onLoaded: (configuration) => this.#loaded(configuration),
      onFailed: () => {
        this.#servers.release();
        this.#settle();
      },
    });
  }

  /** `isRunning`: a HAProxy of before was found; otherwise its last configuration, if there is one, is started. */
  start(before: { readonly isRunning: boolean; readonly hasFile: boolean }): void {
    if (before.isRunning) this.#running = Running.unknown();
    else if (before.hasFile) this.#startAgain();
  }

  askForAll(): void {
    this.#inquiries.askForAll();
  }

  askFor(app: string): void {
    this.#inquiries.askFor(app);
  }

  /** SIGUSR1: as if everything had changed. */
  reload(): void {
    this.#apps.forgive();
    this.#loading.reconsider();
    if (this.#wanted !== undefined) this.#loading.force('it was asked for');
  }

  close(): void {
    this.#isClosed = true;
    this.#inquiries.close();
    this.#loading.close();
    this.#servers.close();
    this.#restart?.cancel();
    this.#file?.cancel();
  }

  /** What operators should know of. */
  get problems(): readonly Problem[] {
    const { fault } = this.#loading;
    const alarm = (rule: string, value: string | undefined, effect: string): readonly Problem[] =>
      value === undefined ? [] : [{ label: 'haproxy', rule, value, effect }];
    return [
      ...alarm('HAProxy must run', this.#ended, 'it is started again'),
      ...alarm('HAProxy must take the configuration', fault, 'the last good one stays'),
      ...(this.#inquiries.fault === undefined
        ? []
        : [
            {
              label: 'marathon',
              rule: 'Marathon must answer',
              value: this.#inquiries.fault,
              effect: 'what is served stays as it is',
            },
          ]),
      ...this.#apps.problems,
      ...(this.#wanted?.problems ?? []),
    ];
  }

  get configuration(): Configuration | undefined {
    return this.#wanted;
  }

  get isMarathonThere(): boolean {
    return this.#inquiries.fault === undefined;
  }

  get isServing(): boolean {
    return this.#running !== undefined;
  }

  /** Unexpected, and whatever it was doing is forgotten. */
  receiveEnd(why: string): void {
    const { clock, log, count } = this.#environment;
    if (this.#isClosed) return;
    count('haproxy_ends');
    log.error(`ALARM: HAProxy has ended: ${why}; it is started again`);
    this.#running = undefined;
    this.#ended = why;
    if (clock.now() - this.#startedAtMs >= soonMs) {
      this.#restartMs = firstRestartMs;
      return this.#startAgain();
    }
    this.#startLater();
  }

  #startLater(): void {
    this.#restart?.cancel();
    this.#restart = this.#environment.clock.after(this.#restartMs, () => this.#startAgain());
    this.#restartMs = Math.min(this.#restartMs * 2, longestRestartMs);
  }

  /** With what was written last: it was good. What is wanted by now comes after it. */
  #startAgain(): void {
    if (this.#running !== undefined || this.#isStarting || this.#isClosed) return;
    if (this.#loading.isUnderWay) return this.#startLater();
    this.#isStarting = true;
    this.#startedAtMs = this.#environment.clock.now();
    this.#environment.haproxy.start((result) => {
      this.#isStarting = false;
      if (result.ok) {
        this.#ended = undefined;
        this.#running = Running.unknown();
        return this.#settle();
      }
      this.#environment.log.error(`ALARM: HAProxy could not be started: ${result.error}`);
      this.#ended = result.error;
      this.#startLater();
      if (this.#wanted !== undefined) this.#loading.want('HAProxy did not start');
    });
  }

  #receiveAll(snapshot: Snapshot): void {
    this.#apps.replaceAll(snapshot);
    this.#replan();
  }

  #receiveOne(id: string, snapshot: Snapshot): void {
    const before = this.#apps.find(id);
    this.#apps.replace(id, snapshot);
    const after = this.#apps.find(id);
    if (before === undefined && after === undefined) return;
    if (before === undefined || after === undefined || !this.#changedServersOnly(before, after)) {
      this.#replan();
    }
  }

  /** Looks at this app alone, which takes the same time however many others there are. */
  #changedServersOnly(before: App, after: App): boolean {
    const { configure } = this.#environment;
    const isGrouped = [before, after].some(({ labels }) => labels.has(groupLabel));
    if (isGrouped || this.#apps.excluded.has(after.id) || this.#wanted === undefined) return false;
    const known = this.#alone.get(after.id);
    const none = new Set<string>();
    const shape = known?.app === before ? known.shape : shapeOf(configure([before], none));
    const alone = configure([after], none);
    const shapeNow = shapeOf(alone);
    this.#alone.set(after.id, { app: after, shape: shapeNow });
    if (shape !== shapeNow) return false;
    const own = [...this.#backends.values()].filter(({ app }) => app === after.id);
    const isSame =
      own.length === alone.backends.length &&
      alone.backends.every(({ name }) => this.#backends.get(name)?.app === after.id);
    if (!isSame) return false;
    for (const backend of alone.backends) {
      this.#backends.set(backend.name, backend);
      this.#dirty.add(backend.name);
    }
    this.#writeLater();
    this.#settle();
    return true;
  }

  /** Made anew only when something has changed. */
  #plan(): Configuration {
    const { configure, clock } = this.#environment;
    if (this.#wanted === undefined || this.#plannedVersion !== this.#apps.version) {
      const startMs = clock.now();
      this.#wanted = configure(this.#apps.all, this.#apps.excluded);
      this.#plannedVersion = this.#apps.version;
      this.#planMs = clock.now() - startMs;
      this.#alone.clear();
      this.#problemLog.report([...this.#apps.problems, ...this.#wanted.problems]);
    }
    return this.#wanted;
  }

  #replan(): void {
    const wanted = this.#plan();
    this.#backends = new Map(wanted.backends.map((backend) => [backend.name, backend]));
    this.#dirty = new Set(this.#backends.keys());
    const shape = this.#shapeOf(wanted);
    if (shape !== this.#wantedShape) {
      this.#wantedShape = shape;
      this.#loading.reconsider();
    }
    this.#settle();
  }

  #shapeOf(configuration: Configuration): string {
    return shapeOf(configuration) + this.#environment.fingerprint(configuration.certificates);
  }

  #loaded(configuration: Configuration): void {
    const { backends } = configuration;
    this.#running = new Running({ shape: this.#shapeOf(configuration), backends });
    this.#ended = undefined;
    this.#restart?.cancel();
    this.#startedAtMs = this.#environment.clock.now();
    this.#written = configuration.text;
    this.#servers.release();
    this.#replan();
  }

  /** From what runs to what is wanted, as far as it goes now. */
  #settle(): void {
    if (this.#wanted === undefined || this.#isClosed || this.#isStarting) return;
    const running = this.#running;
    if (running === undefined) {
      if (this.#ended === undefined) this.#loading.want('there is none yet');
      return;
    }
    if (this.#servers.isFree) {
      const backends = [...this.#dirty].flatMap((name) => this.#backends.get(name) ?? []);
      const { isComplete } = this.#servers.bringTo(backends);
      if (isComplete) this.#dirty.clear();
      else this.#writeLater();
    }
    if (running.doubt !== undefined) this.#loading.want(running.doubt);
    else if (running.shape !== this.#wantedShape) {
      this.#loading.want('more than servers has changed');
    }
  }

  #writeLater(): void {
    const { clock, haproxy, log } = this.#environment;
    if (this.#file !== undefined) return;
    this.#file = clock.after(fileDelayMs + this.#planMs * fileShare, () => {
      this.#file = undefined;
      this.#replan();
      const running = this.#running;
      const wanted = this.#wanted;
      if (wanted === undefined || running?.shape !== this.#wantedShape) return;
      if (this.#loading.isUnderWay || wanted.text === this.#written) return;
      haproxy.write(wanted, 'servers', (result) => {
        if (result.ok) this.#written = wanted.text;
        else log.error(`ALARM: the configuration could not be written: ${result.error}`);
      });
    });
  }
}
