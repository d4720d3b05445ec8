/**
 * How many files and connections the system lets this process have open. The runtime does not tell,
 * but Linux does.
 */
import { readFileSync } from 'node:fs';

/** Undefined where the system does not say, or sets no limit. */
export function findDescriptorLimit(): number | undefined {
  try {
    const limits = readFileSync('/proc/self/limits', 'latin1');
    const soft = /^Max open files\s+(\d+)/m.exec(limits)?.[1];
    return soft === undefined ? undefined : Number(soft);
  } catch {
    return undefined;
  }
}
