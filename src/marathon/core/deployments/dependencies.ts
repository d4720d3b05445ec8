/**
 * In which order apps have to be there: an app comes after every app that it depends on, and after
 * every app of the groups that it or a group around it depends on. Only what is asked about is
 * followed, so that a change costs nothing for apps that have nothing to do with it.
 */
import type { PathId } from '../../model/ids.ts';
import { groupsAround } from '../../model/paths.ts';
import type { RunSpec } from '../../model/run-spec.ts';
import type { RootView } from '../parts.ts';

/** Apps and pods that `runSpec` needs: those named, and all below the groups that are named. */
function needsOf(root: RootView, runSpec: RunSpec): ReadonlySet<PathId> {
  const needs = new Set<PathId>();
  const own = runSpec.kind === 'app' ? runSpec.dependencies : [];
  for (const id of own) addTarget(root, id, needs);
  for (const groupId of groupsAround(runSpec.id)) {
    for (const id of root.findGroup(groupId)?.dependencies ?? []) addTarget(root, id, needs);
  }
  return needs;
}

function addTarget(root: RootView, id: PathId, needs: Set<PathId>): void {
  if (root.findRunSpec(id) !== undefined) needs.add(id);
  else for (const below of root.runSpecsBelow(id)) needs.add(below.id);
}

/** How long the longest way down is from each: 0 depends on nothing. There must be no circle. */
export class Depths {
  readonly #root: RootView;
  readonly #known = new Map<PathId, number>();

  constructor(root: RootView) {
    this.#root = root;
  }

  of(id: PathId): number {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    // While it is being looked at: a circle, which the rules refuse, must not become an endless one.
    this.#known.set(id, 0);
    const runSpec = this.#root.findRunSpec(id);
    let depth = 0;
    if (runSpec !== undefined) {
      for (const need of needsOf(this.#root, runSpec)) depth = Math.max(depth, this.of(need) + 1);
    }
    this.#known.set(id, depth);
    return depth;
  }
}
