/** The light at the top, and the thin bar while there is no connection: nothing is taken away. */
import { useRef } from 'react';
import { clusterNowMs } from '../base/clock.ts';
import type { Connection } from '../live/messages.ts';
import { durationText } from '../parts/format.ts';
import { useNow } from '../parts/time.tsx';
import { shellWords } from '../texts/areas/shell.ts';
import { useLanguage, useSay, useWords } from '../texts/texts.ts';
import { firstFreshness, type Freshness, nextFreshness } from './freshness.ts';

interface Known {
  readonly connection: Connection;
  readonly isWhole: boolean;
  readonly asOfMs: number;
  readonly freshness: Freshness;
}

export function useFreshness(connection: Connection, isWhole: boolean, asOfMs = 0): Freshness {
  const known = useRef<Known>(null);
  const before = known.current;
  if (before?.connection === connection && before.isWhole === isWhole && before.asOfMs === asOfMs) {
    return before.freshness;
  }
  const freshness = nextFreshness(
    before?.freshness ?? firstFreshness,
    connection,
    isWhole,
    clusterNowMs(),
    asOfMs,
  );
  known.current = { connection, isWhole, asOfMs, freshness };
  return freshness;
}

const tones = {
  live: 'ok',
  first: 'progress',
  seen: 'progress',
  catchingUp: 'progress',
  stale: 'attention',
  offline: 'bad',
} as const;

/** The glyph goes with the colour. */
const glyphs = {
  live: '●',
  first: '◐',
  seen: '◐',
  catchingUp: '◐',
  stale: '▲',
  offline: '✕',
} as const;

/** The day, too, when that is another one. */
function clockText(ms: number): string {
  const at = new Date(ms);
  const time = at.toTimeString().slice(0, 5);
  return at.toDateString() === new Date().toDateString()
    ? time
    : `${at.getMonth() + 1}-${at.getDate()} ${time}`;
}

const secondsFrom = (ms: number): number => Math.max(0, Math.round(ms / 1_000));

export function Light({ freshness: { kind, sinceMs } }: { readonly freshness: Freshness }) {
  const say = useSay();
  const word = useWords(shellWords);
  const now = useNow();
  const text = {
    live: () => say('live'),
    first: () => say('connecting'),
    seen: () => word('asOf', { time: clockText(sinceMs) }),
    catchingUp: () => word('catchingUp'),
    stale: () => word('stale', { seconds: secondsFrom(now - sinceMs) }),
    offline: () => word('offline'),
  }[kind]();
  return (
    <span className={`light ${tones[kind]}`}>
      <span aria-hidden="true">{glyphs[kind]}</span>
      <span>{text}</span>
      {/* Told when it changes, not with every second. */}
      <span className="visually-hidden" role="status">
        {kind === 'live' ? '' : word(`told_${kind}`)}
      </span>
    </span>
  );
}

export function LostBar({
  freshness: { kind, sinceMs, retryAtMs, why },
  retry,
}: {
  readonly freshness: Freshness;
  readonly retry: () => void;
}) {
  const say = useSay();
  const word = useWords(shellWords);
  const now = useNow();
  const language = useLanguage();
  if (kind === 'live' || kind === 'first' || kind === 'seen' || sinceMs === 0) return null;
  const ago = say('ago', { time: durationText(now - sinceMs, language) });
  const seconds = secondsFrom(retryAtMs - now);
  return (
    <div className="lost">
      <span>
        {kind === 'offline' ? say('offline', { why }) : `${say('lost', { ago })} (${why})`}
      </span>{' '}
      <span className="muted">
        {retryAtMs === 0 || seconds === 0 ? word('trying') : word('nextTry', { seconds })}
      </span>{' '}
      <button type="button" className="link" onClick={retry}>
        {say('retry')}
      </button>
    </div>
  );
}
