/**
 * Under systemd all processes of a unit may be ended with it (KillMode). What outlives the agent is therefore begun in
 * a slice of its own, `mesos_executors.slice`, which is made where it is missing and left alone where it is not: an
 * operator may have his own. systemd is there when its runtime directory is, as sd_booted(3) has it.
 */
import { execFile } from 'node:child_process';
import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failure, ok } from '../foundation/result.ts';
import type { Result } from '../foundation/result.ts';

/** @compat */
const slice = 'mesos_executors.slice';
const unit = '[Unit]\nDescription=Mesos Executors Slice\n';
const systemctlTimeoutMs = 30_000;

export interface SystemdParts {
  readonly runtimeDirectory: string;
  /** Is that where it always is? Then its absence means that there is no systemd. */
  readonly isUsualDirectory: boolean;
  /** Where the cgroups are that systemd keeps its units in. */
  readonly hierarchy: string;
  /** Runs systemctl(1); a failure is what it complained of. */
  readonly systemctl: (...words: readonly string[]) => Promise<Result<void>>;
}

/** `cgroup.procs` of the slice; undefined: no systemd. A failure is a sentence for the operator. */
export async function findExecutorsSlice(parts: SystemdParts): Promise<Result<string | undefined>> {
  const { runtimeDirectory, hierarchy, systemctl } = parts;
  if (!(await exists(runtimeDirectory))) {
    if (parts.isUsualDirectory) return ok(undefined);
    return refusal(`Failed to locate systemd runtime directory: ${runtimeDirectory}`);
  }
  const path = join(runtimeDirectory, slice);
  if (!(await exists(path))) {
    try {
      await writeFile(path, unit, { flag: 'wx' });
    } catch (error) {
      return refusal(`Failed to create systemd slice '${slice}': ${(error as Error).message}`);
    }
    const reloaded = await systemctl('daemon-reload');
    if (!reloaded.ok) return refusal(`Failed to reload systemd daemon: ${reloaded.error}`);
  }
  const started = await systemctl('start', slice);
  if (!started.ok) return refusal(`Failed to start '${slice}': ${started.error}`);
  const file = join(hierarchy, slice, 'cgroup.procs');
  if (await exists(file)) return ok(file);
  return refusal(`Failed to locate systemd cgroups hierarchy: there is no '${file}'`);
}

function refusal(why: string): Result<never> {
  return failure(
    `Failed to initialize systemd: ${why}; see to it, or give --no-systemd_enable_support and KillMode=process in the unit of the agent`,
  );
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

export function systemctl(...words: readonly string[]): Promise<Result<void>> {
  return new Promise((resolve) => {
    execFile('systemctl', words, { timeout: systemctlTimeoutMs }, (error, _stdout, stderr) => {
      if (error === null) return resolve(ok(undefined));
      resolve(failure(stderr.trim() || error.message));
    });
  });
}
