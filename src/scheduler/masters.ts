/** The masters of a framework, as URLs of the scheduler API. */
import { ok, type Result } from '../foundation/result.ts';
import { readMasters } from '../leadership/read-masters.ts';
import { schedulerUrlOf } from './core/master-list.ts';

/**
 * What "host:port", "http://host:port", a list "a,b,c" of them or "file:///path" of a file with that
 * stands for. The error is a sentence that says what was given.
 */
export function parseMasters(text: string): Result<readonly string[]> {
  const addresses = readMasters(text);
  return addresses.ok ? ok(addresses.value.map(schedulerUrlOf)) : addresses;
}
