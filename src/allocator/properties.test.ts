/**
 * What dominant resource fairness promises, on small worlds: frameworks that launch one task out of each
 * offer and give the rest back, until nothing fits any more. Tasks cannot be split, so each promise
 * holds up to one task.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { resourcesOf } from '../resources/test-support.ts';
import { TestCluster } from './test-support.ts';

interface Demand {
  readonly cpus: number;
  readonly mem: number;
}

const capacity: Demand = { cpus: 60, mem: 60 };
const names = ['f0', 'f1', 'f2', 'f3'];

const demand = fc.record({
  cpus: fc.integer({ min: 1, max: 6 }),
  mem: fc.integer({ min: 1, max: 6 }),
});
const world = fc.record({
  demands: fc.array(demand, { minLength: 2, maxLength: 4 }),
  areRolesTheirOwn: fc.boolean(),
});

/** How many tasks each framework launches, when nobody needs less than it says. */
function launch(demands: readonly Demand[], areRolesTheirOwn: boolean): number[] {
  const cluster = new TestCluster();
  demands.forEach((_, i) => {
    const role = areRolesTheirOwn ? `r${i}` : 'one';
    cluster.addFramework(names[i]!, { roles: new Set([role]) });
  });
  cluster.addAgent('a', `cpus:${capacity.cpus};mem:${capacity.mem}`);
  const counts = demands.map(() => 0);
  for (let idle = 0; idle < 3;) {
    const offers = cluster.pass(1_000);
    idle = offers.length === 0 ? idle + 1 : 0;
    for (const offer of offers) {
      const i = names.indexOf(offer.frameworkId);
      const { cpus, mem } = demands[i]!;
      const task = resourcesOf(`cpus:${cpus};mem:${mem}`).allocate(offer.role);
      const rest = offer.resources.findRest(task);
      if (rest !== undefined) counts[i]!++;
      const isOver = rest === undefined;
      const back = { ...offer, resources: rest ?? offer.resources };
      if (!back.resources.isEmpty()) cluster.decline(back, isOver ? 1_000_000 : 0);
    }
  }
  return counts;
}

function share({ cpus, mem }: Demand, tasks: number): number {
  return Math.max((cpus * tasks) / capacity.cpus, (mem * tasks) / capacity.mem);
}

/** How many tasks of `own` run within what `tasks` tasks of `other` take. */
function tasksWithin(own: Demand, other: Demand, tasks: number): number {
  return Math.min((other.cpus * tasks) / own.cpus, (other.mem * tasks) / own.mem);
}

it("the paper's example: 9 cpus and 18 GB make 3 tasks of one and 2 of the other", () => {
  // In tens, so that one task less than a multiple does not decide.
  const demands = [
    { cpus: 1 * (60 / 9), mem: 4 * (60 / 18) },
    { cpus: 3 * (60 / 9), mem: 1 * (60 / 18) },
  ];
  const rounded = demands.map(({ cpus, mem }) => ({
    cpus: Math.floor(cpus * 100) / 100,
    mem: Math.floor(mem * 100) / 100,
  }));
  expect(launch(rounded, true)).toEqual([3, 2]);
  expect(launch(rounded, false)).toEqual([3, 2]);
});

it('sharing incentive: nobody has less than its part of the cluster, but for a task of anybody', () => {
  fc.assert(
    fc.property(world, ({ demands, areRolesTheirOwn }) => {
      const counts = launch(demands, areRolesTheirOwn);
      const largestTask = Math.max(...demands.map((one) => share(one, 1)));
      demands.forEach((own, i) => {
        const part = 1 / demands.length - largestTask;
        expect(share(own, counts[i]!)).toBeGreaterThanOrEqual(part - 1e-9);
      });
    }),
    { numRuns: 60 },
  );
});

it('no envy: nobody would run more tasks with what another has, but for one of either', () => {
  fc.assert(
    fc.property(world, ({ demands, areRolesTheirOwn }) => {
      const counts = launch(demands, areRolesTheirOwn);
      demands.forEach((own, i) => {
        demands.forEach((other, j) => {
          const withOthers = tasksWithin(own, other, Math.max(0, counts[j]! - 1));
          expect(counts[i]! + 1).toBeGreaterThanOrEqual(Math.floor(withOthers));
        });
      });
    }),
    { numRuns: 60 },
  );
});

it('shares end up equal, but for a task, as long as everybody could launch one more', () => {
  fc.assert(
    fc.property(world, ({ demands, areRolesTheirOwn }) => {
      const counts = launch(demands, areRolesTheirOwn);
      demands.forEach((own, i) => {
        demands.forEach((other, j) => {
          // Whoever was ahead got its last task while it was not.
          const before = share(other, Math.max(0, counts[j]! - 1));
          const isFull = !fits(demands, counts, own);
          if (!isFull) expect(share(own, counts[i]!)).toBeGreaterThanOrEqual(before - 1e-9);
        });
      });
    }),
    { numRuns: 60 },
  );
});

function fits(demands: readonly Demand[], counts: readonly number[], one: Demand): boolean {
  const used = (name: 'cpus' | 'mem'): number =>
    demands.reduce((sum, own, i) => sum + own[name] * counts[i]!, 0);
  return used('cpus') + one.cpus <= capacity.cpus && used('mem') + one.mem <= capacity.mem;
}

it('strategy-proof: to ask for more than is needed makes no more tasks, but for a task of anybody', () => {
  fc.assert(
    fc.property(world, demand, ({ demands, areRolesTheirOwn }, more) => {
      const [own, ...others] = demands;
      const lie = { cpus: own!.cpus + more.cpus - 1, mem: own!.mem + more.mem - 1 };
      const honest = launch(demands, areRolesTheirOwn)[0]!;
      // What was taken for one inflated task runs one real task.
      const lying = launch([lie, ...others], areRolesTheirOwn)[0]!;
      const largest = Math.max(1, ...others.map((other) => 1 / tasksWithin(other, own!, 1)));
      expect(honest + largest).toBeGreaterThanOrEqual(lying);
    }),
    { numRuns: 60 },
  );
});
