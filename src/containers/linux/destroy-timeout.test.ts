/** What cannot be ended in good time: a frozen process takes no signal until it thaws. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unwrap, type Result } from '../../foundation/result.ts';
import type { ContainerID } from '../../protocol/generated/mesos.ts';
import type { Recovery } from '../containerizer.ts';
import { aConfig, anId, ended, home, launch, until } from '../posix/test-support.ts';
import { aLinuxContainerizer, cgroupsRootIn, obstacle, remains, useHome } from './test-support.ts';

const freezer = '/sys/fs/cgroup/freezer';
const canFreeze = obstacle === undefined && existsSync(join(freezer, 'cgroup.procs'));

function setFrozen({ value }: ContainerID, isFrozen: boolean): void {
  const path = join(freezer, cgroupsRootIn(home), value, 'freezer.state');
  writeFileSync(path, isFrozen ? 'FROZEN' : 'THAWED');
}

describe.skipIf(!canFreeze)(`--cgroups_destroy_timeout (${obstacle ?? 'freezer'})`, () => {
  useHome(() => until(() => remains().length === 0));
  const more = { destroyTimeoutMs: 200 };

  it('is the end of waiting, not of the container, which goes when it can', async () => {
    const containerizer = aLinuxContainerizer([], more);
    const id = anId();
    unwrap(await launch(containerizer, id, aConfig(id, { value: 'sleep 300' })));
    setFrozen(id, true);
    containerizer.destroy(id);
    const { message, status } = (await ended(containerizer, id))!;
    expect(message).toMatch(
      /^Failed to kill all processes in the container: processes \d+.* in its cgroup did not end by SIGKILL within 200ms \(--cgroups_destroy_timeout\)$/u,
    );
    expect([status, containerizer.destroyErrorCount]).toEqual([undefined, 1]);
    expect(containerizer.remove(id)).toBe(true);
    expect(remains()).not.toEqual([]);
    setFrozen(id, false);
    await until(() => remains().length === 0);
    await until(() => !existsSync(join(home, 'run/containers', id.value)));
  });

  it('keeps no agent from starting, which ends what is left when it can', async () => {
    const id = anId();
    unwrap(await launch(aLinuxContainerizer([]), id, aConfig(id, { value: 'sleep 300' })));
    setFrozen(id, true);
    const next = aLinuxContainerizer([], more);
    const recovered = await new Promise<Result<Recovery>>((resolve) => next.recover([], resolve));
    expect(unwrap(recovered).orphans).toEqual([id]);
    expect(next.destroyErrorCount).toBe(1);
    setFrozen(id, false);
  });
});
