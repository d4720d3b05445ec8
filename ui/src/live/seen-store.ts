/**
 * Keeps in this browser what a page shows when it is left, and hands it to the next one that is opened,
 * until the stream has told all. What was told to somebody whom the master knew by name is shown when
 * the master has said that the reader is the same; another reader's, and another master's, never.
 */
import { clusterOffsetMs, setClockOffset } from '../base/clock.ts';
import { kept } from '../base/kept.ts';
import { readLastSeen, seenAnswer, type SeenEntry, seenKey, writeLastSeen } from './last-seen.ts';
import type { Answers, Question } from './messages.ts';

const place = 'altiplano.seen';

/** Chosen by the reader. */
const keepsSeen = kept<boolean>('keepsSeen', true, (held) =>
  typeof held === 'boolean' ? held : undefined,
);

interface Latest {
  readonly question: Question;
  answer: Answers[keyof Answers];
  /** When it was left; undefined: it is true now. */
  leftMs: number | undefined;
}

let held = keepsSeen.get() ? readLastSeen(read(), Date.now()) : undefined;
let isConfirmed = held?.reader === '';
/** As old as the oldest that is shown; 0: nothing is. */
let asOfMs = 0;
const latest = new Map<string, Latest>();
let who: { readonly masterId: string; readonly reader: string } | undefined;
let isWhole = false;
let lostMs: number | undefined;
const listeners = new Set<() => void>();

if (held !== undefined) setClockOffset(held.offsetMs);

function tell(): void {
  for (const listener of listeners) listener();
}

export function onSeen(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** What is shown in place of an answer that is on its way. */
export function seenOf(question: Question): SeenEntry | undefined {
  if (held === undefined || !isConfirmed) return undefined;
  const key = seenKey(question);
  return key === undefined ? undefined : held.entries.get(key);
}

export function seenAsOfMs(): number {
  return held === undefined || !isConfirmed ? 0 : asOfMs;
}

/** A part shows it. */
export function noteShown({ atMs }: SeenEntry): void {
  if (held === undefined || (asOfMs !== 0 && asOfMs <= atMs)) return;
  asOfMs = atMs;
  tell();
}

/** The master has said who it is, and who is reading. */
export function greet(masterId: string, reader: string): void {
  if (who !== undefined && (who.masterId !== masterId || who.reader !== reader)) latest.clear();
  who = { masterId, reader };
  if (held === undefined) return;
  if (held.masterId !== masterId || held.reader !== reader) dropSeen();
  else if (!isConfirmed) {
    isConfirmed = true;
    tell();
  }
}

/** The stream has told all, or was lost at that time. */
export function noteConnection(isLive: boolean, lostAtMs: number): void {
  if (!isLive) lostMs ??= lostAtMs;
  else {
    isWhole = true;
    lostMs = undefined;
    dropSeen();
  }
}

function dropSeen(): void {
  if (held === undefined) return;
  held = undefined;
  tell();
}

/** The reader may not see it any more. */
export function forgetSeen(): void {
  latest.clear();
  dropSeen();
  erase();
}

function erase(): void {
  try {
    localStorage.removeItem(place);
  } catch {
    // A forbidden store keeps nothing.
  }
}

export function noteAnswer(question: Question, answer: Answers[keyof Answers]): void {
  const key = seenKey(question);
  if (key === undefined || answer === undefined) return;
  latest.delete(key);
  latest.set(key, { question, answer, leftMs: undefined });
}

export function noteLeft(question: Question): void {
  const key = seenKey(question);
  const left = key === undefined ? undefined : latest.get(key);
  if (left === undefined) return;
  if (isWhole) left.leftMs = Date.now();
  else latest.delete(key!);
}

export const useKeepsSeen = keepsSeen.use;

export function setKeepsSeen(isWanted: boolean): void {
  keepsSeen.set(isWanted);
  if (!isWanted) erase();
}

function save(): void {
  if (!isWhole || who === undefined || !keepsSeen.get()) return;
  const nowMs = lostMs ?? Date.now();
  const entries = new Map(
    Array.from(latest, ([key, { question, answer, leftMs }]) => [
      key,
      { atMs: Math.min(leftMs ?? nowMs, nowMs), answer: seenAnswer(question, answer) },
    ]),
  );
  const text = writeLastSeen({ ...who, offsetMs: clusterOffsetMs(), entries });
  try {
    if (text !== undefined) localStorage.setItem(place, text);
  } catch {
    // A full or forbidden store: the next page begins with nothing.
  }
}

function read(): string | null {
  try {
    return localStorage.getItem(place);
  } catch {
    return null;
  }
}

window.addEventListener('pagehide', save);
document.addEventListener('visibilitychange', () => {
  if (document.hidden) save();
});
