/**
 * What the steering is handed: time, chance, Marathon, a way to a configuration, and HAProxy. It
 * knows none of them itself, so that a test lives through a day of failures in milliseconds.
 */
import type { Clock } from '../../foundation/clock.ts';
import type { Log } from '../../foundation/log.ts';
import type { Random } from '../../foundation/random.ts';
import type { Result } from '../../foundation/result.ts';
import type { Configuration } from '../config/configuration.ts';
import type { App } from '../model/app.ts';
import type { Problem } from '../problem.ts';

export interface Snapshot {
  readonly apps: readonly App[];
  /** Of apps that could not be read. */
  readonly problems: readonly Problem[];
}

/** Everything of it is answered once, also when Marathon is away. */
export interface MarathonPort {
  apps(done: (result: Result<Snapshot>) => void): void;
  /** An app that there is not (any more) is an empty snapshot. */
  app(id: string, done: (result: Result<Snapshot>) => void): void;
}

/** What HAProxy does not like. */
export interface Refusal {
  readonly why: string;
  /** Of the file, with what is wrong there; none when it does not say. */
  readonly lines: readonly { readonly line: number; readonly why: string }[];
  /** Those whose fault it surely is. */
  readonly apps: readonly string[];
}

/** Everything of it is answered once and within a bounded time. */
export interface HaproxyPort {
  /** Would it take this? Changes nothing. */
  check(configuration: Configuration, done: (result: Result<void, Refusal>) => void): void;
  /**
   * What HAProxy reads when it starts or reloads; in place before the answer. `servers`: nothing else
   * has changed since the last one.
   */
  write(
    configuration: Configuration,
    what: 'all' | 'servers',
    done: (result: Result<void>) => void,
  ): void;
  /** From what was written last. */
  start(done: (result: Result<void>) => void): void;
  /** The answer: those who come from now on are served by what was written last. */
  reload(done: (result: Result<void>) => void): void;
  /** Commands of the runtime API, with an answer for each. */
  run(commands: readonly string[], done: (result: Result<readonly string[]>) => void): void;
}

export type Configure = (apps: readonly App[], excluded: ReadonlySet<string>) => Configuration;

/** What is counted, and shown as metrics. */
export type Count =
  | 'reloads'
  | 'reload_failures'
  | 'refused_configurations'
  | 'runtime_changes'
  | 'runtime_failures'
  | 'haproxy_ends'
  | 'snapshots'
  | 'app_updates'
  | 'marathon_failures';

export interface SteeringOptions {
  /** At most one reload in this time. */
  readonly minReloadIntervalMs: number;
  /** -1: for ever. */
  readonly maxReloadRetries: number;
  readonly reloadRetryMs: number;
  /** Between attempts to reach Marathon, at most. */
  readonly maxBackoffMs: number;
  /** Apps whose configuration is refused are looked for and left out. */
  readonly leavesOutBadApps: boolean;
  /** Without a runtime API all changes are reloads. */
  readonly changesAtRunTime: boolean;
}

export interface Environment {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly marathon: MarathonPort;
  readonly haproxy: HaproxyPort;
  readonly configure: Configure;
  /** Changes with the content of these files, which HAProxy reads when it is loaded. */
  readonly fingerprint: (certificates: readonly string[]) => string;
  readonly options: SteeringOptions;
  readonly count: (what: Count, by?: number) => void;
}
