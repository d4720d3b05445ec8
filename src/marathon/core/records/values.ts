/**
 * Records are the values of the core as JSON. `format` says who wrote them: a later one is refused by
 * name.
 */
export const recordFormat = 1;

export function encode(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}

/** Without making the bytes: at least as many as there are. */
export function mostBytesOf(value: unknown): number {
  return JSON.stringify(value).length * mostBytesPerCharacter;
}

const mostBytesPerCharacter = 3;

/** @throws SyntaxError for what no process of ours wrote */
export function decode(bytes: Uint8Array): unknown {
  const text = Buffer.from(bytes).toString();
  return text.includes(specialStart) ? JSON.parse(text, reviver) : JSON.parse(text);
}

/** Earlier processes kept whole statuses of tasks: bytes as base64, large integers as decimals. */
const specialStart = '{"$';

interface WrittenBytes {
  readonly $bytes: string;
}

interface WrittenInteger {
  readonly $integer: string;
}

function reviver(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('$integer' in value) return BigInt((value as WrittenInteger).$integer);
  if (!('$bytes' in value)) return value;
  return new Uint8Array(Buffer.from((value as WrittenBytes).$bytes, 'base64'));
}
