/**
 * What a flag's value can be. A type reads text into a typed value, writes the value back the way
 * /flags shows it (10mins for 600secs), and says whether `file://...` stands for a file's content.
 * Table files use the small functions at the end: `flags.duration({ default: ..., help: ... })`.
 */
import type { Result } from '../result.ts';
import { failure, ok } from '../result.ts';
import { formatBytes, parseBytes } from '../units/bytes.ts';
import { formatDuration, parseDuration } from '../units/duration.ts';
import { formatRate, parseInteger, parseNumber, parseRate } from '../units/number.ts';
import type { Rate } from '../units/number.ts';

export interface FlagType<T> {
  /** For messages and documentation: 'duration', 'bool'... */
  readonly kind: string;
  /**
   * 'content': a value `file:///p` is replaced by what is in /p before it is parsed, as for almost
   * every flag. 'secret': likewise, but /flags shows the given text, not what the file holds.
   * 'json': also for a bare absolute path. 'never': a path is a path.
   */
  readonly files: 'content' | 'secret' | 'json' | 'never';
  parse(text: string): Result<T>;
  format(value: T): string;
}

const same = (text: string): string => text;

export const booleanType: FlagType<boolean> = {
  kind: 'bool',
  files: 'content',
  parse(text) {
    if (text === 'true' || text === '1') return ok(true);
    if (text === 'false' || text === '0') return ok(false);
    return failure('Expecting a boolean (true, false, 1 or 0)');
  },
  format: String,
};

export const stringType: FlagType<string> = {
  kind: 'string',
  files: 'content',
  parse: ok,
  format: same,
};

export const secretType: FlagType<string> = {
  kind: 'string or file://',
  files: 'secret',
  parse: (text) => ok(text.trim()),
  // Who may read /flags need not know the password in "zk://user:password@host:2181/mesos".
  format: (text) => text.replace(/:\/\/[^/]*@/, '://***@'),
};

export const pathType: FlagType<string> = {
  kind: 'path',
  files: 'never',
  // A path given as file:///p means /p, not what is in /p.
  parse: (text) => ok(text.startsWith('file://') ? text.slice('file://'.length) : text),
  format: same,
};

/** Comma separated; kept as text by Mesos, so it is shown exactly as it was given. */
export const listType: FlagType<readonly string[]> = {
  kind: 'comma separated list',
  files: 'content',
  parse: (text) => ok(text.split(',').filter((item) => item !== '')),
  format: (items) => items.join(','),
};

export const doubleType: FlagType<number> = {
  kind: 'number',
  files: 'content',
  parse: parseNumber,
  format: String,
};

export const durationType: FlagType<number> = {
  kind: 'duration',
  files: 'content',
  parse: parseDuration,
  format: formatDuration,
};

export const bytesType: FlagType<number> = {
  kind: 'bytes',
  files: 'content',
  parse: parseBytes,
  format: formatBytes,
};

export const rateType: FlagType<Rate> = {
  kind: 'rate',
  files: 'content',
  parse: parseRate,
  format: formatRate,
};

export function integerType(bounds: { min: number; max: number }): FlagType<number> {
  return {
    kind: 'integer',
    files: 'content',
    parse: (text) => parseInteger(text, bounds),
    format: String,
  };
}

/** A parsed JSON document; whoever uses the flag decodes it further. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

export const jsonType: FlagType<Json> = {
  kind: 'JSON',
  files: 'json',
  parse(text) {
    try {
      return ok(JSON.parse(text) as Json);
    } catch (error) {
      return failure(`Failed to parse JSON: ${(error as Error).message}`);
    }
  },
  format: (value) => JSON.stringify(value),
};

/** Who may read /flags need not know the passwords in it. */
export const secretJsonType: FlagType<Json> = { ...jsonType, format: () => '***' };

/** JSON when it starts like JSON, otherwise Mesos' own short text; kept as text. */
export const jsonOrTextType: FlagType<string> = {
  kind: 'JSON or text',
  files: 'content',
  parse: (text) => ok(text.trim()),
  format: same,
};
