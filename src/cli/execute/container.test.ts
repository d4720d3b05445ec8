/** The help of mesos-execute is held to what agents of this version do. */
import { describe, expect, it } from 'vitest';
import { containerWishesOf } from '../../containers/wishes/tables.ts';
import { findUnmetWish } from '../../containers/wishes/wish.ts';
import { isolatorNames } from '../../containers/isolators/registry.ts';
import { loadFlags } from '../../foundation/flags/load.ts';
import { makeContainer } from './container.ts';
import { executeFlags } from './flags.ts';

function refusedWith(args: readonly string[]): boolean {
  const outcome = loadFlags(executeFlags, { args: ['--master=a:1', ...args] });
  if (outcome.kind !== 'loaded') throw new Error(JSON.stringify(outcome));
  const made = makeContainer(outcome.flags.values);
  if (!made.ok) throw new Error(made.error);
  // An agent with all that it can be started with.
  const more = ['Docker containerizer', 'I/O switchboard', 'image provisioner'];
  const abilities = new Set([...isolatorNames, ...more]);
  return (
    made.value !== undefined &&
    findUnmetWish(containerWishesOf(made.value), made.value, abilities) !== undefined
  );
}

describe('what mesos-execute asks of a container', () => {
  it.each([
    ['appc_image', '--appc_image=a'],
    ['bounding_capabilities', '--bounding_capabilities={}'],
    ['containerizer', '--containerizer=docker', '--docker_image=a'],
    ['docker_image', '--docker_image=a'],
    ['effective_capabilities', '--effective_capabilities={}'],
    ['networks', '--networks=a'],
    ['rlimits', '--rlimits={"rlimits":[{"type":"RLMT_CORE"}]}'],
    ['tty', '--tty'],
    ['volumes', '--volumes=[{"container_path":"a","host_path":"/a","mode":"RW"}]'],
  ] as const)(
    '--%s says "not yet" exactly when no agent of this version grants it',
    (name, ...args) => {
      const { help } = executeFlags[name];
      expect(help.includes('not yet')).toBe(refusedWith(args));
    },
  );
});
