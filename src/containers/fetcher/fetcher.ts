/**
 * Brings the URIs of a command into its sandbox, one after another, before the command starts.
 * @compat `cache: true` is accepted; the file is fetched anew each time, which a framework can only
 * tell by the time it takes.
 */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { CommandInfo_URI } from '../../protocol/generated/mesos.ts';
import { download } from './download.ts';
import { planFetch } from './fetch-plan.ts';
import type { FetchPlan, FetchSource } from './fetch-plan.ts';
import { makeDirectories, replaceFile } from './sandbox-files.ts';
import type { Owner } from './sandbox-files.ts';
import { runAs, unpack } from './unpack.ts';

export interface FetchRequest {
  readonly uris: readonly CommandInfo_URI[];
  /** The sandbox; it exists. */
  readonly directory: string;
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
    const { directory: sandbox, owner, signal } = request;
    const folder = await makeDirectories(sandbox, plan.target.slice(0, -1), owner);
    const path = join(folder, plan.target.at(-1)!);
    const mode = plan.isExecutable ? 0o755 : 0o644;
    await this.#bring(plan.source, path, { mode, owner, signal });
    await unpack(plan.unpacking, { archive: path, sandbox, owner, signal });
  }

  async #bring(
    source: FetchSource,
    path: string,
    { mode, owner, signal }: { mode: number; owner: Owner | undefined; signal: AbortSignal },
  ): Promise<void> {
    if (source.kind === 'file') {
      if ((await stat(source.path)).isDirectory()) throw new Error('it is a directory');
      // As the task's user, who may not be allowed to read all that the agent can.
      await runAs(copyCommand(source.path, path, mode), { owner, signal, cwd: '/' });
      return;
    }
    const stallTimeoutMs = this.#stallTimeoutMs;
    await replaceFile(path, { mode, owner }, (openSink) =>
      download(source.url, openSink, { stallTimeoutMs, signal }),
    );
  }
}

function copyCommand(from: string, to: string, mode: number): readonly [string, ...string[]] {
  const script = 'rm -f -- "$2" && cat -- "$1" >"$2" && chmod "$3" -- "$2"';
  return ['/bin/sh', '-c', script, 'sh', from, to, mode.toString(8)];
}
