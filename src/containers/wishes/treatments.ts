/** The words that the tables of wishes are written in. */
import type { Ability, Refusal, WishTable } from './wish.ts';

export const applied = { kind: 'applied' } as const;
export const information = { kind: 'information' } as const;

export function within<T>(table: WishTable<T>): {
  readonly kind: 'within';
  readonly table: WishTable<T>;
} {
  return { kind: 'within', table };
}

export function needs<T>(unless: Ability, what: string, when?: (value: T) => boolean): Refusal<T> {
  return { kind: 'refused', unless, what, ...(when === undefined ? {} : { when }) };
}
