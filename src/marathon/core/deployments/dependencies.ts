/**
 * In which order apps have to be there: an app comes after every app that it depends on, and after
 * every app of the groups that it or a group around it depends on. Only what is asked about is
 * followed, so that a change costs nothing for apps that have nothing to do with it; a group is gone
 * through once, however many depend on it.
 */
import type { PathId } from '../../model/ids.ts';
import { groupsAround } from '../../model/paths.ts';
import type { RootView } from '../parts.ts';

interface Visit {
  readonly id: PathId;
  /** Of a group: as deep as its deepest app. Of an app: one more than what it needs. */
  readonly own: 0 | 1;
  readonly next: Iterator<PathId>;
  depth: number;
}

/** How long the longest way down is from each: 0 depends on nothing. There must be no circle. */
export class Depths {
  readonly #root: RootView;
  /** Of apps, pods and groups. */
  readonly #known = new Map<PathId, number>();

  constructor(root: RootView) {
    this.#root = root;
  }

  /** With a stack of its own: chains may be as long as there are apps. */
  of(id: PathId): number {
    const stack = [this.#visit(id)];
    for (;;) {
      const top = stack.at(-1)!;
      const { done, value: need } = top.next.next();
      if (done !== true) {
        const known = this.#known.get(need);
        if (known === undefined) stack.push(this.#visit(need));
        else top.depth = Math.max(top.depth, known + top.own);
        continue;
      }
      this.#known.set(top.id, top.depth);
      stack.pop();
      const above = stack.at(-1);
      if (above === undefined) return top.depth;
      above.depth = Math.max(above.depth, top.depth + above.own);
    }
  }

  #visit(id: PathId): Visit {
    // While it is being looked at: a circle, which the rules refuse, must not become an endless one.
    this.#known.set(id, 0);
    const isApp = this.#root.findRunSpec(id) !== undefined;
    const next = isApp ? this.#needsOf(id) : this.#below(id);
    return { id, own: isApp ? 1 : 0, next, depth: 0 };
  }

  *#needsOf(id: PathId): Generator<PathId> {
    const runSpec = this.#root.findRunSpec(id);
    if (runSpec?.kind === 'app') yield* runSpec.dependencies;
    for (const groupId of groupsAround(id)) {
      yield* this.#root.findGroup(groupId)?.dependencies ?? [];
    }
  }

  *#below(groupId: PathId): Generator<PathId> {
    for (const { id } of this.#root.runSpecsBelow(groupId)) yield id;
  }
}
