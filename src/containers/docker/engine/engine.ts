/**
 * What the Docker containerizer asks of the Docker Engine: a port, so that everything above it runs
 * in tests without a daemon. `engine-client.ts` asks the real one, over its socket.
 *
 * Rules: nothing is rejected; what goes wrong is a failure with a sentence. Every call is answered in
 * bounded time, but `wait`, `pull` and `readLogs`, which last as long as what they wait for, and end
 * when their signal is aborted or the connection breaks. A thing that is not there is no failure.
 */
import type { Readable, Writable } from 'node:stream';
import type { Result } from '../../../foundation/result.ts';
import type { WindowSize } from '../../io/io.ts';
import type { ContainerSpec, ResourceSpec } from './spec.ts';

/** What `GET /containers/{id}/json` says, as far as it is read here. */
export interface Inspection {
  readonly Id: string;
  readonly Name: string;
  readonly State: {
    readonly Status:
      'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';
    readonly Running: boolean;
    readonly Restarting: boolean;
    readonly OOMKilled: boolean;
    readonly Pid: number;
    readonly ExitCode: number;
    readonly Error?: string;
    readonly FinishedAt: string;
  };
  readonly Config: {
    readonly StopSignal?: string;
    readonly Tty?: boolean;
    readonly OpenStdin?: boolean;
    readonly Labels?: Readonly<Record<string, string>> | null;
  };
  readonly HostConfig: {
    readonly NetworkMode: string;
    readonly Memory: number;
    readonly MemorySwap: number;
    readonly LogConfig: { readonly Type: string };
  };
  readonly NetworkSettings: {
    readonly IPAddress?: string;
    readonly Networks?: Readonly<Record<string, EndpointInspection>>;
  };
}

export interface EndpointInspection {
  readonly IPAddress?: string;
  readonly GlobalIPv6Address?: string;
}

/** An inspection, and the engine's own words for those who want all of it. */
export interface Inspected {
  readonly inspection: Inspection;
  readonly text: string;
}

export interface ListedContainer {
  readonly id: string;
  /** Without the leading "/". */
  readonly names: readonly string[];
  readonly state: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** One message of a container's output. */
export interface LogMessage {
  readonly stream: 'stdout' | 'stderr';
  /** As the engine wrote it, to the nanosecond; "" when it was read as it came, without a log. */
  readonly timestamp: string;
  readonly bytes: Buffer;
}

export type TakeMessages = (messages: readonly LogMessage[]) => Promise<void>;

export interface Credentials {
  readonly username?: string;
  readonly password?: string;
  readonly identitytoken?: string;
  readonly serveraddress: string;
}

export interface ExecSpec {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** As the container knows it; absent: whom the container itself runs as. */
  readonly user?: string;
  /** In the container; absent: where its own command starts. */
  readonly workingDirectory?: string;
  readonly hasInput?: boolean;
  /** Set: it has a terminal, of this size to begin with. */
  readonly terminal?: WindowSize;
}

/**
 * What a command reads and writes, over one connection. Who does not read holds the command up; the
 * end of `stdin` is the end of what it reads.
 */
export interface EngineStreams {
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Of a terminal all is in the other. */
  readonly stderr?: Readable;
  /** Breaks the connection. */
  end(): void;
}

/** What `GET /containers/{id}/stats` says, as far as it is read here. */
export interface EngineStatistics {
  readonly cpu_stats?: {
    readonly cpu_usage?: {
      readonly usage_in_usermode?: number;
      readonly usage_in_kernelmode?: number;
    };
    readonly throttling_data?: {
      readonly periods?: number;
      readonly throttled_periods?: number;
      readonly throttled_time?: number;
    };
  };
  readonly memory_stats?: {
    readonly usage?: number;
    readonly stats?: Readonly<Record<string, number>>;
  };
  readonly pids_stats?: { readonly current?: number };
}

export interface DockerEngine {
  /** The engine's version, when it answers. */
  version(): Promise<Result<string>>;

  hasImage(reference: string): Promise<Result<boolean>>;
  pull(
    reference: string,
    credentials: Credentials | undefined,
    signal: AbortSignal,
  ): Promise<Result<void>>;

  /** The id of the new container. */
  create(name: string, spec: ContainerSpec): Promise<Result<string>>;
  start(id: string): Promise<Result<void>>;
  /** Undefined: there is no such container. */
  inspect(id: string): Promise<Result<Inspected | undefined>>;
  /** Running or not, with names that begin so. */
  list(namePrefix: string): Promise<Result<readonly ListedContainer[]>>;
  /** The exit code when it does not run; undefined: there is no such container. */
  wait(id: string, signal: AbortSignal): Promise<Result<number | undefined>>;
  kill(id: string, signal: string): Promise<Result<void>>;
  /** Its stop signal, and SIGKILL so many seconds later. */
  stop(id: string, graceSecs: number): Promise<Result<void>>;
  /** With what runs in it and its nameless volumes. */
  remove(id: string): Promise<Result<void>>;
  update(id: string, resources: ResourceSpec): Promise<Result<void>>;
  statistics(id: string): Promise<Result<EngineStatistics>>;

  /**
   * Hands over what the container writes, some messages at a time, more when those were taken;
   * answered when there will be no more. `since`: not what was written before that time.
   */
  readLogs(
    id: string,
    options: OutputOptions & { readonly since: string | undefined },
    take: TakeMessages,
  ): Promise<Result<void>>;
  /** The same without a log: only what comes after `onAttached`. */
  attach(
    id: string,
    options: OutputOptions & { readonly onAttached: () => void },
    take: TakeMessages,
  ): Promise<Result<void>>;
  /** What it says from now on, and its input when it has one. */
  open(
    id: string,
    options: { readonly hasTerminal: boolean; readonly hasInput: boolean },
  ): Promise<Result<EngineStreams>>;
  /** Of its terminal. */
  resize(id: string, size: WindowSize): Promise<Result<void>>;

  /** A command to be run beside what a container runs; its id. */
  createExec(id: string, exec: ExecSpec): Promise<Result<string>>;
  /** Answered when it ended. */
  startExec(execId: string, signal: AbortSignal, take: TakeMessages): Promise<Result<void>>;
  /** The same for somebody who speaks with it; answered when it has begun. */
  openExec(
    execId: string,
    options: { readonly hasTerminal: boolean },
  ): Promise<Result<EngineStreams>>;
  resizeExec(execId: string, size: WindowSize): Promise<Result<void>>;
  inspectExec(execId: string): Promise<Result<ExecInspection | undefined>>;
}

export interface OutputOptions {
  /** Then what comes is not in frames. */
  readonly hasTerminal: boolean;
  readonly signal: AbortSignal;
}

export interface ExecInspection {
  readonly Running: boolean;
  readonly ExitCode: number | null;
  readonly Pid: number;
}
