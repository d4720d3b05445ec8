/**
 * Takes what a task needs out of an offer. The flags say "cpus:1"; an offer may hold that as half a
 * cpu reserved for our role and some unreserved ones, and the launch must name both exactly. What
 * is reserved for us goes first: nobody else can use it.
 */
import type { Resource } from '../../protocol/generated/mesos.ts';
import { Resources } from '../../resources/resources.ts';

/** The rest of an offer while tasks are fitted into it one after the other. */
export class OfferedResources {
  #rest: Resources;

  constructor(offered: readonly Resource[]) {
    this.#rest = Resources.fromMessages(offered);
  }

  /** The same amounts as the offer names them; undefined, and nothing taken, when it has too little. */
  take(wanted: readonly Resource[]): Resource[] | undefined {
    const before = this.#rest;
    const taken: Resource[] = [];
    for (const one of wanted) {
      const parts = this.#takeOne(one);
      if (parts === undefined) {
        this.#rest = before;
        return undefined;
      }
      taken.push(...parts);
    }
    return taken;
  }

  #takeOne(wanted: Resource): Resource[] | undefined {
    const candidates = this.#rest.toMessages().filter((held) => canServe(held, wanted));
    return wanted.type === 'SCALAR'
      ? this.#takeScalar(wanted, candidates.toSorted(reservedFirst))
      : this.#takeWhole(wanted, candidates);
  }

  #takeScalar(wanted: Resource, candidates: readonly Resource[]): Resource[] | undefined {
    // Thousandths, as everywhere: 0.1 + 0.2 must be 0.3.
    let missing = thousandths(wanted);
    const parts: Resource[] = [];
    for (const held of candidates) {
      const part = Math.min(missing, thousandths(held));
      if (part <= 0) continue;
      parts.push({ ...held, scalar: { value: part / 1000 } });
      missing -= part;
    }
    if (missing > 0) return undefined;
    this.#rest = this.#rest.subtractWhatIsThere(Resources.fromMessages(parts));
    return parts;
  }

  /** Ranges and sets come from one entry or not at all. */
  #takeWhole(wanted: Resource, candidates: readonly Resource[]): Resource[] | undefined {
    for (const held of candidates) {
      const part: Resource = { ...held };
      if (wanted.ranges !== undefined) part.ranges = wanted.ranges;
      if (wanted.set !== undefined) part.set = wanted.set;
      const parts = Resources.fromMessages([part]);
      const rest = this.#rest.findRest(parts);
      if (rest === undefined) continue;
      this.#rest = rest;
      return [part];
    }
    return undefined;
  }
}

const thousandths = ({ scalar }: Resource): number => Math.round((scalar?.value ?? 0) * 1000);

const reservationCount = ({ reservations }: Resource): number => reservations?.length ?? 0;

function reservedFirst(a: Resource, b: Resource): number {
  return reservationCount(b) - reservationCount(a);
}

/** Volumes and revocable resources are only for those who ask for them by name. */
function canServe(held: Resource, wanted: Resource): boolean {
  return (
    held.name === wanted.name &&
    held.type === wanted.type &&
    held.disk === undefined &&
    (held.revocable === undefined) === (wanted.revocable === undefined) &&
    (reservationCount(wanted) === 0 || reservationCount(held) === reservationCount(wanted))
  );
}
