/** A state: a shape, a word and a colour, so that no one of them has to be seen. */
import { useSay } from '../texts/texts.ts';

export type Tone = 'ok' | 'progress' | 'ending' | 'attention' | 'bad' | 'neutral';

const glyphs: Readonly<Record<string, string>> = {
  filled: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z',
  hollow: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zm0 2a4 4 0 1 0 0 8 4 4 0 0 0 0-8z',
  half: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zm0 2v8a4 4 0 0 0 0-8z',
  arrow: 'M7 2h2v8h4l-5 5-5-5h4z',
  triangle: 'M8 1.5 15.5 14.5H.5z',
  cross:
    'M5 1h6l4 4v6l-4 4H5l-4-4V5zm.5 3L4 5.500 6.500 8 4 10.500 5.500 12 8 9.500 10.500 12 12 10.500 9.500 8 12 5.500 10.500 4 8 6.500z',
  tick: 'M6.500 12.500 2 8l1.700-1.700 2.800 2.800 6-6L14.200 4.800z',
  square: 'M3 3h10v10H3z',
};

const looks: Readonly<Record<string, readonly [Tone, keyof typeof glyphs]>> = {
  RUNNING: ['ok', 'hollow'],
  STAGING: ['progress', 'hollow'],
  STARTING: ['progress', 'half'],
  KILLING: ['ending', 'arrow'],
  UNREACHABLE: ['attention', 'triangle'],
  UNKNOWN: ['attention', 'triangle'],
  LOST: ['attention', 'triangle'],
  FAILED: ['bad', 'cross'],
  ERROR: ['bad', 'cross'],
  DROPPED: ['bad', 'cross'],
  GONE: ['bad', 'cross'],
  FINISHED: ['neutral', 'tick'],
  KILLED: ['neutral', 'square'],
  GONE_BY_OPERATOR: ['neutral', 'square'],
  active: ['ok', 'filled'],
  recovering: ['progress', 'half'],
  recovered: ['progress', 'half'],
  draining: ['ending', 'arrow'],
  disconnected: ['attention', 'triangle'],
  unreachable: ['attention', 'triangle'],
  deactivated: ['attention', 'triangle'],
  gone: ['bad', 'cross'],
  removed: ['neutral', 'square'],
  drained: ['neutral', 'tick'],
  atLimit: ['attention', 'triangle'],
  completed: ['neutral', 'tick'],
};

export function toneOf(state: string): Tone {
  return looks[state]?.[0] ?? 'neutral';
}

export function State({
  state,
  health = 0,
  isHealthSaid = true,
  word: given,
}: {
  readonly state: string;
  readonly health?: number;
  /** Not where it has a place of its own. */
  readonly isHealthSaid?: boolean;
  /** In place of the state's own name. */
  readonly word?: string;
}) {
  const say = useSay();
  const [tone, glyph] = lookOf(state, health);
  const own = state === state.toUpperCase() ? state.toLowerCase().replaceAll('_', ' ') : state;
  const word = given ?? own;
  const also = isHealthSaid && health !== 0 ? `, ${say(healthWord(health))}` : '';
  return (
    <span className={`state ${tone}`}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={glyphs[glyph]} fillRule="evenodd" />
      </svg>
      {word}
      {also}
    </span>
  );
}

function lookOf(state: string, health: number): readonly [Tone, keyof typeof glyphs] {
  if (state === 'RUNNING' && health === 1) return ['ok', 'filled'];
  if (state === 'RUNNING' && health === -1) return ['bad', 'cross'];
  return looks[state] ?? ['neutral', 'square'];
}

const healthWord = (health: number): 'healthy' | 'unhealthyState' =>
  health === 1 ? 'healthy' : 'unhealthyState';

/** Nobody looks: a dash. */
export function Health({ health }: { readonly health: number }) {
  const say = useSay();
  if (health === 0) return <span className="muted">–</span>;
  return (
    <State state="RUNNING" health={health} isHealthSaid={false} word={say(healthWord(health))} />
  );
}
