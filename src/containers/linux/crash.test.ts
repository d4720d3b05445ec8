/**
 * The agent is killed at many of the steps that it takes while it launches, runs, destroys and removes
 * a container with namespaces and cgroups. Wherever it dies, the next one knows the truth, and in the end
 * no cgroup, mount, namespace or process is left.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../foundation/result.ts';
import type { ContainerID } from '../../protocol/generated/mesos.ts';
import { containerKey } from '../container-id.ts';
import type { Recovery } from '../containerizer.ts';
import { ended, launch, until } from '../posix/test-support.ts';
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
const stride = 7;
const livesAtATime = 3;

const id: ContainerID = { value: 'c' };
const command = 'echo ran >>$MESOS_SANDBOX/ran; exec sleep 300';

function linesOf(path: string): number {
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').length - 1 : 0;
}

/** One life: the steps, cut off before the n-th; true: it was not cut off. */
async function live(steps: (home: string) => readonly Step[], dieBefore: number): Promise<boolean> {
  const home = mkdtempSync(join(tmpdir(), 'crash-'));
  try {
    const death = await dying.takeStepsAndDie(home, steps(home), dieBefore);
    expect(death.signal, `a life of ${dieBefore} steps`).toBe('SIGKILL');
    await judge(home, death.steps, dieBefore);
    return death.steps.at(-1) === 'end';
  } finally {
    dying.killProcessesOf(home);
    removeCgroupsRoot(cgroupsRootIn(home));
    rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
}

async function judge(home: string, steps: readonly string[], dieBefore: number): Promise<void> {
  const what = `killed before step ${dieBefore}, ${steps.at(-1)}`;
  const ran = join(dying.sandboxIn(home, id), 'ran');
  const next = containerizerIn(home, ['namespaces/pid', 'cgroups/cpu', 'cgroups/mem']);
  const known = dying.knownIn(home, id);
  const recovered = await new Promise<Result<Recovery>>((resolve) =>
    next.recover([known], resolve),
  );
  if (!recovered.ok) throw new Error(`${what}: ${recovered.error}`);
  const isRunning = recovered.value.running.map(containerKey).includes('c');
  const wasLaunched = steps.includes('after launch');
  const wasEnded = steps.includes('to destroy');
  if (wasLaunched && !wasEnded) expect(isRunning, what).toBe(true);
  if (isRunning) {
    await until(() => linesOf(ran) > 0); // what is said to run has begun, or is about to
    next.destroy(id);
  }
  const termination = await ended(next, id);
  if (isRunning) expect(termination, what).toEqual({ status: 9 });
  if (termination === undefined && !steps.includes('to remove')) {
    expect(linesOf(ran), what).toBe(0);
    const [, , config] = dying.aLaunch(home, id, command);
    const launched = await launch(next, id, config);
    expect(launched, what).toMatchObject({ ok: true });
    await until(() => linesOf(ran) > 0);
    next.destroy(id);
    await ended(next, id);
  }
  expect(linesOf(ran), what).toBeLessThanOrEqual(1);
  expect(remainsOf(home), what).toEqual([]);
  next.remove(id);
  await until(() => !existsSync(join(home, 'run/containers/c')));
}

describe.skipIf(obstacle !== undefined)(
  `an agent that is killed at any step (${obstacle ?? ''})`,
  () => {
    beforeAll(() =>
      dying.bundleAgentWith({
        imports: `import { containerizerIn } from ${dying.sourcePath('../../linux/test-support.ts')};`,
        expression: `containerizerIn(workDirectory, ['namespaces/pid', 'cgroups/cpu', 'cgroups/mem'])`,
      }),
    );
    afterAll(dying.removeDyingAgent);

    it('leaves the truth to the next, and nothing else', async () => {
      const steps = (home: string): readonly Step[] => [
        dying.aLaunch(home, id, command),
        ['await', join(dying.sandboxIn(home, id), 'ran')],
        ['destroy', id],
        ['remove', id],
      ];
      let next = 1;
      let isOver = false;
      const liveOn = async (): Promise<void> => {
        try {
          while (!isOver) if (await live(steps, (next += stride))) isOver = true;
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
