/** A moment, told relative to now; the whole of it on hover, and for good at a click. */
import { useSyncExternalStore } from 'react';
import { clusterNowMs } from '../base/clock.ts';
import { useLanguage, useSay } from '../texts/texts.ts';
import { agoText, isoText } from './format.ts';

const kept = 'longDate';
let isLong = localStorage.getItem(kept) === 'true';
const listeners = new Set<() => void>();
const tickMs = 1_000;

/** One clock for all times on the page. */
let nowMs = clusterNowMs();
const onTick = new Set<() => void>();
setInterval(() => {
  if (document.hidden) return;
  nowMs = clusterNowMs();
  for (const listener of onTick) listener();
}, tickMs);

export function useNow(): number {
  return useSyncExternalStore(
    (listener) => {
      onTick.add(listener);
      return () => void onTick.delete(listener);
    },
    () => nowMs,
  );
}

export function setLongTimes(chosen: boolean): void {
  isLong = chosen;
  localStorage.setItem(kept, String(isLong));
  for (const listener of listeners) listener();
}

export function useLongTimes(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => isLong,
  );
}

export function Time({ ms }: { readonly ms: number }) {
  const say = useSay();
  const language = useLanguage();
  const now = useNow();
  const long = useLongTimes();
  // Of a moment that nobody knows there is nothing to say.
  if (ms === 0 || !Number.isFinite(ms)) return <span className="muted">–</span>;
  const iso = isoText(ms);
  return (
    <time
      dateTime={new Date(ms).toISOString()}
      title={iso}
      onClick={() => setLongTimes(!long)}
      className="time"
    >
      {long ? iso : agoText(ms, now, say, language)}
    </time>
  );
}
