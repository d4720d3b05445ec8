/** The light at the top, and the thin bar while there is no connection: nothing is taken away. */
import { useRef } from 'react';
import { clusterNowMs } from '../base/clock.ts';
import type { Connection } from '../live/messages.ts';
import { durationText } from '../parts/format.ts';
import { useNow } from '../parts/time.tsx';
import { shellWords } from '../texts/areas/shell.ts';
import { useLanguage, useSay, useWords } from '../texts/texts.ts';
import { firstFreshness, type Freshness, nextFreshness } from './freshness.ts';

export function useFreshness(connection: Connection, isWhole: boolean): Freshness {
  const known = useRef<{ connection: Connection; isWhole: boolean; freshness: Freshness }>(null);
  const before = known.current;
  if (before?.connection === connection && before.isWhole === isWhole) return before.freshness;
  const freshness = nextFreshness(
    before?.freshness ?? firstFreshness,
    connection,
    isWhole,
    clusterNowMs(),
  );
  known.current = { connection, isWhole, freshness };
  return freshness;
}

const tones = {
  live: 'ok',
  first: 'progress',
  catchingUp: 'progress',
  stale: 'attention',
  offline: 'bad',
} as const;

/** The glyph goes with the colour. */
const glyphs = { live: '●', first: '◐', catchingUp: '◐', stale: '▲', offline: '✕' } as const;

const secondsFrom = (ms: number): number => Math.max(0, Math.round(ms / 1_000));

export function Light({ freshness: { kind, sinceMs } }: { readonly freshness: Freshness }) {
  const say = useSay();
  const word = useWords(shellWords);
  const now = useNow();
  const text = {
    live: () => say('live'),
    first: () => say('connecting'),
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
  if (kind === 'live' || kind === 'first' || sinceMs === 0) return null;
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
