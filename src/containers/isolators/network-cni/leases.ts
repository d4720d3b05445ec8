/**
 * Addresses that `host-local`, the standard plugin for them, has given to nobody. It keeps a file for each, named as the
 * address, and writes into it whose it is; killed in between it leaves one that is empty. By no name will
 * anybody ever ask it to give that back, so we do. Who works on the files holds the lock of their directory: what is empty
 * while we have it stays so.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CniNetwork, Json } from './networks.ts';

const usualDirectory = '/var/lib/cni/networks';
/** Who holds the lock does so for milliseconds. */
const lockPatienceSeconds = 10;

/** Rejects with what stood in the way. */
export async function removeEmptyLeases(network: CniNetwork): Promise<void> {
  const directories = new Set(network.plugins.flatMap((plugin) => leasesOf(network.name, plugin)));
  for (const directory of directories) {
    if (existsSync(join(directory, 'lock'))) await removeEmptyFiles(directory);
  }
}

function leasesOf(network: string, { ipam }: Json): readonly string[] {
  const { type, dataDir } = (ipam ?? {}) as Json;
  if (type !== 'host-local') return [];
  return [join(typeof dataDir === 'string' && dataDir !== '' ? dataDir : usualDirectory, network)];
}

function removeEmptyFiles(directory: string): Promise<void> {
  const find = ['find', directory, '-maxdepth', '1', '-type', 'f', '-size', '0'];
  const addresses = ['-regextype', 'posix-extended', '-regex', '.*/[0-9a-f.:_]+', '-delete'];
  const lock = ['-w', String(lockPatienceSeconds), join(directory, 'lock')];
  return new Promise((resolve, reject) => {
    execFile('flock', [...lock, ...find, ...addresses], (error, _stdout, stderr) => {
      if (error === null) resolve();
      else reject(new Error(`empty leases in '${directory}' stay: ${stderr.trim()}`));
    });
  });
}
