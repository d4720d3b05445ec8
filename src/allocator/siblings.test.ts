import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SeededRandom } from '../foundation/random.ts';
import { resourcesOf } from '../resources/test-support.ts';
import { ScalarTotals } from './scalar-totals.ts';
import { Competitor, Siblings } from './siblings.ts';

const action = fc.record({
  kind: fc.constantFrom('insert', 'insert', 'remove', 'charge', 'charge', 'charge', 'ask', 'total'),
  who: fc.nat(299),
  amount: fc.nat(5),
});

/** In the order of the documents, worked out anew. */
function sorted(present: Iterable<Competitor>, scalars: ScalarTotals): string[] {
  const share = (node: Competitor): number => scalars.dominantShare(node.allocated) / node.weight;
  return [...present]
    .sort((left, right) => {
      const byShare = share(left) - share(right) || left.allocationCount - right.allocationCount;
      return byShare !== 0 ? byShare : left.name < right.name ? -1 : 1;
    })
    .map(({ name }) => name);
}

it('whatever came, went and changed: the order is that of the shares', () => {
  fc.assert(
    fc.property(fc.array(action, { minLength: 200, maxLength: 600, size: 'max' }), (actions) => {
      const scalars = new ScalarTotals(new Set());
      scalars.replaceTotal(resourcesOf(''), resourcesOf('cpus:100'));
      const siblings = new Siblings<Competitor>('drf', scalars, new SeededRandom(1));
      const all = Array.from({ length: 300 }, (_, i) => new Competitor(`f${i}`));
      const present = new Set(all.slice(0, 200));
      for (const node of present) siblings.insert(node);
      const check = (): void => {
        const order = sorted(present, scalars);
        siblings.settle();
        // As far as some run asked, and to the end.
        for (const name of order.slice(0, 3)) expect(siblings.next()?.name).toBe(name);
        siblings.settle();
        expect(order.map(() => siblings.next()?.name)).toEqual(order);
        expect(siblings.next()).toBeUndefined();
        expect(siblings.size).toBe(present.size);
      };
      for (const { kind, who, amount } of actions) {
        const node = all[who]!;
        if (kind === 'insert') {
          siblings.insert(node);
          present.add(node);
        } else if (kind === 'remove') {
          siblings.remove(node);
          present.delete(node);
        } else if (kind === 'charge') {
          node.allocated[0] = (node.allocated[0] ?? 0) + amount;
          node.allocationCount++;
          siblings.touch(node);
        } else if (kind === 'total') {
          scalars.replaceTotal(resourcesOf('cpus:1'), resourcesOf('cpus:2'));
        } else {
          check();
        }
      }
      check();
      expect([...siblings.ranked()].map(({ name }) => name)).toEqual(sorted(present, scalars));
    }),
    { numRuns: 40 },
  );
});
