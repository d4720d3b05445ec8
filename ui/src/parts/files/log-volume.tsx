/**
 * How many lines were written when, above a log whose lines have times: a thin row of bars, errors apart
 * at their foot, a sentence that says the same, and a table from which one goes to the lines.
 */
import './log-volume.css';
import { useMemo, useState } from 'react';
import { clusterNowMs } from '../../base/clock.ts';
import type { LineRing } from '../../live/line-ring.ts';
import type { TailState } from '../../live/tail.ts';
import { logWords } from '../../texts/areas/logs.ts';
import { useLanguage, useWords } from '../../texts/texts.ts';
import { durationText } from '../format.ts';
import { type Bucket, LineTimes, type Volume, volumeOf } from './log-times.ts';

interface Props {
  readonly ring: LineRing;
  /** Another one whenever something was read. */
  readonly state: TailState | undefined;
  readonly go: (line: number) => void;
}

export function LogVolume({ ring, state, go }: Props) {
  const times = useMemo(
    () => new LineTimes(new Date(clusterNowMs()).getUTCFullYear()),
    // Another file has other times.
    [ring],
  );
  const volume = useMemo(() => {
    times.update(ring);
    return volumeOf(times);
    // `state` stands for what is in the ring.
  }, [times, ring, state]);
  return volume === undefined ? null : <Shown volume={volume} go={go} />;
}

function Shown({ volume, go }: { readonly volume: Volume; readonly go: Props['go'] }) {
  const say = useWords(logWords);
  const language = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const { buckets, widthMs } = volume;
  const most = Math.max(...buckets.map(({ lines }) => lines));
  const errors = buckets.reduce((sum, bucket) => sum + bucket.errors, 0);
  const width = durationText(widthMs, language);
  const told = say('volume', { most: most.toLocaleString('en'), width });
  return (
    <div className="log-volume">
      <Bars {...{ buckets, most, go }} label={told} />
      <div className="log-volume-told">
        <span className="mono">{timeText(buckets[0]!.fromMs)}</span>
        <span>
          {told}
          {errors > 0 && (
            <span className="bad"> ✖ {say('errors', { count: errors.toLocaleString('en') })}</span>
          )}
        </span>
        <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
          <summary>{say('volumeTable')}</summary>
          {isOpen && <Table {...{ buckets, go }} />}
        </details>
        <span className="mono">{timeText(buckets.at(-1)!.fromMs + widthMs)}</span>
      </div>
    </div>
  );
}

const heightOfBars = 24;

function Bars({
  buckets,
  most,
  label,
  go,
}: {
  readonly buckets: readonly Bucket[];
  readonly most: number;
  readonly label: string;
  readonly go: Props['go'];
}) {
  const heightOf = (count: number): number =>
    count === 0 ? 0 : Math.max(1.5, (count / most) * heightOfBars);
  return (
    <svg
      viewBox={`0 0 ${buckets.length} ${heightOfBars}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
      onClick={({ clientX, currentTarget }) => {
        const { left, width } = currentTarget.getBoundingClientRect();
        const first = buckets[Math.floor(((clientX - left) / width) * buckets.length)]?.first ?? -1;
        if (first >= 0) go(first);
      }}
    >
      {buckets.map(({ fromMs, lines, errors }, i) => (
        <g key={fromMs}>
          {[['lines', heightOf(lines)] as const, ['errors', heightOf(errors)] as const].map(
            ([name, height]) => (
              <rect
                {...{ key: name, className: name, height }}
                x={i + 0.1}
                width={0.8}
                y={heightOfBars - height}
              />
            ),
          )}
        </g>
      ))}
    </svg>
  );
}

function Table({ buckets, go }: { readonly buckets: readonly Bucket[]; readonly go: Props['go'] }) {
  const say = useWords(logWords);
  return (
    <div className="log-volume-table">
      <table className="facts">
        <caption className="muted">{say('volumeZone')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('from')}</th>
            <th scope="col">{say('lineCount')}</th>
            <th scope="col">{say('errorCount')}</th>
          </tr>
        </thead>
        <tbody>
          {buckets
            .filter(({ lines }) => lines > 0)
            .map(({ fromMs, lines, errors, first }) => (
              <tr key={fromMs}>
                <th scope="row">
                  <button type="button" className="link mono" onClick={() => go(first)}>
                    {timeText(fromMs)}
                  </button>
                </th>
                <td>{lines.toLocaleString('en')}</td>
                <td>{errors.toLocaleString('en')}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}

/** As lines have it that name no zone. */
function timeText(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 19).replace('T', ' ');
}
