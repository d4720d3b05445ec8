/** Does the same to many rows: a few at a time, each with its own result, and it can be stopped. */

export type Outcome =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'running' }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly why: string }
  /** Not even tried, and why. */
  | { readonly kind: 'skipped'; readonly why: string }
  /** Somebody stopped the batch before its turn came. */
  | { readonly kind: 'stopped' };

export const mostAtATime = 4;

export interface Batch<Row> {
  readonly rows: readonly Row[];
  readonly run: (row: Row) => Promise<void>;
  /** Why nothing can be done to this one. */
  readonly cannot?: ((row: Row) => string | undefined) | undefined;
  readonly onOutcome: (index: number, outcome: Outcome) => void;
  readonly isStopped: () => boolean;
}

/** Ends when all have a result; what has begun is waited for, also when it is stopped. */
export async function runBatch<Row>(batch: Batch<Row>): Promise<void> {
  const { rows, isStopped, onOutcome } = batch;
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < rows.length) {
      const index = next++;
      if (isStopped()) onOutcome(index, { kind: 'stopped' });
      else await runOne(batch, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(mostAtATime, rows.length) }, worker));
}

async function runOne<Row>(
  { rows, run, cannot, onOutcome }: Batch<Row>,
  index: number,
): Promise<void> {
  const row = rows[index]!;
  const why = cannot?.(row);
  if (why !== undefined) {
    onOutcome(index, { kind: 'skipped', why });
    return;
  }
  onOutcome(index, { kind: 'running' });
  try {
    await run(row);
    onOutcome(index, { kind: 'done' });
  } catch (error) {
    onOutcome(index, {
      kind: 'failed',
      why: error instanceof Error ? error.message : String(error),
    });
  }
}
