/**
 * Fair share, while every framework takes all that it is offered (share-out.ts) and no role has quota.
 *
 * A role that is offered something has no larger share, by its weight, than any of its siblings that
 * want more. All offers of one instant are one run, in which the order is not known from outside: so
 * the share that one had before it is held against the share that the others have after it.
 *
 * From that follows how things stand when everything is given out and stays so: without the largest
 * single offer that it was made, nobody has a larger share than a sibling that wants more.
 */
import type { Core } from '../../master/core/environment.ts';
import type { State } from '../../master/core/state.ts';
import type { Event } from '../../protocol/generated/scheduler.ts';
import type { RoleName } from '../../protocol/ids.ts';
import { type Quantities, Resources } from '../../resources/resources.ts';
import { RoleBooks, plainOf, withAncestors } from './role-books.ts';

/** What is done in an instant. */
interface Run {
  readonly atMs: number;
  /** By weighted share before the run, of those who were offered something. */
  readonly before: Map<RoleName, number>;
  /** By weighted share, the largest that was seen. */
  readonly after: Map<RoleName, number>;
  hungry: ReadonlySet<RoleName>;
}

/** Less is not offered by itself, so it may stay refused or left over. */
const leastCpus = 10;
const rounding = 1e-9;

export class FairnessWatch {
  readonly #report: (violation: string) => void;
  #run: Run | undefined;
  readonly #largestOffer = new Map<RoleName, number>();
  isWatching = false;
  comparedCount = 0;

  constructor(report: (violation: string) => void) {
    this.#report = report;
  }

  /** What was offered before does not count any more. */
  forgetOffers(): void {
    this.#largestOffer.clear();
  }

  /** An event of the master, when its records have the offers of it. */
  onEvent(event: Event, { state }: Core, nowMs: number): void {
    if (this.#run !== undefined && this.#run.atMs !== nowMs) this.settle();
    const offers = event.offers?.offers ?? [];
    if (!this.isWatching || offers.length === 0 || state.quotas.size > 0) return;
    const books = new RoleBooks(state);
    const hungry = hungryNodes(state);
    this.#run ??= { atMs: nowMs, before: new Map(), after: new Map(), hungry };
    const given = new Map<RoleName, Resources>();
    const contested = new Set<RoleName>();
    for (const { allocation_info, resources } of offers) {
      const offered = Resources.fromMessages(resources);
      const isContested = (plainOf(offered).get('cpus') ?? 0) >= leastCpus;
      for (const node of withAncestors(allocation_info?.role ?? '*')) {
        given.set(node, (given.get(node) ?? Resources.empty).add(offered));
        if (isContested) contested.add(node);
      }
    }
    for (const [node, resources] of given) {
      this.#noteOffer(node, resources, { state, books, run: this.#run, contested });
    }
    for (const node of hungry) {
      const share = weighted(state, books, node);
      this.#run.after.set(node, Math.max(this.#run.after.get(node) ?? 0, share));
    }
  }

  #noteOffer(
    node: RoleName,
    given: Resources,
    {
      state,
      books,
      run,
      contested,
    }: {
      readonly state: State;
      readonly books: RoleBooks;
      readonly run: Run;
      readonly contested: ReadonlySet<RoleName>;
    },
  ): void {
    const quantities = given.quantities();
    const before = weighted(state, books, node, quantities);
    const size = weighted(state, books, node) - before;
    this.#largestOffer.set(node, Math.max(this.#largestOffer.get(node) ?? 0, size));
    if (contested.has(node) && !run.before.has(node)) run.before.set(node, before);
  }

  /** Nothing more comes of this run. */
  settle(): void {
    const run = this.#run;
    this.#run = undefined;
    for (const [node, share] of run?.before ?? []) {
      for (const other of siblingsAmong(run!.hungry, node)) {
        this.comparedCount++;
        const otherShare = run!.after.get(other) ?? 0;
        if (share <= otherShare + rounding) continue;
        this.#report(
          `role ${node} is offered more when it has ${share} by weight, and role ${other}, which wants more, has ${otherShare}`,
        );
      }
    }
  }

  /** Once everything is given out and nothing moves. */
  checkRest({ state }: Core): void {
    const books = new RoleBooks(state);
    const hungry = hungryNodes(state);
    for (const node of hungry) {
      const share = weighted(state, books, node);
      const largest = this.#largestOffer.get(node) ?? 0;
      for (const other of siblingsAmong(hungry, node)) {
        const otherShare = weighted(state, books, other);
        if (share - largest <= otherShare + rounding) continue;
        this.#report(
          `role ${node} has ${share} by weight, role ${other} ${otherShare}, and both want more; the largest offer was ${largest}`,
        );
      }
    }
  }
}

function weighted(state: State, books: RoleBooks, node: RoleName, less?: Quantities): number {
  return books.dominantShare(node, less) / (state.weights.get(node) ?? 1);
}

/** Roles with somebody in them or below them who wants more. */
function hungryNodes({ frameworks }: State): Set<RoleName> {
  const hungry = new Set<RoleName>();
  for (const { state, sink, roles, suppressedRoles } of frameworks.values()) {
    if (state !== 'active' || sink === undefined) continue;
    for (const role of roles) {
      if (suppressedRoles.has(role)) continue;
      for (const node of withAncestors(role)) hungry.add(node);
    }
  }
  return hungry;
}

function siblingsAmong(nodes: ReadonlySet<RoleName>, node: RoleName): RoleName[] {
  const parentOf = (role: RoleName): string => role.slice(0, Math.max(0, role.lastIndexOf('/')));
  return [...nodes].filter((other) => other !== node && parentOf(other) === parentOf(node));
}
