/** What the palette leads to or does, and in which order it offers that. */
import { nearness } from '../search/nearness.ts';

export interface Goal {
  /** The same each time it is offered. */
  readonly key: string;
  readonly label: string;
  /** What kind of thing it is. */
  readonly what: string;
  /** "#/agents/x": where it leads; or what it does. */
  readonly act: string | (() => void);
  /** What else it may be looked for by. */
  readonly also?: string;
}

/** The newest first; of what leads somewhere, so much that it can be offered again. */
export type Recent = readonly (Omit<Goal, 'act' | 'also'> & { readonly address: string })[];

export const mostRecent = 12;
const mostOffered = 40;
/** What was used lately is nearer than what is called alike. */
const recentShare = 1.5;

export function offered(goals: readonly Goal[], text: string, recent: Recent): readonly Goal[] {
  const known = new Map(goals.map((goal) => [goal.key, goal]));
  for (const { address, ...goal } of recent) {
    if (!known.has(goal.key) && address !== '') known.set(goal.key, { ...goal, act: address });
  }
  const lately = recent.flatMap(({ key }) => known.get(key) ?? []);
  const all = [...new Set([...lately, ...known.values()])];
  if (text === '') return all.slice(0, mostOffered);
  const isLate = new Set(lately);
  const scoreOf = (goal: Goal): number =>
    Math.max(nearness(text, goal.label), nearness(text, goal.also ?? '')) *
    (isLate.has(goal) ? recentShare : 1);
  return all
    .map((goal) => ({ goal, score: scoreOf(goal) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, mostOffered)
    .map(({ goal }) => goal);
}

export function withUsed(recent: Recent, { key, label, what, act }: Goal): Recent {
  const address = typeof act === 'string' ? act : '';
  const others = recent.filter((each) => each.key !== key);
  return [{ key, label, what, address }, ...others].slice(0, mostRecent);
}

/** Of what was kept; what is no such thing counts as none. */
export function readRecent(held: unknown): Recent | undefined {
  if (!Array.isArray(held)) return undefined;
  return (held as unknown[]).slice(0, mostRecent).filter(isRecent);
}

function isRecent(held: unknown): held is Recent[number] {
  if (typeof held !== 'object' || held === null) return false;
  const { key, label, what, address } = held as Record<string, unknown>;
  const isText = [key, label, what, address].every((each) => typeof each === 'string');
  // Nothing but places of these pages.
  return isText && /^(#\/|$)/.test(address as string);
}
