/** Where the registry has what in ZooKeeper, and how the two nodes that are no entries read. */
import { type Result, failure, ok } from '../../foundation/result.ts';

/** What this version writes; a newer one is not touched. */
const format = 2;

export const formatData: Uint8Array = Buffer.from(JSON.stringify({ format }));

/** Who writes, and how often it has since it took over. */
export interface Epoch {
  readonly owner: string;
  readonly batch: number;
}

export function encodeEpoch(epoch: Epoch): Uint8Array {
  return Buffer.from(JSON.stringify(epoch));
}

export function decodeEpoch(data: Uint8Array): Result<Epoch> {
  const read = readJson(data) as { owner?: unknown; batch?: unknown } | undefined;
  if (typeof read?.owner === 'string' && typeof read.batch === 'number') {
    return ok({ owner: read.owner, batch: read.batch });
  }
  return failure('it names no owner');
}

/** Why the registry at `root` cannot be used, and the way out. */
export function findFormatFault(root: string, data: Uint8Array): string | undefined {
  const found = (readJson(data) as { format?: unknown } | undefined)?.format;
  if (found === format) return undefined;
  if (typeof found === 'number') {
    return `the registry ${root} in ZooKeeper has format ${found}, this version knows ${format}; start the version that wrote it`;
  }
  return `node ${root} in ZooKeeper is no registry of ours; give another path to --zk, or remove it`;
}

export function epochPath(root: string): string {
  return `${root}/epoch`;
}

/** Its version is the number of transactions that this owner has made. */
export function ownerPath(root: string, owner: string): string {
  return `${epochPath(root)}/${encodeURIComponent(owner)}`;
}

export function pagesPath(root: string): string {
  return `${root}/pages`;
}

export function pagePath(root: string, number: number): string {
  return `${pagesPath(root)}/${nameOf(number)}`;
}

/** Undefined: no page of ours. */
export function pageNumberOf(name: string): number | undefined {
  const number = Number(name);
  return Number.isSafeInteger(number) && nameOf(number) === name ? number : undefined;
}

const nameDigits = 10;

function nameOf(number: number): string {
  return String(number).padStart(nameDigits, '0');
}

function readJson(data: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(data).toString('utf8'));
  } catch {
    return undefined;
  }
}
