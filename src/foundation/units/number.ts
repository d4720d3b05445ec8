/**
 * Numbers in text: flags, query parameters and rates. JavaScript's own `Number()` takes '' as 0 and
 * '0x10' as 16; these readers take decimal text only and refuse everything else in Mesos' words.
 */
import { failure, ok } from '../result.ts';
import type { Result } from '../result.ts';
import { formatDuration, parseDuration } from './duration.ts';

const decimal = /^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$/;

export function parseNumber(text: string): Result<number> {
  const value = Number(text);
  if (!decimal.test(text) || !Number.isFinite(value)) {
    return failure(`Failed to convert '${text}' to number`);
  }
  return ok(value);
}

/** A whole number between two bounds (both included). */
export function parseInteger(
  text: string,
  bounds: { readonly min: number; readonly max: number },
): Result<number> {
  if (!/^[+-]?[0-9]+$/.test(text)) return failure(`Failed to convert '${text}' to number`);
  const value = Number(text);
  if (value < bounds.min || value > bounds.max) {
    return failure(`'${text}' is not between ${bounds.min} and ${bounds.max}`);
  }
  return ok(value === 0 ? 0 : value);
}

/** So many events in so long a time: `1/10mins`. */
export interface Rate {
  readonly count: number;
  readonly windowMs: number;
}

export function parseRate(text: string): Result<Rate> {
  const parts = text.split('/');
  if (parts.length !== 2) {
    return failure(`Invalid rate '${text}'; it must be a number, '/' and a duration: 1/10mins`);
  }
  const count = parseInteger(parts[0]!, { min: 1, max: Number.MAX_SAFE_INTEGER });
  if (!count.ok) return count;
  const window = parseDuration(parts[1]!);
  if (!window.ok) return window;
  if (window.value <= 0) return failure(`Invalid rate '${text}'; its duration must be positive`);
  return ok({ count: count.value, windowMs: window.value });
}

export function formatRate(rate: Rate): string {
  return `${rate.count}/${formatDuration(rate.windowMs)}`;
}
