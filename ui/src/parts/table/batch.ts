/** Does the same to many rows: a few at a time, each with its own result, and it can be stopped. */

export type Outcome =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'running' }
  | { readonly kind: 'done' }
  | {
      readonly kind: 'failed';
      readonly why: string;
      /** Something else holds the row, which can be given up. */
      readonly isHeld: boolean;
    }
  /** Not even tried, and why. */
  | { readonly kind: 'skipped'; readonly why: string }
  /** Somebody stopped the batch before its turn came. */
  | { readonly kind: 'stopped' };

export const mostAtATime = 4;

export interface Batch<Row> {
  readonly rows: readonly Row[];
  readonly run: (row: Row) => Promise<unknown>;
  /** Why nothing can be done to this one. */
  readonly cannot?: ((row: Row) => string | undefined) | undefined;
  readonly isHeld?: ((error: unknown) => boolean) | undefined;
  readonly onOutcome: (row: Row, outcome: Outcome) => void;
  readonly isStopped: () => boolean;
}

/** Ends when all have a result; what has begun is waited for, also when it is stopped. */
export async function runBatch<Row>(batch: Batch<Row>): Promise<void> {
  const { rows, isStopped, onOutcome } = batch;
  const waiting = rows.values();
  const worker = async (): Promise<void> => {
    for (const row of waiting) {
      if (isStopped()) onOutcome(row, { kind: 'stopped' });
      else await runOne(batch, row);
    }
  };
  await Promise.all(Array.from({ length: Math.min(mostAtATime, rows.length) }, worker));
}

async function runOne<Row>(batch: Batch<Row>, row: Row): Promise<void> {
  const { run, cannot, isHeld, onOutcome } = batch;
  const why = cannot?.(row);
  if (why !== undefined) {
    onOutcome(row, { kind: 'skipped', why });
    return;
  }
  onOutcome(row, { kind: 'running' });
  try {
    await run(row);
    onOutcome(row, { kind: 'done' });
  } catch (error) {
    onOutcome(row, {
      kind: 'failed',
      why: error instanceof Error ? error.message : String(error),
      isHeld: isHeld?.(error) ?? false,
    });
  }
}
