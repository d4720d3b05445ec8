/**
 * The agent is killed at every single step that it takes outside of its memory while it launches,
 * runs, destroys and removes a container. Wherever it dies, the next one knows the truth: what was
 * said to run runs, what is said to have ended has ended, and no command runs twice.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '../../foundation/log.ts';
import { ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { ContainerID } from '../../protocol/generated/mesos.ts';
import { containerKey } from '../container-id.ts';
import type { Recovery } from '../containerizer.ts';
import { Fetcher } from '../fetcher/fetcher.ts';
import type { Isolator } from '../isolators/isolator.ts';
import { PosixContainerizer } from './posix-containerizer.ts';
import { ended, launch, until } from './test-support.ts';
import * as dying from './test-support/dying-agent.ts';
import type { Step } from './test-support/dying-agent.ts';

/** Lives that go on side by side; each is a few processes. */
const livesAtATime = 3;

beforeAll(dying.bundleDyingAgent);
afterAll(dying.removeDyingAgent);

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
    rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
}

async function judge(home: string, steps: readonly string[], dieBefore: number): Promise<void> {
  const what = `killed before step ${dieBefore}, ${steps.at(-1)}`;
  const ran = join(dying.sandboxIn(home, id), 'ran');
  const runtimeDirectory = join(home, 'run');
  const parts = {
    ...{ workDirectory: home, runtimeDirectory },
    isolators: [],
    fetcher: new Fetcher(),
    log: silentLog,
  };
  const next = new PosixContainerizer(parts);
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
    expect(launched.ok, what).toBe(true);
    await until(() => linesOf(ran) > 0);
    next.destroy(id);
    await ended(next, id);
  }
  expect(linesOf(ran), what).toBeLessThanOrEqual(1);
  next.remove(id);
  await until(() => dying.processesOf(home).length === 0);
}

describe('a launch', () => {
  it('is answered when the command has begun, however slow it was, so that the next agent knows', async () => {
    const home = mkdtempSync(join(tmpdir(), 'crash-'));
    const slow: Isolator = {
      name: 'slow',
      isolate: (_container, pid, done) => {
        process.kill(pid, 'SIGSTOP');
        setTimeout(() => process.kill(pid, 'SIGCONT'), 50);
        done(ok(undefined));
      },
    };
    const runtimeDirectory = join(home, 'run');
    const parts = {
      ...{ workDirectory: home, runtimeDirectory },
      isolators: [slow],
      fetcher: new Fetcher(),
      log: silentLog,
    };
    const containerizer = new PosixContainerizer(parts);
    try {
      const [, , config] = dying.aLaunch(home, id, 'sleep 300');
      expect(await launch(containerizer, id, config)).toMatchObject({ ok: true });
      expect(existsSync(join(runtimeDirectory, 'containers/c/went'))).toBe(true);
      containerizer.destroy(id);
      await ended(containerizer, id);
    } finally {
      dying.killProcessesOf(home);
      rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    }
  });
});

describe('an agent that is killed at any step', () => {
  it.each<[string, (home: string) => readonly Step[]]>([
    ['launches a container', (home) => [dying.aLaunch(home, id, command)]],
    [
      'runs, destroys and removes it',
      (home) => [
        dying.aLaunch(home, id, command),
        ['await', join(dying.sandboxIn(home, id), 'ran')],
        ['destroy', id],
        ['remove', id],
      ],
    ],
  ])('leaves the truth to the next: it %s', async (_what, steps) => {
    let next = 1;
    let isOver = false;
    const liveOn = async (): Promise<void> => {
      try {
        while (!isOver) if (await live(steps, next++)) isOver = true;
      } finally {
        isOver = true;
      }
    };
    const lives = await Promise.allSettled(Array.from({ length: livesAtATime }, liveOn));
    const faults = lives.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(faults).toEqual([]);
    expect(next).toBeGreaterThan(15);
  });
});
