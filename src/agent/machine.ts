/**
 * What this machine has to give: --resources where they say something, the machine's own figures
 * for the rest, minus what the system and the agent need for themselves.
 */
import { lstat, statfs } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { failure, ok, type Result } from '../foundation/result.ts';
import { parseResources } from '../resources/flags.ts';
import type { Resources } from '../resources/resources.ts';

const bytesPerMb = 1024 * 1024;
const mbPerGb = 1024;

/** @compat Kept for the system, on machines that are large enough; small ones give half. */
const keptMemMb = 1 * mbPerGb;
const leastMemMb = 2 * mbPerGb;
const keptDiskMb = 5 * mbPerGb;
const leastDiskMb = 10 * mbPerGb;

const defaultPorts = '[31000-32000]';

/** `workDir` exists. */
export async function machineResources(
  given: string | undefined,
  defaultRole: string,
  workDir: string,
): Promise<Result<Resources>> {
  const asked = parseResources(given ?? '', defaultRole);
  if (!asked.ok) return failure(`Failed to parse --resources: ${asked.error}`);
  // What is set to 0 is set too: such a resource is not looked up.
  const isNamed = (name: string): boolean =>
    asked.value.names().includes(name) || new RegExp(`(^|[;"\\s])${name}["(:]`).test(given ?? '');
  const found: string[] = [];
  if (!isNamed('cpus')) found.push(`cpus:${availableParallelism()}`);
  if (!isNamed('mem')) found.push(`mem:${spareMb(totalmem(), leastMemMb, keptMemMb)}`);
  if (!isNamed('disk')) {
    found.push(`disk:${spareMb(await diskBytes(workDir), leastDiskMb, keptDiskMb)}`);
  }
  if (!isNamed('ports')) found.push(`ports:${defaultPorts}`);
  const rest = parseResources(found.join(';'), defaultRole);
  return rest.ok ? ok(asked.value.add(rest.value)) : rest;
}

function spareMb(totalBytes: number, leastMb: number, keptMb: number): number {
  const totalMb = Math.floor(totalBytes / bytesPerMb);
  return totalMb >= leastMb ? totalMb - keptMb : Math.floor(totalMb / 2);
}

async function diskBytes(path: string): Promise<number> {
  const { blocks, bsize } = await statfs(path);
  return blocks * bsize;
}

/** Share of the disk that `path` is on, 0 to 1, as those without privileges see it. */
export async function diskUsage(path: string): Promise<Result<number>> {
  try {
    const { blocks, bfree, bavail } = await statfs(path);
    const used = blocks - bfree;
    return ok(used + bavail === 0 ? 1 : used / (used + bavail));
  } catch (error) {
    return failure((error as Error).message);
  }
}

/** When a path was last changed; undefined when it is not there. */
export async function modifiedAt(path: string): Promise<number | undefined> {
  try {
    return (await lstat(path)).mtimeMs;
  } catch {
    return undefined;
  }
}
