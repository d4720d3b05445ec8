import { expect, it } from 'vitest';
import { silentLog } from '../../../foundation/log.ts';
import { VirtualClock } from '../../../foundation/virtual-clock.ts';
import type { Checkpoints } from '../checkpoints/checkpoints.ts';
import { ResourceCommits } from './resource-commits.ts';

/** What is written is lasting when the test says so. */
class SlowDisk {
  readonly #writing: (() => void)[] = [];

  readonly checkpoints = {
    store: undefined as never,
    resourceState: (_state: unknown, done: () => void) => void this.#writing.push(done),
    resourceStateTarget: (_state: unknown, done: () => void) => void this.#writing.push(done),
  } as unknown as Checkpoints;

  get isWriting(): boolean {
    return this.#writing.length > 0;
  }

  finishOne(): void {
    this.#writing.shift()!();
  }
}

function commitsOn(disk: SlowDisk): ResourceCommits {
  const { checkpoints } = disk;
  return new ResourceCommits({
    clock: new VirtualClock(0),
    log: silentLog,
    checkpoints,
    workDir: '/w',
  });
}

it('who waits until changes are lasting waits for those before it, however many come behind', () => {
  const disk = new SlowDisk();
  const commits = commitsOn(disk);
  const events: string[] = [];
  let count = 0;
  const commitForEver = (): void => {
    const number = count++;
    commits.commit({ resources: [] }, () => {
      events.push(`change ${number}`);
      commitForEver();
    });
  };
  commitForEver();
  commitForEver();
  commits.whenSettled(() => events.push('launch'));
  for (let i = 0; i < 3; i++) disk.finishOne();
  expect(events.indexOf('launch')).toBeGreaterThan(events.indexOf('change 1'));
  expect(events.filter((event) => event === 'launch')).toHaveLength(1);
  expect(disk.isWriting).toBe(true);
});

it('waits for nothing when nothing is asked for', () => {
  const disk = new SlowDisk();
  const commits = commitsOn(disk);
  const events: string[] = [];
  commits.whenSettled(() => events.push('before'));
  commits.commit({ resources: [] }, () => events.push('change'));
  commits.whenSettled(() => events.push('after'));
  expect(events).toEqual(['before']);
  disk.finishOne();
  expect(events).toEqual(['before', 'change', 'after']);
  expect(disk.isWriting).toBe(false);
});
