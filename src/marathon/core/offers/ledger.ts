/**
 * What is left of an offer while tasks are found for it. Amounts are in thousandths, as Mesos counts.
 * Taking either succeeds whole or takes nothing.
 */
import { fromThousandths, toThousandths } from '../../../resources/entry.ts';
import type { Offer, Resource } from '../../../protocol/generated/mesos.ts';

/** Which of an offer's resources may be used for something. */
export type Accepts = (resource: Resource) => boolean;

interface Entry {
  /** With amounts as they were offered. */
  readonly resource: Resource;
  /** Of scalars. */
  left: number;
  /** Of ports: inclusive ranges. */
  ranges: readonly (readonly [number, number])[];
}

export class OfferLedger {
  protected readonly entries: readonly Entry[];

  private constructor(entries: readonly Entry[]) {
    this.entries = entries;
  }

  /** What is reserved comes first: it is of no use to others. */
  static of({ resources = [] }: Offer): OfferLedger {
    const entries = resources.map((resource): Entry => {
      const ranges = resource.ranges?.range ?? [];
      return {
        resource,
        left: toThousandths(resource.scalar?.value ?? 0),
        ranges: ranges.map(({ begin, end }) => [Number(begin), Number(end)] as const),
      };
    });
    const isReserved = ({ resource }: Entry): number => (roleOf(resource) === '*' ? 1 : 0);
    return new OfferLedger(entries.sort((a, b) => isReserved(a) - isReserved(b)));
  }

  copy(): OfferLedger {
    return new OfferLedger(this.entries.map((entry) => ({ ...entry })));
  }

  /** What was tried on a copy is so. */
  become({ entries }: OfferLedger): void {
    for (const [index, entry] of this.entries.entries()) {
      entry.left = entries[index]!.left;
      entry.ranges = entries[index]!.ranges;
    }
  }

  /** Of scalars, as numbers of their unit. */
  available(name: string, accepts: Accepts): number {
    let sum = 0;
    for (const { resource, left } of this.entries) {
      if (resource.name === name && accepts(resource)) sum += left;
    }
    return fromThousandths(sum);
  }

  /** Undefined: there is not enough. */
  takeScalar(name: string, amount: number, accepts: Accepts): readonly Resource[] | undefined {
    let missing = toThousandths(amount);
    if (missing === 0) return [];
    if (toThousandths(this.available(name, accepts)) < missing) return undefined;
    const taken: Resource[] = [];
    for (const entry of this.entries) {
      if (missing === 0) break;
      if (entry.resource.name !== name || !accepts(entry.resource) || entry.left === 0) continue;
      const part = Math.min(missing, entry.left);
      entry.left -= part;
      missing -= part;
      taken.push({ ...entry.resource, scalar: { value: fromThousandths(part) } });
    }
    return taken;
  }

  /** Of the one resource that has most left; undefined: none has enough. */
  takePart(name: string, amount: number, accepts: Accepts): Resource | undefined {
    const wanted = toThousandths(amount);
    const [entry] = this.entries
      .filter(({ resource }) => resource.name === name && accepts(resource))
      .toSorted((a, b) => b.left - a.left);
    if (entry === undefined || entry.left < wanted) return undefined;
    entry.left -= wanted;
    return { ...entry.resource, scalar: { value: amount } };
  }

  /** All of the smallest resource that is accepted: a volume, a disk that cannot be shared. */
  takeWhole(accepts: Accepts): Resource | undefined {
    const [entry] = this.entries
      .filter(({ resource, left }) => left > 0 && accepts(resource))
      .toSorted((a, b) => a.left - b.left);
    if (entry === undefined) return undefined;
    entry.left = 0;
    return entry.resource;
  }

  portCount(accepts: Accepts): number {
    let count = 0;
    for (const [begin, end] of this.#portRanges(accepts)) count += end - begin + 1;
    return count;
  }

  /** The one at this place among those that are left. */
  portAt(index: number, accepts: Accepts): number {
    let at = index;
    for (const [begin, end] of this.#portRanges(accepts)) {
      if (at <= end - begin) return begin + at;
      at -= end - begin + 1;
    }
    throw new RangeError(`There is no port at ${index}`);
  }

  /** Undefined: it is not there. */
  takePort(port: number, accepts: Accepts): Resource | undefined {
    for (const entry of this.entries) {
      if (entry.resource.name !== 'ports' || !accepts(entry.resource)) continue;
      const holding = entry.ranges.find(([begin, end]) => begin <= port && port <= end);
      if (holding === undefined) continue;
      const [begin, end] = holding;
      const rest = [[begin, port - 1] as const, [port + 1, end] as const];
      entry.ranges = [
        ...entry.ranges.filter((range) => range !== holding),
        ...rest.filter(([from, to]) => from <= to),
      ].sort(([a], [b]) => a - b);
      return { ...entry.resource, ranges: { range: [{ begin: port, end: port }] } };
    }
    return undefined;
  }

  *#portRanges(accepts: Accepts): Iterable<readonly [number, number]> {
    for (const { resource, ranges } of this.entries) {
      if (resource.name === 'ports' && accepts(resource)) yield* ranges;
    }
  }
}

export function roleOf(resource: Resource): string {
  return resource.reservations?.at(-1)?.role ?? resource.role ?? '*';
}

export function labelsOf(resource: Resource): ReadonlyMap<string, string> {
  const reservation = resource.reservations?.at(-1) ?? resource.reservation;
  const labels = reservation?.labels?.labels ?? [];
  return new Map(labels.map(({ key, value }) => [key, value ?? '']));
}
