/**
 * The lines of a log, of which only those that are seen are in the page. Keeps what is looked at where
 * it is while lines come before it, behind it, and are forgotten; at the end it stays at the end.
 */
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useLayoutEffect, useRef } from 'react';
import type { LogLine } from '../../live/line-ring.ts';
import { logWords } from '../../texts/areas/logs.ts';
import { useWords } from '../../texts/texts.ts';
import { coloured, type ColouredText, plainText } from './ansi.ts';
import { lowerBound, type Needle, type Span } from './log-search.ts';

export interface Rows {
  readonly count: number;
  /** The number of the line in the ring. */
  readonly numberAt: (index: number) => number;
  /** The row of a line, or of the next one that is shown. */
  readonly indexOf: (number: number) => number;
  readonly lineAt: (number: number) => LogLine | undefined;
}

export function someRows(numbers: readonly number[], lineAt: Rows['lineAt']): Rows {
  return {
    count: numbers.length,
    numberAt: (index) => numbers[index]!,
    indexOf: (number) => lowerBound(numbers, number),
    lineAt,
  };
}

export interface LogLinesProps {
  readonly label: string;
  readonly rows: Rows;
  /** Another one: something is different. */
  readonly version: unknown;
  readonly isFollowing: boolean;
  readonly wraps: boolean;
  readonly needle: Needle | undefined;
  /** The line that was come for: of a link, or found. */
  readonly chosen: number | undefined;
  /** Places on the scroll bar, from 0 to 1. */
  readonly marks: readonly number[];
  readonly labelOf: (number: number, line: LogLine) => string;
  readonly onLine: (line: LogLine) => void;
  readonly onAway: () => void;
  readonly onEnd: () => void;
  readonly onBeginning: () => void;
}

const linePx = 16;
const spareRows = 20;
const atEndPx = 20;
const nearBeginningPx = 400;

export function LogLines(props: LogLinesProps) {
  const { rows, isFollowing, wraps, version, chosen } = props;
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.count,
    getScrollElement: () => box.current,
    estimateSize: () => linePx,
    getItemKey: (index) => rows.numberAt(index),
    overscan: spareRows,
  });
  const items = virtual.getVirtualItems();
  const totalPx = virtual.getTotalSize();
  useEffect(() => virtual.measure(), [wraps, virtual]);
  const anchor = useAnchor(box, virtual, rows);
  useLayoutEffect(() => {
    const at = box.current!;
    if (isFollowing) at.scrollTop = at.scrollHeight;
    else anchor.restore();
  }, [version, totalPx, isFollowing, wraps, anchor]);
  useEffect(() => {
    if (chosen !== undefined) virtual.scrollToIndex(rows.indexOf(chosen), { align: 'center' });
    // Once for each that is chosen, wherever one goes on to from there.
  }, [chosen]);
  const onScroll = useScrolling(box, props, anchor.note);
  return (
    <div className="log-frame">
      <div
        ref={box}
        className={`log-box ${wraps ? 'wraps' : ''}`}
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label={props.label}
        onScroll={onScroll}
      >
        <div style={{ height: `${totalPx}px` }}>
          <div className="log-rows" style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}>
            {items.map(({ index, key }) => {
              const number = rows.numberAt(index);
              const line = rows.lineAt(number);
              return (
                line !== undefined && (
                  <div
                    key={key}
                    ref={wraps ? virtual.measureElement : undefined}
                    data-index={index}
                    className={`log-line ${number === chosen ? 'chosen' : ''}`}
                  >
                    <Gutter label={props.labelOf(number, line)} line={line} go={props.onLine} />
                    <Line line={line} needle={props.needle} />
                  </div>
                )
              );
            })}
          </div>
        </div>
      </div>
      <div className="log-marks" aria-hidden="true">
        {props.marks.map((mark) => (
          <i key={mark} style={{ top: `${mark * 100}%` }} />
        ))}
      </div>
    </div>
  );
}

type Virtual = ReturnType<typeof useVirtualizer<HTMLDivElement, Element>>;
type Box = React.RefObject<HTMLDivElement | null>;

/** Which line is at the top, and how far it is scrolled into. */
function useAnchor(box: Box, virtual: Virtual, rows: Rows) {
  const latest = useRef({ virtual, rows });
  latest.current = { virtual, rows };
  const kept = useRef<{ number: number; index: number; offset: number } | undefined>(undefined);
  return useRef({
    note: (): void => {
      const { virtual: now, rows: shown } = latest.current;
      const top = box.current?.scrollTop ?? 0;
      const item = now.getVirtualItemForOffset(top);
      if (item === undefined || item.index >= shown.count) return;
      const number = shown.numberAt(item.index);
      kept.current = { number, index: item.index, offset: top - item.start };
    },
    restore: (): void => {
      const { virtual: now, rows: shown } = latest.current;
      const before = kept.current;
      if (before === undefined) return;
      const index = shown.indexOf(before.number);
      if (index === before.index) return;
      kept.current = { ...before, index };
      const start = now.measurementsCache[index]?.start ?? index * linePx;
      box.current!.scrollTop = start + before.offset;
    },
  }).current;
}

/** Whoever scrolls up pauses, who comes to the end goes on; what grows or shrinks does neither. */
function useScrolling(
  box: Box,
  { onAway, onEnd, onBeginning }: LogLinesProps,
  note: () => void,
): () => void {
  const before = useRef({ top: 0, height: 0 });
  return () => {
    const { scrollTop: top, scrollHeight: height, clientHeight } = box.current!;
    const { top: topBefore, height: heightBefore } = before.current;
    before.current = { top, height };
    const isAtEnd = height - top - clientHeight <= atEndPx;
    note();
    if (top < topBefore && height >= heightBefore && !isAtEnd) onAway();
    else if (top > topBefore && isAtEnd) onEnd();
    if (top < topBefore && top < nearBeginningPx) onBeginning();
  };
}

function Gutter({
  label,
  line,
  go,
}: {
  readonly label: string;
  readonly line: LogLine;
  readonly go: (line: LogLine) => void;
}) {
  const say = useWords(logWords);
  if (line.note !== undefined) return null;
  // By the keyboard the button above the lines does the same.
  return (
    <button
      type="button"
      className="log-number"
      tabIndex={-1}
      title={say('copyLink', { byte: line.at })}
      aria-label={`${label}: ${say('copyLink', { byte: line.at })}`}
      onClick={() => go(line)}
    >
      {label}
    </button>
  );
}

const Line = memo(function Line({
  line,
  needle,
}: {
  readonly line: LogLine;
  readonly needle: Needle | undefined;
}) {
  const say = useWords(logWords);
  if (line.note !== undefined) return <span className="log-note">— {say(line.note)} —</span>;
  const spans = needle?.spans(plainText(line.text)) ?? [];
  return (
    <span className="log-text">
      {withSpans(coloured(line.text), spans).map(({ text, look, isFound }, i) =>
        isFound ? (
          <mark key={i}>{text}</mark>
        ) : look === '' ? (
          text
        ) : (
          <span key={i} className={look}>
            {text}
          </span>
        ),
      )}
      {line.cut > 0 && <span className="log-note"> {say('cut', { count: line.cut })}</span>}
      {'\n'}
    </span>
  );
});

/** Parts, cut where something found begins and ends. */
export function withSpans(
  parts: readonly ColouredText[],
  spans: readonly Span[],
): readonly (ColouredText & { readonly isFound: boolean })[] {
  const cuts = spans.flat();
  let at = 0;
  return parts.flatMap(({ text, look }) => {
    const [start, end] = [at, at + text.length];
    at = end;
    const inner = cuts.filter((cut) => cut > start && cut < end);
    return [start, ...inner].map((from, i) => ({
      text: text.slice(from - start, (inner[i] ?? end) - start),
      look,
      isFound: spans.some(([first, behind]) => from >= first && from < behind),
    }));
  });
}
