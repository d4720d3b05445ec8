/**
 * The texts of single records, kept from one reading to the next. The core empties a record's slot
 * whenever the record changes (`touch`), so a text that is still there is still true, and reading a
 * large cluster again costs little more than sending it.
 */
import type { Cached, KeptTexts } from '../core/state.ts';
import { type Fragment, Shelf } from './shelf.ts';

/**
 * old: as /state and its relatives show the record. detail: as /slaves shows it; what only /state
 * shows of a framework. json, protobuf: as the v1 operator API shows it.
 */
export type FragmentKind = 'old' | 'detail' | 'json' | 'protobuf';

class Fragments implements KeptTexts {
  old: Fragment | undefined = undefined;
  detail: Fragment | undefined = undefined;
  json: Fragment | undefined = undefined;
  protobuf: Fragment | undefined = undefined;

  letGo(): void {
    this.old?.letGo();
    this.detail?.letGo();
    this.json?.letGo();
    this.protobuf?.letGo();
  }
}

export const fragmentKinds: readonly FragmentKind[] = ['old', 'detail', 'json', 'protobuf'];

/** How often one of each kind was asked for: unread-texts.ts. */
const readings: Record<FragmentKind, number> = { old: 0, detail: 0, json: 0, protobuf: 0 };

let madeBytes = 0;

/** Of all texts that were ever made. */
export function madeTextBytes(): number {
  return madeBytes;
}

export function readingsOf(kind: FragmentKind): number {
  return readings[kind];
}

/** One for each kind, so that what is read together lies together. All masters of a process share them. */
const shelves: Readonly<Record<FragmentKind, Shelf>> = {
  old: new Shelf(),
  detail: new Shelf(),
  json: new Shelf(),
  protobuf: new Shelf(),
};

export function fragmentOf<T extends Cached>(
  record: T,
  kind: FragmentKind,
  encode: (record: T) => string | Uint8Array,
): Fragment {
  readings[kind]++;
  const fragments = (record.fragments ??= new Fragments()) as Fragments;
  const kept = fragments[kind];
  if (kept !== undefined && !kept.isSparse) return kept;
  const shelf = shelves[kind];
  if (kept !== undefined) return (fragments[kind] = shelf.move(kept));
  const made = shelf.put(encode(record));
  madeBytes += made.length;
  return (fragments[kind] = made);
}

/** It is made anew when it is asked for; gives the bytes that are no longer wanted. */
export function dropFragment(record: Cached, kind: FragmentKind): number {
  const fragments = record.fragments as Fragments | undefined;
  const kept = fragments?.[kind];
  if (fragments === undefined || kept === undefined) return 0;
  kept.letGo();
  fragments[kind] = undefined;
  if (fragmentKinds.every((one) => fragments[one] === undefined)) record.fragments = undefined;
  return kept.length;
}
