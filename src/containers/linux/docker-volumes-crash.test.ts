/**
 * The agent is killed at many of the steps that it takes while a container with a volume of a driver is
 * launched, runs and is destroyed. Wherever it dies, the next one leaves no mount behind, and takes none from who lives.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../foundation/result.ts';
import type { ContainerID, ContainerInfo } from '../../protocol/generated/mesos.ts';
import { containerKey } from '../container-id.ts';
import type { Recovery } from '../containerizer.ts';
import { driverVolume, installDvdcli } from '../isolators/docker-volume/test-support/stand-in.ts';
import { ended, until } from '../posix/test-support.ts';
import * as dying from '../posix/test-support/dying-agent.ts';
import type { Step } from '../posix/test-support/dying-agent.ts';
import {
  cgroupsRootIn,
  containerizerIn,
  obstacle,
  remainsOf,
  removeCgroupsRoot,
} from './test-support.ts';

/** A life takes long, and most steps are looks at files: so many are left out between two deaths. */
const stride = 9;
const livesAtATime = 3;

const id: ContainerID = { value: 'c' };
const usualPath = process.env['PATH'];
/** Of the stand-in for dvdcli, which has a volume for each life. */
let drivers = '';

function isMounted(home: string): boolean {
  const path = ` ${drivers}/mnt/${basename(home)} `;
  return readFileSync('/proc/self/mountinfo', 'utf8').includes(path);
}

/** The steps, cut off before the n-th; true: they were not cut off. */
async function live(home: string, dieBefore: number): Promise<boolean> {
  const volume = driverVolume(basename(home), 'data');
  const container: ContainerInfo = { type: 'MESOS', volumes: [volume] };
  const steps: readonly Step[] = [
    dying.aLaunch(home, id, 'touch data/ran; exec sleep 300', { container }),
    ['await', join(drivers, 'data', basename(home), 'ran')],
    ['destroy', id],
    ['remove', id],
  ];
  const death = await dying.takeStepsAndDie(home, steps, dieBefore);
  const what = `killed before step ${dieBefore}, ${death.steps.at(-1)}`;
  expect(death.signal, what).toBe('SIGKILL');
  const next = containerizerIn(home, ['filesystem/linux', 'docker/volume']);
  const recovered = await new Promise<Result<Recovery>>((resolve) =>
    next.recover([dying.knownIn(home, id)], resolve),
  );
  if (!recovered.ok) throw new Error(`${what}: ${recovered.error}`);
  if (recovered.value.running.map(containerKey).includes('c')) {
    expect(isMounted(home), what).toBe(true);
    next.destroy(id);
  }
  await ended(next, id);
  await nothingIsLeft(home);
  expect(isMounted(home), what).toBe(false);
  expect(remainsOf(home), what).toEqual([]);
  next.remove(id);
  await until(() => !existsSync(join(home, 'run/containers/c')));
  return death.steps.at(-1) === 'end';
}

/** Of what is not there any more volumes are unmounted in the background; waits for that, within bounds. */
async function nothingIsLeft(home: string): Promise<void> {
  let looksInVain = 0;
  for (let looks = 0; looksInVain < 3 && looks < 400; looks++) {
    const isLeft = isMounted(home) || remainsOf(home).length > 0;
    looksInVain = isLeft ? 0 : looksInVain + 1;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

async function liveAndClear(dieBefore: number): Promise<boolean> {
  const home = mkdtempSync(join(tmpdir(), 'crash-'));
  try {
    return await live(home, dieBefore);
  } finally {
    dying.killProcessesOf(home);
    removeCgroupsRoot(cgroupsRootIn(home));
    rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
}

describe.skipIf(obstacle !== undefined)(
  `an agent that is killed at any step of the life of a volume (${obstacle ?? ''})`,
  () => {
    beforeAll(async () => {
      drivers = mkdtempSync(join(tmpdir(), 'drivers-'));
      installDvdcli(drivers);
      process.env['PATH'] = `${drivers}:${usualPath}`;
      await dying.bundleAgentWith({
        imports: `import { containerizerIn } from ${dying.sourcePath('../../linux/test-support.ts')};`,
        expression: `containerizerIn(workDirectory, ['filesystem/linux', 'docker/volume'])`,
      });
    });
    afterAll(() => {
      process.env['PATH'] = usualPath;
      dying.removeDyingAgent();
      rmSync(drivers, { recursive: true, force: true });
    });

    it('leaves no mount to the next, and keeps those of who lives', async () => {
      let next = 1;
      let isOver = false;
      const liveOn = async (): Promise<void> => {
        try {
          while (!isOver) if (await liveAndClear((next += stride))) isOver = true;
        } finally {
          isOver = true;
        }
      };
      const lives = await Promise.allSettled(Array.from({ length: livesAtATime }, liveOn));
      const faults = lives.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
      expect(faults).toEqual([]);
      expect(next).toBeGreaterThan(40);
    });
  },
);
