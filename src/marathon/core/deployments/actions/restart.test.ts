import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AppDefinition } from '../../../model/app.ts';
import { anApp, TestMarathon } from '../../../test-support/test-marathon.ts';

interface Upgrade {
  readonly from: number;
  readonly to: number;
  readonly min: number;
  readonly over: number;
  /** Until each new task is well, in the order of their launches. */
  readonly bootsMs?: readonly number[];
  /** Which of the new tasks fail as soon as they are launched. */
  readonly failing?: ReadonlySet<number>;
}

interface Course {
  readonly isDone: boolean;
  /** How many lived at once, at most; how many were well, at least. */
  readonly most: number;
  readonly least: number;
  /** How many lived, and of them were old, each time that this changed. */
  readonly counts: readonly string[];
}

const check: AppDefinition['healthChecks'][number] = {
  protocol: 'TCP',
  portIndex: 0,
  gracePeriodSeconds: 60,
  intervalSeconds: 1,
  timeoutSeconds: 1,
  maxConsecutiveFailures: 3,
  delaySeconds: 0,
  ipProtocol: 'IPv4',
};

function upgrade({ from, to, min, over, bootsMs = [], failing = new Set() }: Upgrade): Course {
  const test = new TestMarathon();
  const members = {
    healthChecks: [check],
    portDefinitions: [{ port: 10_000, protocol: 'tcp', labels: {} }],
    backoff: { backoffSeconds: 1, backoffFactor: 1.15, maxLaunchDelaySeconds: 5 },
    upgradeStrategy: { minimumHealthCapacity: min, maximumOverCapacity: over },
  };
  test.put(anApp({ ...members, instances: from }));
  expect(test.settle()).toBe(true);
  const old = new Set([...test.mesos.tasks.keys()]);
  const wellAt = new Map<string, number>();
  let launchCount = 0;
  test.mesos.behaviour = ({ info }) => {
    const index = launchCount++;
    wellAt.set(info.task_id.value, test.clock.now() + (bootsMs[index % bootsMs.length] ?? 0));
    return failing.has(index) ? 'TASK_FAILED' : 'TASK_RUNNING';
  };
  const isWell = (id: string): boolean =>
    old.has(id) || (wellAt.get(id) ?? Infinity) <= test.clock.now();
  test.probed = ({ host, port }) => {
    const asked = test.mesos.living.find(
      ({ agentId, info }) =>
        agentId === `agent-${host}` &&
        info.resources!.some(({ ranges }) => ranges?.range?.[0]?.begin === port),
    );
    if (asked !== undefined && isWell(asked.info.task_id.value)) {
      return { kind: 'answered', status: 200 };
    }
    return { kind: 'failed', why: 'refused' };
  };
  let most = 0;
  let least = Infinity;
  const counts: string[] = [];
  test.put(anApp({ ...members, instances: to, env: { A: '1' } }));
  const isDone = test.until(() => {
    const living = test.mesos.living.map(({ info }) => info.task_id.value);
    const running = test.mesos.living.filter(({ state }) => state === 'TASK_RUNNING');
    most = Math.max(most, living.length);
    least = Math.min(least, running.filter(({ info }) => isWell(info.task_id.value)).length);
    const count = `${living.length}/${living.filter((id) => old.has(id)).length}`;
    if (counts.at(-1) !== count) counts.push(count);
    return [...test.core.deployments.running()].length === 0;
  }, 3_600_000);
  if (isDone) {
    expect(test.mesos.living).toHaveLength(to);
    expect(test.mesos.living.filter(({ info }) => old.has(info.task_id.value))).toEqual([]);
  }
  return { isDone, most, least, counts };
}

describe('a rolling upgrade', () => {
  it('with 1 and 1 starts all new ones first, then ends the old ones', () => {
    const { counts, least } = upgrade({ from: 4, to: 4, min: 1, over: 1 });
    expect(counts.at(0)).toBe('4/4');
    expect(counts).toContain('8/4');
    expect(counts.at(-1)).toBe('4/0');
    expect(least).toBe(4);
  });

  it('with 0.5 and 0 ends half of the old ones first', () => {
    const { counts, most, least } = upgrade({ from: 4, to: 4, min: 0.5, over: 0 });
    expect(counts).toContain('2/2');
    expect([most, least]).toEqual([4, 2]);
  });

  it('with 0 and 0 ends all old ones, then starts the new ones', () => {
    const { counts, most } = upgrade({ from: 4, to: 4, min: 0, over: 0 });
    expect(counts).toContain('0/0');
    expect(most).toBe(4);
  });

  it('with 1 and 0 has no room to move, and takes that of one more', () => {
    const { most, least } = upgrade({ from: 4, to: 4, min: 1, over: 0 });
    expect([most, least]).toEqual([5, 4]);
  });

  it('to fewer instances ends what is too much at once', () => {
    const { least, most } = upgrade({ from: 5, to: 2, min: 1, over: 0 });
    expect(least).toBe(2);
    expect(most).toBe(5);
  });

  it('waits for a new one that is not well before it ends an old one', () => {
    const course = upgrade({ from: 2, to: 2, min: 1, over: 0, bootsMs: [30_000] });
    expect([course.isDone, course.most, course.least]).toEqual([true, 3, 2]);
  });

  it('goes on when new ones fail, without harm to the old ones', () => {
    const failing = new Set([0, 1, 2, 5]);
    const course = upgrade({ from: 3, to: 3, min: 1, over: 0.4, failing });
    expect([course.isDone, course.most, course.least]).toEqual([true, 4, 3]);
  });

  it('keeps its bounds at every step and ends, whatever is ready when', () => {
    const share = fc.integer({ min: 0, max: 20 }).map((part) => part / 20);
    fc.assert(
      fc.property(
        fc.record({
          from: fc.integer({ min: 0, max: 6 }),
          to: fc.integer({ min: 1, max: 6 }),
          min: share,
          over: share,
          bootsMs: fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 5 }),
          failing: fc
            .array(fc.integer({ min: 0, max: 8 }), { maxLength: 4 })
            .map((all) => new Set(all)),
        }),
        (wish) => {
          const { isDone, most, least } = upgrade(wish);
          const { from, to, min, over } = wish;
          const minHealthy = Math.ceil(to * min);
          const capacity = Math.floor(to * (1 + over));
          expect(isDone).toBe(true);
          expect(most).toBeLessThanOrEqual(
            Math.max(from, capacity + (minHealthy >= capacity ? 1 : 0)),
          );
          expect(least).toBeGreaterThanOrEqual(Math.min(minHealthy, from));
        },
      ),
      { numRuns: 60 },
    );
  });
});
