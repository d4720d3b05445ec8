/**
 * The isolators there are, by their names in --isolation. A list, on purpose: to add an isolator,
 * add its folder and its line here.
 */
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import { EnvironmentIsolator } from './environment/environment.ts';
import { FilesystemPosixIsolator } from './filesystem-posix/filesystem-posix.ts';
import type { Isolator } from './isolator.ts';
import { PosixCpuIsolator } from './posix-cpu/posix-cpu.ts';
import { PosixMemIsolator } from './posix-mem/posix-mem.ts';
import { PosixRlimitsIsolator } from './posix-rlimits/posix-rlimits.ts';

/** In the order in which they prepare: the file system first. */
const makers: readonly (readonly [name: string, make: () => Isolator])[] = [
  ['filesystem/posix', () => new FilesystemPosixIsolator()],
  ['environment', () => new EnvironmentIsolator()],
  ['posix/cpu', () => new PosixCpuIsolator()],
  ['posix/mem', () => new PosixMemIsolator()],
  ['posix/rlimits', () => new PosixRlimitsIsolator()],
];

/** @compat `process` is the old name for both. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  process: ['posix/cpu', 'posix/mem'],
};

/** In force without being named: every container needs an environment and a file system. */
const automatic = ['environment', 'filesystem/posix'];

export const isolatorNames: readonly string[] = makers.map(([name]) => name);

/** Turns the value of --isolation ("posix/cpu,posix/mem") into isolators, in the right order. */
export function makeIsolators(isolation: string): Result<readonly Isolator[]> {
  const asked = isolation.split(',').map((name) => name.trim());
  const names = new Set(
    asked.filter((name) => name !== '').flatMap((name) => aliases[name] ?? name),
  );
  for (const name of names) {
    if (!isolatorNames.includes(name)) {
      const known = [...isolatorNames, ...Object.keys(aliases)].join(', ');
      return failure(`Unknown or unsupported isolator '${name}'; this agent knows: ${known}`);
    }
  }
  for (const name of automatic) names.add(name);
  return ok(makers.filter(([name]) => names.has(name)).map(([, make]) => make()));
}
