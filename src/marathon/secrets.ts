/** The secret that Marathon authenticates with: from its flag, or from the file that another flag names. */
import { readFileSync } from 'node:fs';
import { failure, ok, type Result } from '../foundation/result.ts';
import type { MarathonFlags } from './flags/table.ts';

export function secretOf(values: MarathonFlags): Result<string | undefined> {
  const path = values.mesos_authentication_secret_file;
  if (path === undefined) return ok(values.mesos_authentication_secret);
  try {
    return ok(readFileSync(path, 'utf8').replace(/\r?\n$/, ''));
  } catch (error) {
    return failure(`--mesos_authentication_secret_file: ${(error as Error).message}`);
  }
}
