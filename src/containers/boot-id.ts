/** Which boot of the machine this is: pids that were noted in another one mean nothing. */
import { readFileSync } from 'node:fs';

/** Differs after each boot; "" where the system has none. */
export function readBootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}
