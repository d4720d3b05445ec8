/**
 * One container of the engine, from its start to its removal: what is known of it, who hears of its
 * end, and how it is ended whatever state the engine is in.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { ContainerInfo, NetworkInfo } from '../../protocol/generated/mesos.ts';
import type { ContainerRoot } from '../posix/process-tree.ts';
import { awaitEnd, findEnd } from './end-watch.ts';
import type { End } from './end-watch.ts';
import type { DockerEngine, Inspection } from './engine/engine.ts';
import { networksOf } from './networks.ts';
import { ContainerBoard } from './container-board.ts';
import type { Output, OutputKind } from './output.ts';
import { findContainerProcess, killTree } from './processes.ts';

const sigkill = 9;
const sigterm = 15;
/** Between two attempts to end what does not end. */
const killAgainMs = 5000;

export interface DockerContainerParts {
  readonly engine: DockerEngine;
  readonly dockerId: string;
  readonly name: string;
  readonly container: ContainerInfo | undefined;
  readonly output: Output;
  /** The sandbox on the machine. */
  readonly directory: string;
}

export class DockerContainer {
  readonly #parts: DockerContainerParts;
  #inspection: Inspection | undefined;
  #process: ContainerRoot | undefined;
  #networks: readonly NetworkInfo[] = [];
  #end: End | undefined;
  #ended: Promise<void> | undefined;
  isDestroyed = false;
  /** Told when it has begun, for TASK_RUNNING. */
  data: Uint8Array | undefined;

  /** For those who attach to it. */
  readonly board: ContainerBoard;

  constructor(parts: DockerContainerParts) {
    this.#parts = parts;
    this.board = new ContainerBoard(parts.engine, this);
  }

  get directory(): string {
    return this.#parts.directory;
  }

  get dockerId(): string {
    return this.#parts.dockerId;
  }

  get name(): string {
    return this.#parts.name;
  }

  get output(): Output {
    return this.#parts.output;
  }

  /** Its first process, as the engine says; undefined when it has ended. */
  get pid(): number | undefined {
    const pid = this.#inspection?.State.Pid ?? 0;
    return pid > 0 ? pid : undefined;
  }

  get process(): ContainerRoot | undefined {
    return this.#process;
  }

  get networks(): readonly NetworkInfo[] {
    return this.#networks;
  }

  get end(): End | undefined {
    return this.#end;
  }

  get hasBegun(): boolean {
    return this.#inspection !== undefined;
  }

  get hasTerminal(): boolean {
    return this.#inspection?.Config.Tty ?? false;
  }

  get outputKind(): OutputKind {
    const hasLog = this.#inspection?.HostConfig.LogConfig.Type !== 'none';
    return { hasLog, hasTerminal: this.hasTerminal };
  }

  /** It was started, or found. */
  learn(inspection: Inspection): void {
    this.#inspection = inspection;
    this.#process = findContainerProcess(inspection.State.Pid, this.dockerId);
    this.#networks = networksOf(inspection, this.#parts.container);
    this.#end = findEnd(inspection);
  }

  onRestarted(inspection: Inspection): void {
    this.learn(inspection);
  }

  /** Answered when it has ended. */
  ended(): Promise<void> {
    this.#ended ??= this.#awaitEnd();
    return this.#ended;
  }

  async #awaitEnd(): Promise<void> {
    this.#end ??= await awaitEnd(this.#parts.engine, this);
  }

  /** SIGTERM is what the image or the framework says that it is. */
  signal(signal: number): void {
    const stopSignal = this.#inspection?.Config.StopSignal ?? '';
    const name = signal === sigterm && stopSignal !== '' ? stopSignal : String(signal);
    void this.#parts.engine.kill(this.dockerId, name).then((killed) => {
      if (!killed.ok && this.#process !== undefined) return killTree(this.#process, signal);
      return undefined;
    });
  }

  /** Until it has ended. `graceSecs`: between its stop signal and SIGKILL. */
  async destroy(graceSecs: number): Promise<void> {
    const { engine } = this.#parts;
    this.isDestroyed = true;
    let hasEnded = false;
    const ended = this.ended().then(() => {
      hasEnded = true;
    });
    while (!hasEnded) {
      const killed =
        graceSecs > 0
          ? await engine.stop(this.dockerId, graceSecs)
          : await engine.kill(this.dockerId, 'SIGKILL');
      // The engine is dead or hangs, but the machine does not.
      if (!killed.ok) await this.killProcesses();
      await Promise.race([ended, pause(killAgainMs, undefined, { ref: false })]);
    }
  }

  async killProcesses(): Promise<void> {
    if (this.#process !== undefined) await killTree(this.#process, sigkill);
  }
}
