/** What is said of a machine that cannot have the launcher. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findObstacle } from './requirements.ts';
import { obstacle } from './test-support.ts';

it.skipIf(obstacle !== undefined)(
  `cgroups of version 2 have to be where the runtime looks for them (${obstacle ?? ''})`,
  () => {
    const path = mkdtempSync(join(tmpdir(), 'requirements-'));
    writeFileSync(join(path, 'cgroup.controllers'), 'cpu memory\n');
    expect(findObstacle(path)).toContain('the OCI runtime looks for them at /sys/fs/cgroup only');
    rmSync(path, { recursive: true });
    expect(findObstacle('/sys/fs/../fs/cgroup')).toBeUndefined();
  },
);
