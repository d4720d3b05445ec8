/**
 * What has to be there before the first launch: the supervisor's script below the runtime directory,
 * and the knowledge of which helper programs this machine has. A full disk may be in the way; it is
 * tried again with the next launch, for a full disk does not stay full.
 */
import type { Tools } from './launch-plan.ts';
import { supervisorScript } from './supervisor-script.ts';
import { installScript } from './supervisor.ts';
import { probeTools } from './tools.ts';

export interface Installed {
  readonly tools: Tools;
  /** Path of the supervisor's script. */
  readonly script: string;
}

export class Setup {
  readonly #runtimeDirectory: string;
  /** Undefined: to be found. */
  readonly #tools: Tools | undefined;
  #installed: Promise<Installed> | undefined;

  constructor(runtimeDirectory: string, tools: Tools | undefined) {
    this.#runtimeDirectory = runtimeDirectory;
    this.#tools = tools;
  }

  /** Rejects with an I/O error. */
  async get(): Promise<Installed> {
    this.#installed ??= this.#install();
    try {
      return await this.#installed;
    } catch (error) {
      this.#installed = undefined;
      throw error;
    }
  }

  async #install(): Promise<Installed> {
    const tools = this.#tools ?? (await probeTools());
    const supervisor = { name: 'supervisor', text: supervisorScript };
    return { tools, script: await installScript(this.#runtimeDirectory, supervisor) };
  }
}
