/**
 * The seam between the life of containers (this folder: who is whose, states, ends, who waits) and
 * a mechanism that runs them (`posix/`: plain processes). A mechanism knows its containers by id and
 * keeps what it needs of each (pids, cgroups, bundles) to itself; it decides nothing.
 *
 * What a launcher promises:
 *  - Durable: whatever a promise below has answered is known to the next agent process, wherever
 *    this one is killed. What was not answered is either wholly there or as if it had never been.
 *  - Containers, and what will tell their ends, outlive the agent process.
 *  - A promise is rejected for an I/O error, or because something cannot be ended or removed in
 *    good time, with a text for the operator; then `finish` and `forget` may come again. What can be
 *    expected is a failure, its text for the task's user. Bad input changes nothing.
 *
 * What a launcher may rely on:
 *  - `survey` comes once, before everything else; then `keep` for those found that live on.
 *  - For an id: `create` or `start`, once, after its parent's was answered; `forget` after a launch
 *    that failed (at whatever step) and after the end; when it is answered the id may come again.
 *    In between, in any order and number, `write`, `signal`, `destroy`, `readStatus`; `watch` once
 *    where something will tell the end, and after its news, else at any time, `finish` once.
 *  - Calls for other ids may come at any time; those for a nested id come before its parent's
 *    `finish` and `forget`.
 */
import type { FileHandle } from 'node:fs/promises';
import type { HeldDirectory } from '../../foundation/directories/held-directory.ts';
import type { Result } from '../../foundation/result.ts';
import type { CommandInfo, ContainerID, ContainerInfo } from '../../protocol/generated/mesos.ts';
import type { KnownContainer } from '../containerizer.ts';
import type { Consumption, Preparation } from '../isolators/isolator.ts';
import type { Prepared } from '../isolators/preparation.ts';
import type { ContainerRecord } from './record.ts';
import type { UserIds } from './users.ts';

/** What an earlier agent process left of a container whose command had begun. */
export interface Survivor {
  readonly id: ContainerID;
  /** As it was written last; as much as can be said when it was lost. */
  readonly record: ContainerRecord;
  /** Its first process, when that can be known for sure. */
  readonly pid: number | undefined;
  readonly isRunning: boolean;
  /** Something is there that will tell its end: `watch` will be answered. */
  readonly isSupervised: boolean;
  /** As of GatedProcess. */
  readonly data?: Uint8Array | undefined;
}

/** What a container is given to write to, opened once so that it stays what it is. */
export interface Places {
  readonly sandbox: HeldDirectory;
  /** Where the command starts. */
  readonly start: HeldDirectory;
  /** Absent: the command has nothing to read. */
  readonly stdin?: FileHandle;
  readonly stdout: FileHandle;
  readonly stderr: FileHandle;
  /** Set when all three are one terminal, which is to control the command's session: its path. */
  readonly terminal?: string;
}

/** The places are closed when the launch is over: who needs them longer hands them on. */
export interface StartRequest {
  readonly id: ContainerID;
  readonly record: ContainerRecord;
  readonly command: CommandInfo;
  /** As it was asked for. */
  readonly container: ContainerInfo | undefined;
  readonly prepared: Prepared;
  /** Set when the task must run as somebody else than the agent. */
  readonly switchTo: UserIds | undefined;
  readonly places: Places;
  /** Aborted when the container is not wanted any more: what takes long may be given up. */
  readonly abandoned: AbortSignal;
}

/** The first process of a container, which waits. When the agent dies before `go` it never runs the command. */
export interface GatedProcess {
  /** Undefined: not known before it runs; read again after `go`. */
  readonly pid: number | undefined;
  /** What is to be told of the container; read after `go`. */
  readonly data?: Uint8Array | undefined;
  /**
   * Lets it run. Answered when that it runs is durable: after a failure it has not run, and never
   * will. Called once, or `abandon` is.
   */
  go(): Promise<Result<void>>;
  /** Lets it exit without having run. */
  abandon(): void;
}

export interface Launcher {
  /** As in --launcher. */
  readonly name: string;

  /** What of the isolators' wishes it carries out; others are refused by the name of the isolator. */
  readonly carries: ReadonlySet<keyof Preparation>;

  /**
   * What has to be there before a launch (helpers, directories), asked before each. Rejected when it
   * cannot be had now; the next launch tries again.
   */
  ready(): Promise<void>;

  /**
   * Looks for what earlier agent processes left and takes hold of it, outer containers before inner
   * ones; `known` are roots that the agent expects and of which little else may be left. Settles
   * what was half launched: a command that has not begun by now never will, and is not told of.
   */
  survey(known: readonly KnownContainer[]): Promise<readonly Survivor[]>;

  /** This survivor runs on: what was lost of what is durable is made good as far as possible. */
  keep(id: ContainerID): Promise<void>;

  /** Ends whatever may be left of known containers that `survey` did not find; done when it is. */
  destroyLost(lost: readonly KnownContainer[]): Promise<void>;

  /** A container without a process: nothing but its record is there. */
  create(id: ContainerID, record: ContainerRecord): Promise<void>;

  /**
   * What a start needs and what may take long (an image that has to come), for as many at a time as
   * there are fetches; given up when the signal is aborted. Absent: nothing does.
   */
  fetchNeeds?(request: StartRequest, signal: AbortSignal): Promise<Result<void>>;

  /** Brings the first process as far as the gate. Few are started at a time. */
  start(request: StartRequest): Promise<Result<GatedProcess>>;

  /**
   * Replaces the record. Writes of one container take effect in the order of the calls; one that
   * `forget` overtakes does nothing, or is rejected.
   */
  write(id: ContainerID, record: ContainerRecord): Promise<void>;

  /**
   * Calls back once, when the first process is gone and its status, if ever it will be known, can be
   * read; also when that is past.
   */
  watch(id: ContainerID, onEnd: () => void): void;

  /** As from wait(2); undefined: it runs, or nobody saw its end. */
  readStatus(id: ContainerID): Promise<number | undefined>;

  /** Sends a signal to every process of the container; nested containers are others. */
  signal(id: ContainerID, signal: number): void;

  /** SIGKILL until nothing is left, or time is up. Does nothing for a container without a process. */
  destroy(id: ContainerID): Promise<void>;

  /**
   * The container has ended, nested ones are gone: what its first process left behind goes, too.
   * `isLost`: nobody saw the end, so the first process may be there yet; then this is answered when
   * nothing is left. Otherwise strays may be ended a little later.
   */
  finish(
    id: ContainerID,
    end: { readonly record: ContainerRecord; readonly isLost: boolean },
  ): Promise<void>;

  /**
   * What the command was given as its environment, of a container that runs; undefined when nobody can
   * tell, or it has no process.
   */
  environmentOf(id: ContainerID): Promise<Readonly<Record<string, string>> | undefined>;

  /** What the processes of these containers use at this moment, added up. */
  measure(ids: readonly ContainerID[]): Promise<Consumption>;

  /** Drops the container and all nested in it, what is durable of them too. */
  forget(id: ContainerID): Promise<void>;
}
