/** What is to be done for each of hundreds, some in a turn, so that whoever else is served waits only moments. */
import type { Clock } from '../../../foundation/clock.ts';

/** A few milliseconds of work. */
const perTurn = 10;

export function inTurns<Item>(
  clock: Clock,
  items: readonly Item[],
  { work, done }: { readonly work: (item: Item) => void; readonly done: () => void },
): void {
  const from = (start: number): void => {
    for (const item of items.slice(start, start + perTurn)) work(item);
    const next = start + perTurn;
    if (next < items.length) clock.after(0, () => from(next));
    else done();
  };
  from(0);
}
