/**
 * What tests of real containers share: a temporary home with a runtime directory and sandboxes, and
 * the containerizer's callbacks as promises.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog } from '../../foundation/log.ts';
import { unwrap, type Result } from '../../foundation/result.ts';
import type { CommandInfo, ContainerID } from '../../protocol/generated/mesos.ts';
import type {
  ContainerConfig,
  Containerizer,
  ContainerTermination,
  LaunchedContainer,
} from '../containerizer.ts';
import { Fetcher } from '../fetcher/fetcher.ts';
import { makeIsolators, readIsolation } from '../isolators/registry.ts';
import { isolatorParts } from '../isolators/test-support.ts';
import type { Tools } from './launch-plan.ts';
import { PosixContainerizer } from './posix-containerizer.ts';
import type { PosixContainerizerOptions } from './posix-containerizer.ts';

export let home: string;
let nextId = 0;

export function aContainerizer(
  tools?: Tools,
  more?: Partial<PosixContainerizerOptions>,
): PosixContainerizer {
  const isolation = readIsolation(['posix/cpu', 'posix/mem', 'posix/rlimits']);
  const fetcher = new Fetcher();
  return new PosixContainerizer({
    workDirectory: home,
    runtimeDirectory: join(home, 'run'),
    isolators: makeIsolators(unwrap(isolation), isolatorParts(home)),
    fetcher,
    log: silentLog,
    ...(tools && { tools }),
    ...more,
  });
}

export function anId(): ContainerID {
  return { value: `c${nextId++}` };
}

export function sandboxOf(id: ContainerID): string {
  return join(home, 'sandboxes', id.value);
}

/** Of the container that `anId` named last. */
export function lastSandbox(): string {
  return sandboxOf({ value: `c${nextId - 1}` });
}

export function aConfig(
  id: ContainerID,
  command: CommandInfo,
  more?: Partial<ContainerConfig>,
): ContainerConfig {
  return { command, environment: {}, directory: sandboxOf(id), resources: [], ...more };
}

export function launch(
  containerizer: Containerizer,
  id: ContainerID,
  config: ContainerConfig,
): Promise<Result<LaunchedContainer>> {
  return new Promise((resolve) => containerizer.launch(id, config, resolve));
}

export function ended(
  containerizer: Containerizer,
  id: ContainerID,
): Promise<ContainerTermination | undefined> {
  return new Promise((resolve) => containerizer.wait(id, resolve));
}

/** Runs a command to its end; what it printed and how it ended. */
export async function run(
  containerizer: Containerizer,
  command: CommandInfo,
  more?: Partial<ContainerConfig>,
): Promise<{ status: number | undefined; stdout: string; stderr: string }> {
  const id = anId();
  const launched = await launch(containerizer, id, aConfig(id, command, more));
  if (!launched.ok) throw new Error(launched.error);
  const termination = await ended(containerizer, id);
  containerizer.remove(id);
  const read = (name: string): string => readFileSync(join(sandboxOf(id), name), 'utf8');
  return { status: termination?.status, stdout: read('stdout'), stderr: read('stderr') };
}

export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Before the tests of a file. */
export function makeHome(): void {
  home = mkdtempSync(join(tmpdir(), 'containers-'));
}

/** After them. */
export function removeHome(): void {
  rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
}
