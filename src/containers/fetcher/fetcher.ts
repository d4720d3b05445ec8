/**
 * Brings the URIs of a command into its sandbox, one after another, before the command starts.
 * @compat `cache: true` is accepted; the file is fetched anew each time, which a framework can only
 * tell by the time it takes.
 */
import type { HeldDirectory, Owner } from '../../foundation/directories/held-directory.ts';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { CommandInfo_URI } from '../../protocol/generated/mesos.ts';
import { makeDirectories, replaceFile } from '../sandbox-files.ts';
import { download } from './download.ts';
import { planFetch } from './fetch-plan.ts';
import type { FetchPlan, FetchSource } from './fetch-plan.ts';
import { runAs, unpack } from './unpack.ts';

export interface FetchRequest {
  readonly uris: readonly CommandInfo_URI[];
  readonly sandbox: HeldDirectory;
  /** Whom the files shall belong to; absent: the agent's user. */
  readonly owner?: Owner;
  readonly signal: AbortSignal;
  /** A line for the task's user, for the sandbox's stderr. */
  readonly note: (line: string) => Promise<void>;
}

export interface FetcherOptions {
  /** --frameworks_home: what relative paths are relative to. */
  readonly frameworksHome?: string;
  /** --fetcher_stall_timeout. */
  readonly stallTimeoutMs?: number;
}

const defaultStallTimeoutMs = 60_000;

export class Fetcher {
  readonly #frameworksHome: string | undefined;
  readonly #stallTimeoutMs: number;

  constructor({ frameworksHome, stallTimeoutMs = defaultStallTimeoutMs }: FetcherOptions = {}) {
    this.#frameworksHome = frameworksHome;
    this.#stallTimeoutMs = stallTimeoutMs;
  }

  /** All or nothing is not promised: what came before a failure stays in the sandbox. */
  async fetch(request: FetchRequest): Promise<Result<void>> {
    for (const uri of request.uris) {
      const plan = planFetch(uri, this.#frameworksHome);
      if (!plan.ok) return plan;
      await request.note(`Fetching '${plan.value.uri}' into the sandbox`);
      try {
        await this.#fetchOne(plan.value, request);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        return failure(`Failed to fetch '${plan.value.uri}': ${why}`);
      }
    }
    return ok(undefined);
  }

  async #fetchOne(plan: FetchPlan, request: FetchRequest): Promise<void> {
    const { sandbox, owner, signal } = request;
    const folder = await makeDirectories(sandbox, plan.target.slice(0, -1), owner);
    try {
      const name = plan.target.at(-1)!;
      const mode = plan.isExecutable ? 0o755 : 0o644;
      await this.#bring(plan.source, { folder, name, mode, owner, signal });
      await unpack(plan.unpacking, { archive: plan.target, folder, sandbox, owner, signal });
    } finally {
      await folder.close();
    }
  }

  async #bring(source: FetchSource, { folder, name, mode, owner, signal }: Target): Promise<void> {
    if (source.kind === 'file') {
      // As the task's user, who may not be allowed to read all that the agent can.
      const command = copyCommand(source.path, name, mode);
      return runAs(command, { owner, signal, cwd: folder });
    }
    const stallTimeoutMs = this.#stallTimeoutMs;
    await replaceFile(folder, name, { mode, owner }, (openSink) =>
      download(source.url, openSink, { stallTimeoutMs, signal }),
    );
  }
}

/** Where a fetched file comes to lie. */
interface Target {
  readonly folder: HeldDirectory;
  readonly name: string;
  readonly mode: number;
  readonly owner: Owner | undefined;
  readonly signal: AbortSignal;
}

/** To be run in the directory that `name` is in. */
function copyCommand(from: string, name: string, mode: number): readonly [string, ...string[]] {
  const script =
    'if [ -d "$1" ]; then echo "it is a directory" >&2; exit 1; fi; ' +
    'exec <"$1" && rm -f -- "$2" && cat >"$2" && chmod "$3" -- "$2"';
  return ['/bin/sh', '-c', script, 'sh', from, `./${name}`, mode.toString(8)];
}
