/**
 * Which rows a table asks for: those that are seen and some more. Asked for again when others are
 * seen, while a reader scrolls now and then instead of with every frame.
 */
import { useEffect, useRef, useState } from 'react';

export interface AskedRange {
  readonly from: number;
  readonly count: number;
}

/** Asked for beyond what is seen. */
const spareRows = 30;
const firstRows = 60;
const leastBetweenMs = 60;

/** The same: enough is asked for already. */
export function rangeFor(first: number, last: number, asked: AskedRange): AskedRange {
  const isCovered = first >= asked.from && last < asked.from + asked.count;
  if (isCovered && asked.count <= last - first + 4 * spareRows) return asked;
  const from = Math.max(0, first - spareRows);
  return { from, count: last - from + spareRows };
}

export function useAskedRange(): readonly [AskedRange, (first: number, last: number) => void] {
  const [range, setRange] = useState<AskedRange>({ from: 0, count: firstRows });
  const seen = useRef({ first: 0, last: 0 });
  const wait = useRef<{ timer?: ReturnType<typeof setTimeout> | undefined; nextMs: number }>({
    nextMs: 0,
  });
  const ask = (): void => {
    wait.current = { nextMs: performance.now() + leastBetweenMs };
    setRange((asked) => rangeFor(seen.current.first, seen.current.last, asked));
  };
  useEffect(() => () => clearTimeout(wait.current.timer), []);
  const onRange = (first: number, last: number): void => {
    seen.current = { first, last };
    const { current } = wait;
    if (current.timer !== undefined || rangeFor(first, last, range) === range) return;
    const inMs = current.nextMs - performance.now();
    if (inMs <= 0) ask();
    else current.timer = setTimeout(ask, inMs);
  };
  return [range, onRange];
}
