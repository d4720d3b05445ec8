/** A batch as a dialog shows it: how it is with each row, told at most four times a second, however fast it goes. */
import { useEffect, useRef, useState } from 'react';
import { useMissing, withRight } from '../rights.tsx';
import { type Outcome, runBatch } from './batch.ts';
import type { BulkAction } from './use-marks.ts';

export const waiting: Outcome = { kind: 'waiting' };
const tellMs = 250;

interface BatchState<Row> {
  readonly phase: 'asking' | 'running' | 'over';
  readonly outcomeOf: (row: Row) => Outcome;
  readonly start: (rows: readonly Row[], isForced: boolean) => Promise<void>;
  readonly stop: () => void;
}

/** `done`: it went well with these. */
export function useBatch<Row>(
  { run, needs, cannot, isHeld }: BulkAction<Row>,
  done: (rows: readonly Row[]) => void,
): BatchState<Row> {
  const whyMissing = useMissing();
  const outcomes = useRef(new Map<Row, Outcome>());
  const finished = useRef<Row[]>([]);
  const isStopped = useRef(false);
  const [phase, setPhase] = useState<BatchState<Row>['phase']>('asking');
  const [, redraw] = useState(0);
  // Whoever leaves the page stops it.
  useEffect(() => () => void (isStopped.current = true), []);
  const tell = (): void => {
    if (finished.current.length > 0) done(finished.current.splice(0));
    redraw((count) => count + 1);
  };
  const start = async (rows: readonly Row[], isForced: boolean): Promise<void> => {
    isStopped.current = false;
    for (const row of rows) outcomes.current.set(row, waiting);
    setPhase('running');
    const telling = setInterval(tell, tellMs);
    await runBatch({
      rows,
      run: (row) =>
        needs === undefined ? run(row, isForced) : withRight(needs(row), () => run(row, isForced)),
      cannot: (row) => cannot?.(row) ?? (needs === undefined ? undefined : whyMissing(needs(row))),
      isHeld,
      isStopped: () => isStopped.current,
      onOutcome: (row, outcome) => {
        outcomes.current.set(row, outcome);
        if (outcome.kind === 'done') finished.current.push(row);
      },
    });
    clearInterval(telling);
    tell();
    setPhase('over');
  };
  return {
    phase,
    outcomeOf: (row) => outcomes.current.get(row) ?? waiting,
    start,
    stop: () => void (isStopped.current = true),
  };
}
