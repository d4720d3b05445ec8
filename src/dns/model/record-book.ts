/**
 * Whose records are whose. A task, an agent, a framework owns the records that are made of it; new
 * ones take the place of the old in one step, and nobody else's are touched.
 */
import type { RecordLine } from './record-line.ts';
import { Zone } from './zone.ts';

export type OwnerKey = string;

const nothing: readonly RecordLine[] = [];

export class RecordBook {
  readonly zone = new Zone();
  readonly #lines = new Map<OwnerKey, readonly RecordLine[]>();

  /** None: the owner is forgotten. */
  set(owner: OwnerKey, lines: readonly RecordLine[]): void {
    const before = this.#lines.get(owner) ?? nothing;
    if (isSame(before, lines)) return;
    if (lines.length === 0) this.#lines.delete(owner);
    else this.#lines.set(owner, lines);
    // The new ones first, so that what is in both is never away.
    for (const line of lines) this.zone.add(line);
    for (const line of before) this.zone.remove(line);
  }

  of(owner: OwnerKey): readonly RecordLine[] {
    return this.#lines.get(owner) ?? nothing;
  }
}

function isSame(before: readonly RecordLine[], after: readonly RecordLine[]): boolean {
  return (
    before.length === after.length &&
    before.every((line, index) => {
      const other = after[index]!;
      return line.kind === other.kind && line.name === other.name && line.host === other.host;
    })
  );
}
