/**
 * Records are the values of the core as JSON. Maps are written as lists, bytes as base64 and large
 * integers as decimals (there are some in the statuses of tasks). `format` says who wrote them: a later one is refused by name.
 */
export const recordFormat = 1;

export function encode(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value, replacer));
}

/** @throws SyntaxError for what no process of ours wrote */
export function decode(bytes: Uint8Array): unknown {
  return JSON.parse(Buffer.from(bytes).toString(), reviver);
}

interface WrittenBytes {
  readonly $bytes: string;
}

interface WrittenInteger {
  readonly $integer: string;
}

function replacer(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return { $integer: String(value) };
  if (isWrittenBuffer(value)) return { $bytes: Buffer.from(value.data).toString('base64') };
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') };
  return value;
}

/** A Buffer has become this by the time that it is asked about. */
function isWrittenBuffer(value: unknown): value is { data: readonly number[] } {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer';
}

function reviver(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('$integer' in value) return BigInt((value as WrittenInteger).$integer);
  if (!('$bytes' in value)) return value;
  return new Uint8Array(Buffer.from((value as WrittenBytes).$bytes, 'base64'));
}
