import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Offer_Operation, Resource } from '../protocol/generated/mesos.ts';
import { needsCheckpoint, totalOf } from './checkpointed.ts';
import { conversionsOf } from './operations.ts';
import type { Resources } from './resources.ts';
import {
  applied,
  create,
  destroy,
  dynamic,
  fixed,
  grow,
  inFast,
  of,
  onMount,
  ports,
  rereserve,
  reserve,
  reserved,
  scalar,
  shrink,
  unreserve,
  volumeOf,
} from './test-support/operations.ts';

/** How much there is of each name, whatever it is reserved or made into. */
function amounts(resources: Resources): string {
  const plain = resources.entries
    .flatMap((entry) => entry.toMessage())
    .map(({ name, type, scalar: value, ranges, set }): Resource => {
      return {
        name,
        type,
        ...(value && { scalar: value }),
        ...(ranges && { ranges }),
        ...(set && { set }),
      };
    });
  return of(...plain)
    .toString()
    .split('; ')
    .sort()
    .join('; ');
}

const volumeIds = (resources: Resources): string[] =>
  resources.entries.flatMap(({ kind }) => kind.disk?.persistence?.id ?? []).sort();

/** An agent's: plain, reserved statically, on three kinds of disk. */
const configured = of(
  scalar('cpus', 100),
  reserved(scalar('cpus', 100), fixed),
  ports(1, 100),
  scalar('disk', 1000),
  reserved(scalar('disk', 1000), fixed),
  scalar('disk', 1000, { disk: inFast }),
  scalar('disk', 50, { disk: onMount }),
);

type Maker = (place: number) => { there: Operations; back: Operations };
type Operations = readonly Offer_Operation[];

/** What can be done to a part of `configured` that nobody else touches, and what undoes it. */
const makers: Record<string, Maker> = {
  'reserve cpus': (place) => {
    const part = reserved(scalar('cpus', 1 + place / 1_000), dynamic(`r${place}`));
    return { there: [reserve(part)], back: [unreserve(part)] };
  },
  'reserve with labels and principal': (place) => {
    const labels = { labels: [{ key: 'k', value: String(place) }] };
    const part = reserved(ports(place + 1, place + 1), dynamic('r', { labels, principal: 'ann' }));
    return { there: [reserve(part)], back: [unreserve(part)] };
  },
  'refine a static reservation twice': (place) => {
    const cpus = scalar('cpus', 0.5);
    const once = reserved(cpus, fixed, dynamic(`eng/r${place}`));
    const twice = reserved(cpus, fixed, dynamic(`eng/r${place}`), dynamic(`eng/r${place}/x`));
    return { there: [reserve(once), reserve(twice)], back: [unreserve(twice), unreserve(once)] };
  },
  'reserve for one, then for another': (place) => {
    const cpus = scalar('cpus', 1);
    const [a, b] = [reserved(cpus, dynamic(`a${place}`)), reserved(cpus, dynamic(`b${place}`))];
    return { there: [reserve(a), rereserve([a], [b])], back: [rereserve([b], [a]), unreserve(a)] };
  },
  'create a volume': (place) => {
    const disk = reserved(scalar('disk', 10), fixed);
    const volume = volumeOf(disk, `v${place}`);
    return { there: [create(volume)], back: [destroy(volume)] };
  },
  'create a shared volume': (place) => {
    const disk = reserved(scalar('disk', 10), dynamic('r'));
    const volume = volumeOf(disk, `s${place}`, { shared: {} });
    return { there: [reserve(disk), create(volume)], back: [destroy(volume), unreserve(disk)] };
  },
  'create on a path disk, grow and shrink': (place) => {
    const disk = scalar('disk', 10, { disk: inFast });
    const volume = volumeOf(disk, `g${place}`);
    const grown = { ...volume, scalar: { value: 12.5 } };
    const addition = { ...disk, scalar: { value: 2.5 } };
    return {
      there: [create(volume), grow(volume, addition)],
      back: [shrink(grown, 2.5), destroy(volume)],
    };
  },
};

const doings = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...Object.keys(makers)), fc.nat(30)), {
    maxLength: 12,
    selector: ([, place]) => place,
  })
  .map((list) => list.map(([name, place]) => makers[name]!(place)));

describe('operations', () => {
  it('change no amounts, and are undone by their opposites', () => {
    fc.assert(
      fc.property(doings, (all) => {
        const there = all.flatMap((one) => one.there);
        let now = configured;
        for (const operation of there) {
          now = applied(now, operation);
          expect(amounts(now)).toBe(amounts(configured));
        }
        const back = all.toReversed().flatMap((one) => one.back);
        for (const operation of back) {
          now = applied(now, operation);
          expect(amounts(now)).toBe(amounts(configured));
        }
        expect(now.equals(configured)).toBe(true);
      }),
    );
  });

  it('on different parts may come in any order', () => {
    fc.assert(
      fc.property(
        doings.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([all, shuffled]) => {
          const one = applied(configured, ...all.flatMap(({ there }) => there));
          const other = applied(configured, ...shuffled.flatMap(({ there }) => there));
          expect(one.equals(other)).toBe(true);
          expect(volumeIds(one)).toEqual(volumeIds(other));
        },
      ),
    );
  });

  it('are what an agent finds again in its checkpoint', () => {
    fc.assert(
      fc.property(doings, (all) => {
        const now = applied(configured, ...all.flatMap(({ there }) => there));
        const total = totalOf(configured.toMessages(), now.toMessages().filter(needsCheckpoint));
        expect(total.ok && total.value.equals(now)).toBe(true);
      }),
    );
  });

  it('take away what they say they consume and leave what they say they make of it', () => {
    fc.assert(
      fc.property(doings, (all) => {
        let now = configured;
        for (const operation of all.flatMap(({ there }) => there)) {
          const conversions = conversionsOf(operation);
          if (!conversions.ok) throw new Error(conversions.error);
          expect(conversions.value).toHaveLength(1);
          const { consumed, converted } = conversions.value[0]!;
          const next = applied(now, operation);
          expect(next.subtract(converted).equals(now.subtract(consumed))).toBe(true);
          now = next;
        }
      }),
    );
  });

  it('keep the ids of volumes, where they are mounted and to whom they are allocated', () => {
    const disk = reserved(scalar('disk', 10, { allocation_info: { role: 'eng' } }), fixed);
    const [a, b] = [volumeOf(disk, 'a'), volumeOf(disk, 'b')];
    const offered = configured.allocate('eng');
    const now = applied(offered, create(a, b), grow(a, { ...disk, scalar: { value: 5 } }));
    expect(volumeIds(now)).toEqual(['a', 'b']);
    expect(now.persistentVolumes().toMessages()).toContainEqual({ ...a, scalar: { value: 15 } });
    expect(volumeIds(applied(now, destroy(b), shrink({ ...a, scalar: { value: 15 } }, 1)))).toEqual(
      ['a'],
    );
  });

  it('take either reservation format', () => {
    const old: Resource = { ...scalar('cpus', 1), role: 'web', reservation: { principal: 'ann' } };
    const now = applied(of(scalar('cpus', 4)), reserve(old));
    expect(now.toString()).toBe('cpus:3; cpus(reservations: [(DYNAMIC,web,ann)]):1');
    expect(applied(now, unreserve(old)).toString()).toBe('cpus:4');
  });

  it('go on from what the same operation has made', () => {
    const cpus = scalar('cpus', 1);
    const [once, twice] = [
      reserved(cpus, dynamic('a')),
      reserved(cpus, dynamic('a'), dynamic('a/b')),
    ];
    expect(applied(of(twice), unreserve(twice, once)).toString()).toBe('cpus:1');
  });
});
