/**
 * What survives the agent, conmon and the runtime: the next agent takes over what runs and learns
 * exactly how it ended; what nobody can tell is at least over, and nothing of it is left.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { unwrap, type Result } from '../../foundation/result.ts';
import type { ContainerID } from '../../protocol/generated/mesos.ts';
import { containerKey } from '../container-id.ts';
import type { Containerizer, Recovery } from '../containerizer.ts';
import { findOtherLauncher } from '../other-launcher.ts';
import { ended, launch, until } from '../posix/test-support.ts';
import * as dying from '../posix/test-support/dying-agent.ts';
import { findConmon, findHelpers } from './remains.ts';
import {
  cgroupsRootIn,
  containerizerIn,
  obstacle,
  remainsOf,
  removeCgroupsRoot,
} from './test-support.ts';

const id: ContainerID = { value: 'c' };
const isolation = ['namespaces/pid', 'cgroups/cpu', 'cgroups/mem'];
/** Ends as told by a file; so it is known when it may. */
const command = 'echo up >up; while ! [ -e end ]; do sleep 0.01; done; exit 137';

let home = '';

function inSandbox(name: string): string {
  return join(dying.sandboxIn(home, id), name);
}

async function recover(next: Containerizer): Promise<readonly string[]> {
  const result = await new Promise<Result<Recovery>>((resolve) =>
    next.recover([dying.knownIn(home, id)], resolve),
  );
  return unwrap(result).running.map(containerKey);
}

async function runAndLoseAgent(value = command): Promise<void> {
  await dying.takeStepsAndDie(home, [dying.aLaunch(home, id, value), ['await', inSandbox('up')]]);
}

async function killConmon(): Promise<void> {
  process.kill((await findConmon(join(home, 'run/containers/c')))!, 'SIGKILL');
}

describe.skipIf(obstacle !== undefined)(`after the death of (${obstacle ?? ''})`, () => {
  beforeAll(() =>
    dying.bundleAgentWith({
      imports: `import { containerizerIn } from ${dying.sourcePath('../../linux/test-support.ts')};`,
      expression: `containerizerIn(workDirectory, ${JSON.stringify(isolation)})`,
    }),
  );
  afterAll(dying.removeDyingAgent);
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'recovery-'));
  });
  afterEach(() => {
    const left = remainsOf(home);
    dying.killProcessesOf(home);
    removeCgroupsRoot(cgroupsRootIn(home));
    rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    expect(left).toEqual([]);
  });

  it('the agent a container runs on and its exact status is told', async () => {
    await runAndLoseAgent();
    const next = containerizerIn(home, isolation);
    expect(await recover(next)).toEqual(['c']);
    writeFileSync(inSandbox('end'), '');
    expect(await ended(next, id)).toEqual({ status: 137 * 256 });
    next.remove(id);
  });

  it('the agent a status is kept that nobody waited for', async () => {
    await runAndLoseAgent();
    writeFileSync(inSandbox('end'), '');
    await until(() => existsSync(join(home, 'run/containers/c/exits/c')));
    const next = containerizerIn(home, isolation);
    expect(await recover(next)).toEqual([]);
    expect(await ended(next, id)).toEqual({ status: 137 * 256 });
    next.remove(id);
  });

  it('agent and conmon a container runs on and its exact status is told', async () => {
    await runAndLoseAgent();
    await killConmon();
    const next = containerizerIn(home, isolation);
    expect(await recover(next)).toEqual(['c']);
    writeFileSync(inSandbox('end'), '');
    expect(await ended(next, id)).toEqual({ status: 137 * 256 });
    next.remove(id);
  });

  it('conmon a container can be destroyed; how it ended nobody knows', async () => {
    await runAndLoseAgent();
    const next = containerizerIn(home, isolation);
    await recover(next);
    await killConmon();
    next.destroy(id);
    const message = 'Exit status of the container is not known';
    expect(await ended(next, id)).toEqual({ message });
    next.remove(id);
  });

  it('the agent and its runtime directory a container is found by its cgroup', async () => {
    await runAndLoseAgent();
    rmSync(join(home, 'run/containers'), { recursive: true });
    const next = containerizerIn(home, isolation);
    expect(await recover(next)).toEqual(['c']);
    writeFileSync(inSandbox('end'), '');
    expect(await ended(next, id)).toEqual({ status: 137 * 256 });
    next.remove(id);
    await until(() => remainsOf(home).length === 0); // a conmon whose pid nobody knows ends by itself
  });

  it('the agent an out of memory is told, though all was over', async () => {
    const value = 'echo up >up; head -c 200M /dev/zero | tail | sleep 0.1';
    const resources = [{ name: 'mem', type: 'SCALAR' as const, scalar: { value: 32 } }];
    const steps = [
      dying.aLaunch(home, id, value, { resources }),
      ['await', join(home, 'run/containers/c/exits/c')],
    ] as const;
    await dying.takeStepsAndDie(home, steps);
    const next = containerizerIn(home, isolation);
    await recover(next);
    const reason = 'REASON_CONTAINER_LIMITATION_MEMORY';
    expect(await ended(next, id)).toMatchObject({ reason });
    next.remove(id);
  });

  it.each(['--bundle', '--conmon-pidfile'])(
    'a helper (%s) in the middle of a launch there is no container',
    async (word) => {
      const runtimeDirectory = join(home, 'run');
      const containerizer = containerizerIn(home, isolation);
      const [, , config] = dying.aLaunch(home, id, command);
      const launched = launch(containerizer, id, config);
      let killed = false;
      while (!killed) {
        for (const pid of [...(await findHelpers(runtimeDirectory)).values()].flat()) {
          const words = wordsOf(pid);
          const isMeant = words.includes(word) && !words[0]!.endsWith('unshare');
          if (!isMeant) continue;
          process.kill(pid, 'SIGKILL');
          killed = true;
          break;
        }
      }
      const result = await launched;
      if (result.ok) {
        // The runtime was faster than its murderer.
        containerizer.destroy(id);
        await ended(containerizer, id);
        containerizer.remove(id);
      }
      await until(() => !existsSync(join(home, 'run/containers/c')));
      await until(() => remainsOf(home).length === 0); // a conmon whose pid nobody knows ends by itself
    },
  );

  it('the agent another launcher does not take over what it cannot know', async () => {
    await runAndLoseAgent();
    const runtimeDirectory = join(home, 'run');
    expect(findOtherLauncher(runtimeDirectory, 'linux')).toBeUndefined();
    expect(findOtherLauncher(runtimeDirectory, 'posix')).toContain(
      "container 'c' in --runtime_dir",
    );
    const next = containerizerIn(home, isolation);
    await recover(next);
    next.destroy(id);
    await ended(next, id);
    next.remove(id);
    await until(() => !existsSync(join(home, 'run/containers/c')));
    expect(findOtherLauncher(runtimeDirectory, 'posix')).toBeUndefined();
  });
});

function wordsOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [''];
  }
}
