/**
 * namespaces/ipc: a container has an IPC namespace of its own; nested ones are in that of the container
 * around them. By `ipc_mode` a container is PRIVATE, with a /dev/shm of its own of the size it asks for, or
 * has both of the container around it (SHARE_PARENT), outermost ones of the agent, unless the operator forbids that. @compat
 * without a mode /dev/shm is the machine's.
 *
 * <runtime_dir>/isolators/namespaces/ipc/<id>/ has what must be there without a process: `ns`, the namespace of a
 * container that has none, and `shm`.
 */
import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { ContainerID, LinuxInfo } from '../../../protocol/generated/mesos.ts';
import { containerKey } from '../../container-id.ts';
import type { ContainerConfig } from '../../containerizer.ts';
import { bindNamespace, mountMemory, unbind } from '../bound-mounts.ts';
import { insist } from '../insistence.ts';
import type {
  IsolatedContainer,
  Isolator,
  IsolatorOptions,
  NamespaceWishes,
  OciMount,
  Preparation,
} from '../isolator.ts';

const bytesPerMegabyte = 2 ** 20;

type IpcOptions = Pick<
  IsolatorOptions,
  'runtime_dir' | 'default_container_shm_size' | 'disallow_sharing_agent_ipc_namespace'
>;

export class NamespacesIpcIsolator implements Isolator {
  readonly name = 'namespaces/ipc';
  readonly #options: IpcOptions;
  readonly #directory: string;

  constructor(options: IpcOptions) {
    this.#options = options;
    this.#directory = join(options.runtime_dir, 'isolators/namespaces/ipc');
  }

  #homeOf(id: ContainerID): string {
    return join(this.#directory, containerKey(id));
  }

  prepare(
    { id }: IsolatedContainer,
    config: ContainerConfig,
    done: (result: Result<Preparation>) => void,
  ): void {
    const info = config.container?.linux_info ?? {};
    const fault = this.#findFault(id, config, info);
    if (fault !== undefined) return done(failure(fault));
    this.#prepare(id, config, info).then(
      (prepared) => done(ok(prepared)),
      (error: Error) => done(failure(`Cannot make the IPC namespace: ${error.message}`)),
    );
  }

  /** @compat the words of real agents. */
  #findFault(id: ContainerID, config: ContainerConfig, info: LinuxInfo): string | undefined {
    const { ipc_mode: mode, shm_size } = info;
    if (mode === 'UNKNOWN') return 'Unknown IPC mode';
    if (shm_size !== undefined && mode !== 'PRIVATE') {
      return 'Only support specifying the size of /dev/shm when the IPC mode is `PRIVATE`';
    }
    if (config.containerClass === 'debug' && mode === 'PRIVATE') {
      return 'Private IPC mode is not supported for DEBUG containers';
    }
    const isAgents = id.parent === undefined && mode === 'SHARE_PARENT';
    if (!isAgents || !this.#options.disallow_sharing_agent_ipc_namespace) return undefined;
    return 'Sharing agent IPC namespace with top-level container is not allowed';
  }

  async #prepare(id: ContainerID, config: ContainerConfig, info: LinuxInfo): Promise<Preparation> {
    const { ipc_mode: mode } = info;
    if (mode === 'PRIVATE') {
      const mounts = [await this.#ownMemory(id, info.shm_size)];
      return { namespaces: await this.#own(id, config), mounts };
    }
    if (id.parent === undefined) {
      return mode === 'SHARE_PARENT' ? {} : { namespaces: await this.#own(id, config) };
    }
    const parents = join(this.#homeOf(id.parent), 'ns');
    const namespaces = { ipc: existsSync(parents) ? { path: parents } : 'parent' } as const;
    if (mode !== 'SHARE_PARENT' || config.containerClass === 'debug') return { namespaces };
    const shm = this.#findMemory(id.parent);
    return { namespaces, ...(shm !== undefined && { mounts: [memoryOf(shm)] }) };
  }

  /** The runtime makes that of a process. */
  async #own(id: ContainerID, { command }: ContainerConfig): Promise<NamespaceWishes> {
    if (command !== undefined) return { ipc: 'own' };
    const path = join(this.#homeOf(id), 'ns');
    await bindNamespace('ipc', path);
    return { ipc: { path } };
  }

  async #ownMemory(id: ContainerID, megabytes: LinuxInfo['shm_size']): Promise<OciMount> {
    const path = join(this.#homeOf(id), 'shm');
    const bytes = megabytes === undefined ? undefined : Number(megabytes) * bytesPerMegabyte;
    await mountMemory(path, bytes ?? this.#options.default_container_shm_size);
    return memoryOf(path);
  }

  /** Of the container or the nearest around it that has one; undefined: the machine's. */
  #findMemory(id: ContainerID): string | undefined {
    const path = join(this.#homeOf(id), 'shm');
    if (existsSync(path)) return path;
    return id.parent === undefined ? undefined : this.#findMemory(id.parent);
  }

  /** What is left of containers that are not running. */
  recover(containers: readonly IsolatedContainer[], done: (result: Result<void>) => void): void {
    const kept = new Set(containers.map(({ id }) => containerKey(id)));
    void this.#clearBut(kept).then(done);
  }

  async #clearBut(kept: ReadonlySet<string>): Promise<Result<void>> {
    for (const key of await readdir(this.#directory).catch(() => [])) {
      if (kept.has(key)) continue;
      const cleared = await insist(() => clear(join(this.#directory, key)));
      if (!cleared.ok) return cleared;
    }
    return ok(undefined);
  }

  cleanup({ id }: IsolatedContainer, done: (result: Result<void>) => void): void {
    void clear(this.#homeOf(id)).then(done);
  }
}

function memoryOf(source: string): OciMount {
  return { destination: '/dev/shm', source, type: 'bind', options: ['bind', 'rw'] };
}

async function clear(home: string): Promise<Result<void>> {
  if (!existsSync(home)) return ok(undefined);
  try {
    for (const name of ['ns', 'shm']) await unbind(join(home, name));
    await rm(home, { recursive: true, force: true });
    return ok(undefined);
  } catch (error) {
    return failure(`Cannot remove the IPC namespace of ${home}: ${(error as Error).message}`);
  }
}
