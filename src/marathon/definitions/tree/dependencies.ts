/**
 * Circles of dependencies: what is reachable from what changed is followed, and nothing else, so that
 * a change among ten thousand apps costs what the change needs.
 *
 * An app leads to what it depends on, and to what the groups around it depend on; a group that is
 * depended on leads to all apps and pods in it. So a group is gone through once, however many depend
 * on it.
 */
import type { RootView } from '../../core/parts.ts';
import type { PathId } from '../../model/ids.ts';
import { groupsAround } from '../../model/paths.ts';
import type { Problems } from '../problems.ts';

type Tree = Pick<RootView, 'findRunSpec' | 'findGroup' | 'runSpecsBelow'>;

/** `changed`: apps, pods, and groups whose dependencies changed. */
export function checkCycles(root: Tree, changed: Iterable<PathId>, problems: Problems): void {
  const search = new CircleSearch(root);
  for (const id of changed) {
    const starts =
      root.findRunSpec(id) === undefined
        ? [...root.runSpecsBelow(id)].map((runSpec) => runSpec.id)
        : [id];
    if (starts.some((start) => search.findsCircleFrom(start))) {
      problems.add('', 'Dependency graph has cyclic dependencies.');
      return;
    }
  }
}

interface Visit {
  readonly id: PathId;
  readonly next: Iterator<PathId>;
}

/** Depth first, with a stack of its own: chains may be as long as there are apps. */
class CircleSearch {
  readonly #root: Tree;
  /** True: on the way; false: nothing of it leads in a circle. */
  readonly #visited = new Map<PathId, boolean>();

  constructor(root: Tree) {
    this.#root = root;
  }

  findsCircleFrom(start: PathId): boolean {
    if (this.#visited.has(start)) return false;
    const stack = [this.#visit(start)];
    while (stack.length > 0) {
      const top = stack.at(-1)!;
      const { done, value: next } = top.next.next();
      if (done) {
        this.#visited.set(top.id, false);
        stack.pop();
        continue;
      }
      const seen = this.#visited.get(next);
      if (seen === true) return true;
      if (seen === undefined) stack.push(this.#visit(next));
    }
    return false;
  }

  #visit(id: PathId): Visit {
    this.#visited.set(id, true);
    return { id, next: this.#leadsTo(id)[Symbol.iterator]() };
  }

  *#leadsTo(id: PathId): Generator<PathId> {
    const runSpec = this.#root.findRunSpec(id);
    if (runSpec === undefined) {
      for (const below of this.#root.runSpecsBelow(id)) yield below.id;
      return;
    }
    if (runSpec.kind === 'app') yield* runSpec.dependencies;
    for (const around of groupsAround(id)) {
      yield* this.#root.findGroup(around)?.dependencies ?? [];
    }
  }
}
