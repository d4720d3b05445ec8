import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Clock, Timer } from '../../../foundation/clock.ts';
import { silentLog } from '../../../foundation/log.ts';
import { unwrap, type Result } from '../../../foundation/result.ts';
import type { Resource } from '../../../protocol/generated/mesos.ts';
import type { ContainerTermination } from '../../containerizer.ts';
import type { IsolatedContainer, PartialStatistics } from '../isolator.ts';
import { isolatorParts } from '../test-support.ts';
import { DiskDuIsolator } from './disk-du.ts';

const none = { processCount: 0, userTimeSecs: 0, systemTimeSecs: 0, rssBytes: 0 };

/** Time passes when the test says so. */
class HandClock implements Clock {
  wakeUps: (() => void)[] = [];

  now(): number {
    return 0;
  }

  timestamp(): number {
    return 0;
  }

  after(_delayMs: number, callback: () => void): Timer {
    this.wakeUps.push(callback);
    return { cancel: () => undefined };
  }

  /** Until whoever was woken up waits again, or for good. */
  async pass(isOver: () => boolean = () => this.wakeUps.length > 0): Promise<void> {
    for (const wakeUp of this.wakeUps.splice(0)) wakeUp();
    while (!isOver()) await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

let home = '';
let sandbox = '';
let clock: HandClock;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'disk-du-'));
  sandbox = join(home, 'sandbox');
  mkdirSync(sandbox);
  clock = new HandClock();
});
afterEach(() => rmSync(home, { recursive: true }));

function isolator(enforce_container_disk_quota: boolean): DiskDuIsolator {
  const options = { ...isolatorParts(home).options, enforce_container_disk_quota };
  return new DiskDuIsolator({ clock, log: silentLog, options });
}

function disk(megabytes: number, more?: Partial<Resource>): Resource {
  return { name: 'disk', type: 'SCALAR', scalar: { value: megabytes }, ...more };
}

function aContainer(...resources: readonly Resource[]): IsolatedContainer {
  return { id: { value: 'c' }, directory: sandbox, resources, limits: undefined };
}

function usageOf(du: DiskDuIsolator, container: IsolatedContainer): PartialStatistics {
  let usage: PartialStatistics = {};
  du.usage(container, none, (result: Result<PartialStatistics>) => (usage = unwrap(result)));
  return usage;
}

const megabyte = Buffer.alloc(2 ** 20);

it('counts, and ends nobody, unless it is told to', async () => {
  const du = isolator(false);
  const container = aContainer(disk(1));
  writeFileSync(join(sandbox, 'big'), Buffer.concat([megabyte, megabyte]));
  du.watch(container, () => expect.unreachable());
  expect(usageOf(du, container)).toMatchObject({ disk_limit_bytes: 2 ** 20 });
  await clock.pass();
  expect(usageOf(du, container).disk_used_bytes).toBeGreaterThanOrEqual(2 ** 21);
});

it('ends a container that has more than it asked for, once, with what it asked for', async () => {
  const du = isolator(true);
  const ends: ContainerTermination[] = [];
  du.watch(aContainer(disk(1)), (why) => ends.push(why));
  await clock.pass();
  expect(ends).toEqual([]);
  writeFileSync(join(sandbox, 'big'), Buffer.concat([megabyte, megabyte]));
  await clock.pass();
  await clock.pass();
  expect(ends).toEqual([
    {
      state: 'TASK_FAILED',
      reason: 'REASON_CONTAINER_LIMITATION_DISK',
      message: expect.stringMatching(/^Disk usage \(.*\) exceeds quota \(1MB\)$/u) as string,
      limitedResources: [disk(1)],
    },
  ]);
});

it('lets one grow that is given more, and forgets one that has ended', async () => {
  const du = isolator(true);
  const container = aContainer(disk(1));
  writeFileSync(join(sandbox, 'big'), Buffer.concat([megabyte, megabyte]));
  du.watch(container, () => expect.unreachable());
  du.update(aContainer(disk(10)), () => undefined);
  await clock.pass();
  expect(usageOf(du, container)).toMatchObject({ disk_limit_bytes: 10 * 2 ** 20 });
  du.cleanup(container, () => undefined);
  expect(usageOf(du, container)).toEqual({});
});

it('counts persistent volumes by themselves, not where the sandbox has a link to them', async () => {
  const du = isolator(true);
  const persistence = { id: 'v' };
  const volume = disk(1, {
    reservations: [{ type: 'DYNAMIC', role: 'r' }],
    disk: { persistence, volume: { container_path: 'data', mode: 'RW' } },
  });
  const place = join(home, 'volumes/roles/r/v');
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'big'), Buffer.concat([megabyte, megabyte]));
  symlinkSync(place, join(sandbox, 'data'));
  const container = aContainer(disk(1), volume);
  const ends: ContainerTermination[] = [];
  du.watch(container, (why) => ends.push(why));
  await clock.pass();
  expect(ends).toMatchObject([{ limitedResources: [volume] }]);
  const usage = usageOf(du, container);
  expect(usage.disk_used_bytes).toBeLessThan(2 ** 20);
  expect(usage.disk_statistics).toMatchObject([{ persistence, limit_bytes: 2 ** 20 }, {}]);
  expect(usage.disk_statistics![0]!.used_bytes).toBeGreaterThanOrEqual(2 ** 21);
});
