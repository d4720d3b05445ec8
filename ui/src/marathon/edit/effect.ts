/** What a change does to the instances that run. */
import { changesOf, type Definition } from './definition.ts';
import { isSame } from './merge.ts';

interface Effect {
  readonly changed: readonly string[];
  readonly replaced: number;
  readonly added: number;
  readonly ended: number;
}

/** Whatever changes but the number of instances, those that run are replaced. */
export function effectOf(before: Definition, after: Definition): Effect {
  const changed = Object.keys(changesOf(before, after));
  const [had, has] = [countOf(before), countOf(after)];
  const replaces = changed.some((name) => !isScaling(name, before, after));
  return {
    changed,
    replaced: replaces ? Math.min(had, has) : 0,
    added: Math.max(0, has - had),
    ended: Math.max(0, had - has),
  };
}

/** A pod's number is in its scaling. */
function countOf({ instances, scaling }: Definition): number {
  const inside = scaling as { readonly instances?: unknown } | null | undefined;
  const count = instances ?? inside?.instances ?? 1;
  return typeof count === 'number' ? count : 0;
}

function isScaling(name: string, before: Definition, after: Definition): boolean {
  if (name === 'instances') return true;
  if (name !== 'scaling') return false;
  const without = (value: Definition): Definition => ({
    ...(value['scaling'] as Definition | undefined),
    instances: 0,
  });
  return isSame(without(before), without(after));
}
