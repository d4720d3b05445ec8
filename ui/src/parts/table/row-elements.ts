/**
 * Which element of the page shows which row. A row keeps its element, also when it moves, and with
 * it the focus; and it keeps it when it was on its way and is there. What has left may leave its
 * element to rows that come below all that stayed: so a long way is scrolled without making any
 * element anew, and none of those that stay is moved among the others.
 */
export interface PlacedRow {
  readonly index: number;
  /** Undefined: on its way. */
  readonly id: string | undefined;
}

interface Held extends PlacedRow {
  readonly element: number;
}

export class RowElements {
  readonly #isReusing: boolean;
  /** In their order on the page. */
  #held: readonly Held[] = [];
  #next = 0;

  constructor(isReusing: boolean) {
    this.#isReusing = isReusing;
  }

  /** The number of the element of each row, each once. */
  place(rows: readonly PlacedRow[]): readonly number[] {
    const kept = this.#kept(rows);
    const lastKept = kept.findLastIndex((element) => element !== undefined);
    const taken = new Set(kept);
    const left = this.#isReusing ? this.#held.filter(({ element }) => !taken.has(element)) : [];
    let reused = 0;
    const elements = kept.map((element, i) => {
      if (element !== undefined) return element;
      return (i > lastKept ? left[reused++]?.element : undefined) ?? this.#next++;
    });
    this.#held = rows.map(({ index, id }, i) => ({ index, id, element: elements[i]! }));
    return elements;
  }

  #kept(rows: readonly PlacedRow[]): readonly (number | undefined)[] {
    const byId = new Map<string, number>();
    const coming = new Map<number, number>();
    for (const { index, id, element } of this.#held) {
      if (id === undefined) coming.set(index, element);
      else byId.set(id, element);
    }
    const taken = new Set<number | undefined>();
    return rows.map(({ index, id }) => {
      const element = (id === undefined ? undefined : byId.get(id)) ?? coming.get(index);
      if (taken.has(element)) return undefined;
      taken.add(element);
      return element;
    });
  }
}
