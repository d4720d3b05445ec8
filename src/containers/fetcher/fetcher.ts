/**
 * Brings the URIs of a command into its sandbox, one after another, before the command starts; those
 * with `cache: true` by way of the cache (cache.ts), if that can help. What was done is in the stderr
 * of the sandbox.
 */
import { randomUUID } from 'node:crypto';
import { promises as fs } from 'node:fs';
import type { HeldDirectory, Owner } from '../../foundation/directories/held-directory.ts';
import type { Proxies } from '../../foundation/http/proxies.ts';
import type { Log } from '../../foundation/log.ts';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { CommandInfo_URI } from '../../protocol/generated/mesos.ts';
import { makeDirectories } from '../sandbox-files.ts';
import type { FetcherCache, Lease } from './cache.ts';
import { FetchLog } from './fetch-log.ts';
import { planFetch } from './fetch-plan.ts';
import type { FetchPlan } from './fetch-plan.ts';
import { copyInto, Source } from './sources.ts';
import type { Target } from './sources.ts';
import { unpack } from './unpack.ts';

export interface FetchRequest {
  readonly uris: readonly CommandInfo_URI[];
  readonly sandbox: HeldDirectory;
  /** Whom the files shall belong to; absent: the agent's user. */
  readonly owner?: Owner;
  /** The name of the task's user, if there is one: each has a cache of its own. */
  readonly user?: string | undefined;
  readonly signal: AbortSignal;
  /** Text for the task's user, for the sandbox's stderr. */
  readonly note: (text: string) => Promise<void>;
}

export interface FetcherOptions {
  /** --frameworks_home: what relative paths are relative to. */
  readonly frameworksHome?: string;
  /** --fetcher_stall_timeout. */
  readonly stallTimeoutMs?: number;
  /** --hadoop_home. */
  readonly hadoopHome?: string | undefined;
  /** Between this machine and HTTP servers. */
  readonly proxies?: Proxies | undefined;
  /** Absent: nothing is cached. */
  readonly cache?: FetcherCache | undefined;
}

const defaultStallTimeoutMs = 60_000;

/** One URI on its way. */
interface Errand {
  readonly plan: FetchPlan;
  readonly source: Source;
  readonly target: Target;
  readonly request: FetchRequest;
  readonly log: Log;
}

export class Fetcher {
  readonly #options: FetcherOptions;

  constructor(options: FetcherOptions = {}) {
    this.#options = options;
  }

  get cache(): FetcherCache | undefined {
    return this.#options.cache;
  }

  /** All or nothing is not promised: what came before a failure stays in the sandbox. */
  async fetch(request: FetchRequest): Promise<Result<void>> {
    const log = new FetchLog(request.note);
    const fetched = await this.#fetchAll(request, log);
    if (fetched.ok) log.info(`Fetched all URIs into '${request.sandbox.shownPath}'`);
    else log.error(fetched.error);
    await log.written();
    return fetched;
  }

  async #fetchAll(request: FetchRequest, log: Log): Promise<Result<void>> {
    for (const uri of request.uris) {
      const plan = planFetch(uri, this.#options.frameworksHome);
      if (!plan.ok) return plan;
      log.info(`Fetching '${plan.value.uri}' into the sandbox`);
      try {
        await this.#fetchOne(plan.value, request, log);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        return failure(`Failed to fetch '${plan.value.uri}': ${why}`);
      }
    }
    return ok(undefined);
  }

  async #fetchOne(plan: FetchPlan, request: FetchRequest, log: Log): Promise<void> {
    const { sandbox, owner, signal } = request;
    const { stallTimeoutMs = defaultStallTimeoutMs, hadoopHome, proxies } = this.#options;
    const folder = await makeDirectories(sandbox, plan.target.slice(0, -1), owner);
    try {
      const name = plan.target.at(-1)!;
      const mode = plan.isExecutable ? 0o755 : 0o644;
      const target = { folder, name, mode, owner, signal };
      const source = new Source(plan.source, { stallTimeoutMs, hadoopHome, proxies });
      const errand = { plan, source, target, request, log };
      const lease = plan.usesCache ? await this.#findLease(errand) : undefined;
      if (lease === undefined) await fetchDirectly(errand);
      else await fetchFromCache(errand, lease);
    } finally {
      await folder.close();
    }
  }

  /** Undefined: the cache cannot help. */
  async #findLease({ plan, source, target, request, log }: Errand): Promise<Lease | undefined> {
    const { cache } = this.#options;
    if (cache === undefined || cache.totalBytes === 0) {
      log.warning(`This agent has no cache for '${plan.uri}': fetching it directly`);
      return undefined;
    }
    const lease = await cache.lease({
      user: request.user,
      uri: plan.uri,
      baseName: plan.baseName,
      signal: request.signal,
      measure: () => source.measure(target),
      bring: (path) => source.bringTo(path, { ...target, name: temporaryName() }),
    });
    if (lease.ok) return lease.value;
    log.warning(`Cannot cache '${plan.uri}', fetching it directly: ${lease.error}`);
    return undefined;
  }
}

async function fetchDirectly({ plan, source, target, request, log }: Errand): Promise<void> {
  await source.bring(target);
  log.info(`Fetched '${plan.uri}' to '${target.folder.shownPath}/${target.name}'`);
  await unpack(plan.unpacking, {
    ...request,
    owner: request.owner,
    archive: plan.target,
    folder: target.folder,
    shownName: target.name,
  });
  if (plan.unpacking !== 'none') log.info(`Unpacked '${target.name}'`);
}

/** @compat Of an archive only what was in it comes into the sandbox. */
async function fetchFromCache(errand: Errand, lease: Lease): Promise<void> {
  const { plan, target, log } = errand;
  const origin = lease.wasThere ? 'from the cache' : 'through the cache';
  try {
    if (plan.unpacking === 'none') {
      await copyInto(target, lease.path);
      log.info(`Fetched '${plan.uri}' ${origin} to '${target.folder.shownPath}/${target.name}'`);
      return;
    }
    await unpackCopy(errand, lease.path);
    log.info(`Fetched '${plan.uri}' ${origin} and unpacked '${target.name}'`);
  } finally {
    lease.release();
  }
}

/** The task's user, who unpacks, cannot see into the cache. */
async function unpackCopy({ plan, target, request }: Errand, path: string): Promise<void> {
  const { folder } = target;
  const name = temporaryName();
  await copyInto({ ...target, name }, path);
  try {
    await unpack(plan.unpacking, {
      ...request,
      owner: request.owner,
      archive: [...plan.target.slice(0, -1), name],
      folder,
      shownName: target.name,
    });
  } finally {
    await fs.rm(folder.at(name), { force: true });
  }
}

/** Nothing of the task is called so. */
function temporaryName(): string {
  return `.fetching-${randomUUID()}`;
}
