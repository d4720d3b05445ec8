import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Resource, Resource_ReservationInfo } from '../protocol/generated/mesos.ts';
import { Resources } from './resources.ts';
import { resourcesOf } from './test-support.ts';

function scalar(name: string, value: number, more: Partial<Resource> = {}): Resource {
  return { name, type: 'SCALAR', scalar: { value }, ...more };
}

function volume(id: string, value = 10): Resource {
  return scalar('disk', value, {
    reservations: [{ type: 'DYNAMIC', role: 'db' }],
    disk: { persistence: { id }, volume: { container_path: 'data', mode: 'RW' } },
  });
}

const reservations: Resource_ReservationInfo[][] = [
  [],
  [{ type: 'STATIC', role: 'eng' }],
  [{ type: 'DYNAMIC', role: 'eng', principal: 'ann' }],
  [
    { type: 'STATIC', role: 'eng' },
    { type: 'DYNAMIC', role: 'eng/web' },
  ],
];

const resource: fc.Arbitrary<Resource> = fc
  .record({
    name: fc.constantFrom('cpus', 'mem', 'disk', 'ports', 'words'),
    thousandths: fc.integer({ min: 1, max: 100_000 }),
    begin: fc.nat(50),
    length: fc.nat(20),
    items: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 }),
    reservations: fc.constantFrom(...reservations),
    isRevocable: fc.boolean(),
    role: fc.constantFrom(undefined, 'web', '*'),
  })
  .map(({ name, thousandths, begin, length, items, isRevocable, role, ...parts }) => {
    const message: Resource = { name, type: 'SCALAR', reservations: parts.reservations };
    if (isRevocable) message.revocable = {};
    if (role !== undefined) message.allocation_info = { role };
    if (name === 'ports') {
      return { ...message, type: 'RANGES', ranges: { range: [{ begin, end: begin + length }] } };
    }
    if (name === 'words') return { ...message, type: 'SET', set: { item: items } };
    return { ...message, scalar: { value: thousandths / 1_000 } };
  });

const bundle = fc.array(resource, { maxLength: 8 }).map((list) => Resources.fromMessages(list));

/** Ranges and sets do not count how often; without them subtraction undoes addition. */
const scalarsOnly = bundle.map((resources) => resources.scalars());

/** Few entries, and so many that they are worked through by an index. */
const ballast = Array.from({ length: 20 }, (_, i) => scalar(`many${i}`, 1));
const bundleOfAnySize = fc
  .tuple(bundle, fc.boolean())
  .map(([few, isMany]) => (isMany ? few.add(Resources.fromMessages(ballast)) : few));

describe('the algebra', () => {
  it('takes away all or says that it is not there, and takes what is there when asked', () => {
    fc.assert(
      fc.property(bundleOfAnySize, bundleOfAnySize, (a, b) => {
        const rest = a.findRest(b);
        const clamped = a.subtractWhatIsThere(b);
        expect(rest !== undefined).toBe(a.contains(b));
        if (rest === undefined) expect(() => a.subtract(b)).toThrow('Invariant broken');
        else expect(rest.equals(clamped) && rest.equals(a.subtract(b))).toBe(true);
        expect(a.contains(clamped)).toBe(true);
      }),
    );
  });

  it('takes away what was added', () => {
    fc.assert(
      fc.property(scalarsOnly, scalarsOnly, (a, b) => {
        expect(a.add(b).subtract(b).equals(a)).toBe(true);
      }),
    );
  });

  it('adds in any order and grouping', () => {
    fc.assert(
      fc.property(bundle, bundle, bundle, (a, b, c) => {
        expect(a.add(b).equals(b.add(a))).toBe(true);
        expect(
          a
            .add(b)
            .add(c)
            .equals(a.add(b.add(c))),
        ).toBe(true);
        expect(Resources.sum([a, b, c]).equals(a.add(b).add(c))).toBe(true);
      }),
    );
  });

  it('contains what went in, and what is left adds up again', () => {
    fc.assert(
      fc.property(bundle, bundle, (a, b) => {
        const sum = a.add(b);
        expect(sum.contains(a)).toBe(true);
        expect(sum.contains(b)).toBe(true);
        expect(sum.subtract(a).add(a).equals(sum)).toBe(true);
        expect(a.contains(b) && b.contains(a)).toBe(a.equals(b));
        expect(a.subtract(a).isEmpty()).toBe(true);
      }),
    );
  });

  it('parts into reserved and unreserved, revocable and not, and by allocation', () => {
    fc.assert(
      fc.property(bundle, (a) => {
        expect(a.reserved().add(a.unreserved()).equals(a)).toBe(true);
        expect(a.revocable().add(a.nonRevocable()).equals(a)).toBe(true);
        expect(Resources.sum(a.reservations().values()).equals(a.reserved())).toBe(true);
        const allocated = a.allocate('x');
        expect(allocated.allocations().get('x') ?? Resources.empty).toEqual(allocated);
        expect(allocated.quantities()).toEqual(a.quantities());
        expect(a.unallocate().allocate('x').equals(allocated)).toBe(true);
      }),
    );
  });

  it('comes back from its messages', () => {
    fc.assert(
      fc.property(bundle, (a) => {
        expect(Resources.fromMessages(a.toMessages()).equals(a)).toBe(true);
      }),
    );
  });
});

describe('scalars', () => {
  it('do not drift: ten times 0.1 is 1', () => {
    let sum = Resources.empty;
    for (let i = 0; i < 10; i++) sum = sum.add(resourcesOf('cpus:0.1'));
    expect(sum.cpus).toBe(1);
    expect(sum.equals(resourcesOf('cpus:1'))).toBe(true);
    for (let i = 0; i < 10; i++) sum = sum.subtract(resourcesOf('cpus:0.1'));
    expect(sum.isEmpty()).toBe(true);
  });

  it('never go below nothing', () => {
    const rest = resourcesOf('cpus:1;mem:2').subtractWhatIsThere(
      resourcesOf('cpus:2;mem:1;disk:1'),
    );
    expect(rest.toString()).toBe('mem:1');
  });

  it('that are not there cannot be taken away where books have to agree', () => {
    const one = resourcesOf('cpus:1;ports:[1-5]');
    expect(() => one.subtract(resourcesOf('cpus:2'))).toThrow(
      'Invariant broken: cpus:1; ports:[1-5] contains cpus:2',
    );
    expect(() => one.subtract(resourcesOf('ports:[5-6]'))).toThrow('Invariant broken');
    expect(() => one.subtract(resourcesOf('mem:1'))).toThrow('Invariant broken');
  });

  it('of zero are nothing at all', () => {
    expect(resourcesOf('cpus:0;mem:0.0004').isEmpty()).toBe(true);
  });
});

describe('volumes', () => {
  const one = Resources.fromMessages([volume('v1')]);

  it('of the same kind do not merge into a larger one', () => {
    const both = one.add(Resources.fromMessages([volume('v2')]));
    expect(both.entries).toHaveLength(2);
    expect(both.subtract(one).toMessages()[0]?.disk?.persistence?.id).toBe('v2');
    expect(one.add(one).entries).toHaveLength(2);
    expect(one.contains(one.add(one))).toBe(false);
  });

  it('are taken whole or not at all', () => {
    const part = Resources.fromMessages([volume('v1', 5)]);
    expect(one.contains(part)).toBe(false);
    expect(one.subtractWhatIsThere(part).equals(one)).toBe(true);
  });

  it('that are mounted elsewhere are the same volume', () => {
    const elsewhere = Resources.fromMessages([
      { ...volume('v1'), disk: { persistence: { id: 'v1' } } },
    ]);
    expect(one.equals(elsewhere)).toBe(true);
    expect(elsewhere.toMessages()[0]?.disk?.volume).toBeUndefined();
  });

  it('that are shared count how often they are held', () => {
    const shared = Resources.fromMessages([{ ...volume('v1'), shared: {} }]);
    const twice = shared.add(shared);
    expect(twice.entries).toHaveLength(1);
    expect(twice.toMessages()).toHaveLength(2);
    expect(twice.disk).toBe(10);
    expect(shared.contains(twice)).toBe(false);
    expect(twice.subtract(shared).equals(shared)).toBe(true);
    expect(shared.subtract(shared).isEmpty()).toBe(true);
  });
});

describe('reservations', () => {
  const agent = resourcesOf('cpus:4;cpus(eng):2;cpus(eng/web):1;mem(ops):10');

  it('are for the role and the roles below it', () => {
    expect(agent.allocatableTo('eng/web').cpus).toBe(7);
    expect(agent.allocatableTo('eng').cpus).toBe(6);
    expect(agent.allocatableTo('engine').cpus).toBe(4);
    expect(agent.allocatableTo('ops').toString()).toBe(
      'cpus:4; mem(reservations: [(STATIC,ops)]):10',
    );
  });

  it('of another principal are another kind', () => {
    const [ann, bob] = ['ann', 'bob'].map((principal) =>
      Resources.fromMessages([
        scalar('cpus', 1, { reservations: [{ type: 'DYNAMIC', role: 'r', principal }] }),
      ]),
    );
    expect(ann!.add(bob!).entries).toHaveLength(2);
    expect(ann!.add(bob!).toUnreserved().entries).toHaveLength(1);
    expect(ann!.add(bob!).toUnreserved().cpus).toBe(2);
  });
});

it('resources read as Mesos writes them', () => {
  const required = Resources.fromMessages([
    scalar('cpus', 0.1, { reservations: [{ type: 'STATIC', role: 'taskproc' }] }),
    { name: 'ports', type: 'RANGES', ranges: { range: [{ begin: 31000, end: 32000 }] } },
    scalar('mem', 64, { revocable: {} }),
  ]);
  expect(required.allocate('taskproc').toString()).toBe(
    'cpus(allocated: taskproc)(reservations: [(STATIC,taskproc)]):0.1; ' +
      'ports(allocated: taskproc):[31000-32000]; mem(allocated: taskproc){REV}:64',
  );
  expect(Resources.empty.toString()).toBe('{}');
});

it('messages are made once', () => {
  const resources = resourcesOf('cpus:4;mem:100');
  expect(resources.toMessages()).toBe(resources.toMessages());
  const rest = resources.subtract(resourcesOf('cpus:1'));
  expect(rest.toMessages()[1]).toBe(resources.toMessages()[1]);
});

describe('meets', () => {
  const needing = (...all: Record<string, number>[]): ReadonlyMap<string, number>[] =>
    all.map((needed) => new Map(Object.entries(needed)));

  it('one of the alternatives is enough, all of each is needed', () => {
    const held = resourcesOf('cpus:1;mem:64;cpus(eng):1');
    expect(held.meets(needing({ cpus: 2_000, mem: 64_000 }))).toBe(true);
    expect(held.meets(needing({ cpus: 2_001, mem: 1 }))).toBe(false);
    expect(held.meets(needing({ gpus: 1 }, { mem: 1 }))).toBe(true);
    expect(held.meets([])).toBe(true);
  });

  it('answers each anew, whatever was asked before', () => {
    const held = resourcesOf('cpus:1');
    const [little, much] = [needing({ cpus: 1_000 }), needing({ cpus: 1_001 })];
    const answers = [little, much, much, little, little].map((each) => held.meets(each));
    expect(answers).toEqual([true, false, false, true, true]);
  });
});
