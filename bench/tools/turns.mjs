/** What loop-delay.mjs wrote. */
import { existsSync, readFileSync } from 'node:fs';

/**
 * The longest turn of those that began at `sinceMs` or later: with what was spent waiting for a processor,
 * and without. 0 when none was long enough to be written down.
 */
export function longestTurn(file, sinceMs) {
  const text = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  const all = text.split('\n').map((line) => line.split(' ').map(Number));
  const turns = all.filter(([beginMs]) => beginMs >= sinceMs);
  return {
    wholeMs: Math.max(0, ...turns.map(([, ms]) => ms)),
    ownMs: Math.max(0, ...turns.map(([, , ms]) => ms)),
  };
}
