/**
 * What has to be there before the first launch: the supervisor's script below the runtime directory,
 * and the knowledge of which helper programs this machine has. A full disk may be in the way; it is
 * tried again with the next launch, for a full disk does not stay full.
 */
import type { Log } from '../../foundation/log.ts';
import type { Abilities } from '../containerizer.ts';
import type { Fetcher } from '../fetcher/fetcher.ts';
import type { Isolation } from '../life/isolation.ts';
import { Launcher } from '../life/launch.ts';
import type { Tools } from './launch-plan.ts';
import type { RuntimeDirectory } from './runtime-directory.ts';
import { installScript } from './supervisor.ts';
import { probeTools } from './tools.ts';
import { Users } from '../life/users.ts';

export interface LauncherSetupParts {
  readonly workDirectory: string;
  /** Absent: yes. */
  readonly allowsRoot?: boolean;
  readonly abilities: Abilities;
  readonly runtimeDirectory: string;
  readonly runtime: RuntimeDirectory;
  readonly isolation: Isolation;
  readonly fetcher: Fetcher;
  readonly log: Log;
  /** Absent: whatever this machine is found to have. */
  readonly tools?: Tools;
}

export class LauncherSetup {
  readonly #parts: LauncherSetupParts;
  #launcher: Promise<Launcher> | undefined;

  constructor(parts: LauncherSetupParts) {
    this.#parts = parts;
  }

  /** Rejects with an I/O error. */
  async get(): Promise<Launcher> {
    this.#launcher ??= this.#make();
    try {
      return await this.#launcher;
    } catch (error) {
      this.#launcher = undefined;
      throw error;
    }
  }

  async #make(): Promise<Launcher> {
    const { allowsRoot = true } = this.#parts;
    const tools = this.#parts.tools ?? (await probeTools());
    const script = await installScript(this.#parts.runtimeDirectory);
    return new Launcher({ ...this.#parts, allowsRoot, users: new Users(), tools, script });
  }
}
