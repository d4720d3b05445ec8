/**
 * Amounts of bytes as Mesos writes them: an integer and one of B, KB, MB, GB, TB, each 1024 times
 * the one before. Inside the program they are plain numbers of bytes (names end in `Bytes`). Text
 * comes back in the largest unit that leaves a whole number: 4096 reads "4KB", 4097 "4097B".
 */
import { failure, ok } from '../result.ts';
import type { Result } from '../result.ts';

const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** Reads an amount of bytes; fractions, signs and other units are refused. */
export function parseBytes(text: string): Result<number> {
  const [, digits = '', unit = ''] = /^([0-9]*)(.*)$/s.exec(text) ?? [];
  if (unit.startsWith('.')) return failure(`Fractional bytes '${text}'; it must be an integer`);
  if (digits === '') return failure(`Failed to convert '' to number`);
  if (unit === '') {
    return failure(`Invalid bytes '${text}'; a number needs a unit: one of B, KB, MB, GB, TB`);
  }
  const exponent = units.findIndex((name) => name === unit);
  if (exponent < 0) {
    return failure(`Unknown bytes unit '${unit}'; supported units are B, KB, MB, GB, TB`);
  }
  const bytes = Number(digits) * 1024 ** exponent;
  if (!Number.isSafeInteger(bytes)) {
    return failure(`Bytes '${text}' is out of range; it must be less than 2^53 bytes (8192TB)`);
  }
  return ok(bytes);
}

/** "64MB", "4097B", "0B": the largest unit that leaves a whole number. */
export function formatBytes(bytes: number): string {
  if (bytes === 0) return '0B';
  let count = bytes;
  let exponent = 0;
  while (exponent < units.length - 1 && count % 1024 === 0) {
    count /= 1024;
    exponent++;
  }
  return `${count}${units[exponent]}`;
}
