/**
 * The fetcher's cache by the agent's flags. Agents of one machine may be given the same directory
 * (by default they are): each has its own part of it, named after its --work_dir, and empties no
 * other.
 */
import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { FetcherCache } from '../containers/fetcher/cache.ts';
import type { Log } from '../foundation/log.ts';
import { agentFlags, type AgentFlags } from './flags.ts';

/** @throws Error with a sentence for the operator when the directory that was asked for cannot be used */
export async function openFetcherCache(
  values: Pick<AgentFlags, 'fetcher_cache_dir' | 'fetcher_cache_size'>,
  workDir: string,
  log: Log,
): Promise<FetcherCache | undefined> {
  const { fetcher_cache_dir: parent, fetcher_cache_size: capacityBytes } = values;
  if (capacityBytes === 0) return undefined;
  const name = createHash('sha256').update(workDir).digest('hex').slice(0, 12);
  const directory = join(resolve(parent), name);
  const cache = await FetcherCache.open({ directory, capacityBytes }, '--fetcher_cache_dir');
  if (cache.ok) return cache.value;
  if (parent !== agentFlags.fetcher_cache_dir.default) throw new Error(cache.error);
  // Nobody asked for it, and most agents never need it.
  log.warning(`URIs will not be cached. ${cache.error}`);
  return undefined;
}
