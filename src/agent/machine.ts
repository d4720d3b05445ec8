/**
 * What this machine has to give: --resources where they say something, the machine's own figures
 * for the rest, minus what the system and the agent need for themselves.
 */
import { lstat, statfs } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { failure, ok, unwrap, type Result } from '../foundation/result.ts';
import { parseResources } from '../resources/flags.ts';
import { normalizeRanges, type Ranges } from '../resources/ranges.ts';
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
  gpuCount = 0,
): Promise<Result<Resources>> {
  const asked = parseResources(given ?? '', defaultRole);
  if (!asked.ok) return failure(`Failed to parse --resources: ${asked.error}`);
  const isNamed = (name: string): boolean => isNamedIn(given, asked.value, name);
  const found: string[] = [];
  if (!isNamed('cpus')) found.push(`cpus:${availableParallelism()}`);
  if (!isNamed('mem')) found.push(`mem:${spareMb(totalmem(), leastMemMb, keptMemMb)}`);
  if (!isNamed('disk')) {
    found.push(`disk:${spareMb(await diskBytes(workDir), leastDiskMb, keptDiskMb)}`);
  }
  if (!isNamed('gpus') && gpuCount > 0) found.push(`gpus:${gpuCount}`);
  if (!isNamed('ports')) found.push(`ports:${defaultPorts}`);
  const rest = parseResources(found.join(';'), defaultRole);
  return rest.ok ? ok(asked.value.add(rest.value)) : rest;
}

/** What --resources say of ports, or what is offered without. */
export function configuredPorts(given: string | undefined, defaultRole: string): Result<Ranges> {
  const asked = parseResources(given ?? '', defaultRole);
  if (!asked.ok) return asked;
  const text = isNamedIn(given, asked.value, 'ports') ? '' : `ports:${defaultPorts}`;
  const all = asked.value.add(unwrap(parseResources(text, defaultRole)));
  const ports = all.toMessages().filter(({ name }) => name === 'ports');
  const pairs = ports.flatMap(({ ranges }) => ranges?.range ?? []);
  return ok(normalizeRanges(pairs.flatMap(({ begin, end }) => [Number(begin), Number(end)])));
}

/** What is set to 0 is set too: such a resource is not looked up. */
function isNamedIn(given: string | undefined, asked: Resources, name: string): boolean {
  return asked.names().includes(name) || new RegExp(`(^|[;"\\s])${name}["(:]`).test(given ?? '');
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
