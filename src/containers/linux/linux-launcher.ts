/**
 * The launcher `linux`: containers with namespaces and cgroups, made by an OCI runtime and watched by
 * conmon (conmon.ts). In each the first process is a small script that starts the task and writes its
 * status down (init-script.ts). A container is all that is in its cgroup: whatever it forks, it cannot leave.
 *
 * What is left of one is taken away by this file alone, never by asking the runtime: it works with
 * whatever a runtime or conmon that was killed at any moment has left (`#clear`).
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../../foundation/log.ts';
import { failure, ok, unwrap } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { ContainerID } from '../../protocol/generated/mesos.ts';
import { readBootId } from '../boot-id.ts';
import type { Cgroups } from '../cgroups/cgroups.ts';
import { containerKey } from '../container-id.ts';
import type { KnownContainer } from '../containerizer.ts';
import type { Consumption } from '../isolators/isolator.ts';
import type { Prepared } from '../isolators/preparation.ts';
import type { GatedProcess, Launcher, StartRequest, Survivor } from '../life/launcher.ts';
import type { ContainerRecord } from '../life/record.ts';
import { planLaunch } from '../posix/launch-plan.ts';
import { findProcess, isAlive } from '../posix/process-table.ts';
import type { ContainerRoot } from '../posix/process-tree.ts';
import { abandon, inheritedText, RuntimeDirectory } from '../posix/runtime-directory.ts';
import { installScript } from '../posix/supervisor.ts';
import { readTaskEnvironment } from '../posix/task-environment.ts';
import { bundleConfig } from './bundle.ts';
import { createContainer, letGo, runtimeTimeoutMs } from './conmon.ts';
import type { ConmonStart, RuntimeCall } from './conmon.ts';
import { consumptionOf } from './consumption.ts';
import { watchEnd } from './exit-watch.ts';
import { ImageTools } from '../image-tools.ts';
import { makeStarter } from '../process-starter.ts';
import { initScript, terminalMark } from './init-script.ts';
import { awaitConmon, findConmon, killHelpers } from './remains.ts';
import { probeLinuxTools } from './requirements.ts';
import type { LinuxTools } from './requirements.ts';
import { ociSeccomp, seccompPlace } from './seccomp.ts';
import { arrange, findSurroundings, userOf } from './surroundings.ts';
import type { Surroundings } from './surroundings.ts';
import { surveyLinux } from './survey.ts';

export interface LinuxLauncherParts {
  /** --runtime_dir, absolute. */
  readonly runtimeDirectory: string;
  readonly cgroups: Cgroups;
  readonly log: Log;
  /** --cgroups_destroy_timeout: how long processes and cgroups of a container may take to be gone. */
  readonly destroyTimeoutMs: number;
  /** An OCI runtime to use, and how long to wait for it; absent: that of the machine. */
  readonly runtime?: { readonly path: string; readonly timeoutMs: number };
}

interface Setup {
  readonly tools: LinuxTools;
  /** Path of the script that every container begins with. */
  readonly script: string;
}

/** Of the container around a debug container. */
const enteredNamespaces = ['--mount', '--ipc', '--pid', '--net', '--uts'];
/** Between two looks whether a container that was let go has begun. */
const beginPollMs = 1;

export class LinuxLauncher implements Launcher {
  readonly name = 'linux';
  readonly carries = new Set([
    ...(['environment', 'wrapper', 'namespaces'] as const),
    ...(['mounts', 'devices', 'deviceFiles', 'noNewPrivileges'] as const),
    ...(['capabilities', 'seccomp', 'hostname'] as const),
    ...(['root', 'imageVolumes', 'secretFiles'] as const),
    ...(['command', 'workingDirectory', 'user', 'groups'] as const),
  ]);
  readonly #runtimeDirectory: string;
  readonly #cgroups: Cgroups;
  readonly #log: Log;
  readonly #destroyTimeoutMs: number;
  readonly #own: LinuxLauncherParts['runtime'];
  readonly #runtime: RuntimeDirectory;
  readonly #imageTools: ImageTools;
  #setup: Promise<Setup> | undefined;
  /** First processes, by container; of what has none there is nothing. */
  readonly #roots = new Map<string, ContainerRoot>();
  /** Found by `survey` with less on disk than is known of them. */
  #damaged: ReadonlyMap<string, ContainerRecord> = new Map();

  constructor({ runtimeDirectory, cgroups, log, destroyTimeoutMs, runtime }: LinuxLauncherParts) {
    this.#own = runtime;
    this.#destroyTimeoutMs = destroyTimeoutMs;
    this.#runtimeDirectory = runtimeDirectory;
    this.#cgroups = cgroups;
    this.#log = log;
    this.#runtime = new RuntimeDirectory(runtimeDirectory);
    this.#imageTools = new ImageTools(join(runtimeDirectory, 'tools'));
    makeStarter();
  }

  async ready(): Promise<void> {
    await this.#prepareMachine();
  }

  async #prepareMachine(): Promise<Setup> {
    this.#setup ??= this.#install();
    try {
      return await this.#setup;
    } catch (error) {
      this.#setup = undefined;
      throw error;
    }
  }

  async #install(): Promise<Setup> {
    const tools = unwrap(await probeLinuxTools());
    await mkdir(this.#rootfs, { recursive: true, mode: 0o700 });
    const script = await installScript(this.#runtimeDirectory, { name: 'init', text: initScript });
    return { tools: { ...tools, runtime: this.#own?.path ?? tools.runtime }, script };
  }

  get #rootfs(): string {
    return join(this.#runtimeDirectory, 'rootfs');
  }

  /** Where the runtime keeps what it knows of containers. */
  get #stateDirectory(): string {
    return join(this.#runtimeDirectory, 'runc');
  }

  async survey(known: readonly KnownContainer[]): Promise<readonly Survivor[]> {
    const parts = {
      ...{ runtime: this.#runtime, cgroups: this.#cgroups, bootId: readBootId() },
      readStatus: (id: ContainerID) => this.readStatus(id),
      clear: async (id: ContainerID) => {
        await killHelpers(this.#runtimeDirectory, this.#runtime.pathOf(id));
        await this.#orTell(id, this.forget(id));
      },
    };
    const found = await surveyLinux(parts, known);
    for (const { id, root } of found) if (root) this.#roots.set(containerKey(id), root);
    const damaged = found.filter(({ isDamaged }) => isDamaged);
    this.#damaged = new Map(damaged.map(({ id, record }) => [containerKey(id), record]));
    return found;
  }

  async keep(id: ContainerID): Promise<void> {
    const key = containerKey(id);
    const [record, root] = [this.#damaged.get(key), this.#roots.get(key)];
    if (record === undefined || root === undefined) return;
    this.#log.warning(`The files of container ${key} were lost or damaged, but it is running`);
    await this.#makeDirectory(id, record);
    await writeFile(join(this.#runtime.pathOf(id), 'went'), '', { flag: 'a' });
    await writeFile(join(this.#runtime.pathOf(id), 'pid'), String(root.pid));
  }

  async destroyLost(lost: readonly KnownContainer[]): Promise<void> {
    await Promise.all(lost.map(({ id }) => this.#orTell(id, this.#clear(id))));
  }

  /** The agent goes on without; its next start tries again. */
  async #orTell(id: ContainerID, clearing: Promise<void>): Promise<void> {
    await clearing.catch((error: Error) => {
      this.#log.error(`Something is left of container ${containerKey(id)}: ${error.message}`);
    });
  }

  async create(id: ContainerID, record: ContainerRecord): Promise<void> {
    await this.#runtime.create(id, record);
  }

  async #makeDirectory(id: ContainerID, record: ContainerRecord): Promise<string> {
    const path = await this.#runtime.create(id, record);
    // conmon would make them open to all.
    for (const name of ['exits', 'conmon'])
      await mkdir(join(path, name), { recursive: true, mode: 0o700 });
    return path;
  }

  async start(request: StartRequest): Promise<Result<GatedProcess>> {
    const { id, record, prepared } = request;
    const { tools, script } = await this.#prepareMachine();
    const parent = id.parent && this.#roots.get(containerKey(id.parent));
    const fault = findParentFault(prepared, parent) ?? findCapabilityFault(prepared, tools);
    if (fault !== undefined) return failure(fault);
    const findConmonOf = (owner: ContainerID): Promise<number | undefined> =>
      findConmon(this.#runtime.pathOf(owner));
    const imageTools = this.#imageTools;
    const surroundings = await findSurroundings(request, {
      ...{ tools, script, imageTools, findConmonOf },
    });
    if (!surroundings.ok) return surroundings;
    const plan = this.#plan(request, surroundings.value);
    if (!plan.ok) return plan;
    const runtimePath = await this.#makeDirectory(id, record);
    const { PATH = '', ...task } = plan.value;
    const { inside, preparing } = await arrange(request, surroundings.value, {
      ...{ runtimePath, rootfs: this.#rootfs, imageTools },
      cgroupsVersion: this.#cgroups.hierarchy.version,
    });
    const own = {
      ...{ AP_RUNTIME: inside.runtimePath, AP_RECORD: inheritedText(record) },
      ...(inside.terminal !== undefined && { AP_TERMINAL: inside.terminal }),
    };
    const config = bundleConfig({
      ...{ ...prepared, mounts: inside.mounts, parentPid: parent?.pid },
      ...{ rootfs: this.#rootfs, capabilities: tools.capabilities },
      seccomp: prepared.seccomp && ociSeccomp(prepared.seccomp, seccompPlace(prepared, tools)),
      ...{ isImage: prepared.root !== undefined, workingDirectory: inside.cwd },
      words: [...surroundings.value.shell, surroundings.value.script, 'init'],
      environment: { PATH, ...task, ...own, ...surroundings.value.variables },
      cgroupsPath: this.#cgroups.processPath(id),
    });
    await writeFile(join(runtimePath, 'config.json'), JSON.stringify(config), { mode: 0o600 });
    const { orders, input } = preparing;
    const { namespaceOf } = surroundings.value;
    const { places, abandoned } = request;
    const start = { tools, runtimePath, places, orders, input, namespaceOf, abandoned };
    return this.#create(id, { ...start, ...this.#names(id) });
  }

  #plan(request: StartRequest, { tools, directory }: Surroundings): Result<Record<string, string>> {
    const { prepared } = request;
    const entering = this.#entering(request, tools, directory);
    const wrappers = [...(entering.length > 0 ? [entering] : []), ...prepared.wrappers];
    return planLaunch({
      ...{ command: prepared.command ?? request.command, environment: prepared.environment },
      capabilities: prepared.capabilities,
      ...{
        wrappers,
        tools,
        switchTo: userOf(request),
        groups: prepared.groups ?? prepared.root?.groups,
      },
    });
  }

  /** A debug container is where its parent is: it runs in that one's namespaces. */
  #entering(
    { id, record, places }: StartRequest,
    { nsenter, wordsFor }: LinuxTools,
    directory: string,
  ): readonly string[] {
    const parent = id.parent && this.#roots.get(containerKey(id.parent));
    if (!record.isDebug || parent === undefined) return [];
    const enter = [nsenter, `--target=${parent.pid}`, ...enteredNamespaces, '--'];
    // A shell in a terminal must lead a session that it can see.
    const setsid = wordsFor?.('setsid') ?? ['setsid'];
    const session = places.terminal === undefined ? [] : [...setsid, '--ctty'];
    const goThere = 'cd -- "$1" || exit 1; shift; exec "$@"';
    const shellWords = wordsFor?.('/bin/sh') ?? ['/bin/sh'];
    return [...enter, ...session, ...shellWords, '-c', goThere, 'sh', directory];
  }

  #names(id: ContainerID): Omit<RuntimeCall, 'tools'> & Pick<ConmonStart, 'rootfs'> {
    const timeoutMs = this.#own?.timeoutMs ?? runtimeTimeoutMs;
    const [name, stateDirectory] = [runtimeName(id), this.#stateDirectory];
    return { name, stateDirectory, timeoutMs, rootfs: this.#rootfs };
  }

  async #create(id: ContainerID, start: ConmonStart): Promise<Result<GatedProcess>> {
    const created = await createContainer(start);
    if (!created.ok) {
      await killHelpers(this.#runtimeDirectory, start.runtimePath);
      await this.#clear(id);
      return created;
    }
    const pid = created.value;
    const root = { pid, startTime: findProcess(pid)?.startTime ?? '' };
    this.#roots.set(containerKey(id), root);
    return ok({
      pid,
      go: () => this.#go(start, root),
      abandon: () => void this.#orTell(id, this.#kill(id)),
    });
  }

  async #go(start: ConmonStart, root: ContainerRoot): Promise<Result<void>> {
    const released = await letGo(start);
    const went = join(start.runtimePath, 'went');
    // A terminal that nobody has open would be over.
    const begun =
      start.places.terminal === undefined ? went : join(start.runtimePath, terminalMark);
    while (released.ok && !existsSync(begun) && isAlive(root.pid, root.startTime)) {
      await pause(beginPollMs);
    }
    if (existsSync(went) || !(await abandon(start.runtimePath))) return ok(undefined);
    if (!released.ok) return released;
    return failure('its first process ended, or was killed, before it could run the command');
  }

  write(id: ContainerID, record: ContainerRecord): Promise<void> {
    return this.#runtime.writeRecord(id, record);
  }

  watch(id: ContainerID, onEnd: () => void): void {
    const root = this.#roots.get(containerKey(id));
    const runtimePath = this.#runtime.pathOf(id);
    if (root !== undefined) watchEnd({ root, runtimePath, exitFile: this.#exitFile(id) }, onEnd);
  }

  #exitFile(id: ContainerID): string {
    return join(this.#runtime.pathOf(id), 'exits', runtimeName(id));
  }

  /**
   * What the container's first process wrote of the task, else how that process itself ended: by 128
   * and more conmon means a signal, and no script of ours exits with so much.
   */
  async readStatus(id: ContainerID): Promise<number | undefined> {
    const written = await this.#runtime.readStatus(id);
    if (written !== undefined) return written;
    const text = await readFile(this.#exitFile(id), 'latin1').catch(() => '');
    if (!/^\d+\s*$/u.test(text) || Number(text) === 0) return undefined;
    return Number(text) > 128 ? Number(text) - 128 : Number(text) * 256;
  }

  signal(id: ContainerID, signal: number): void {
    const root = this.#roots.get(containerKey(id));
    if (root !== undefined) void this.#signal(id, root, signal);
  }

  /** Not the first process, nor the helper in its session that waits for the task. */
  async #signal(id: ContainerID, root: ContainerRoot, signal: number): Promise<void> {
    for (const pid of await this.#cgroups.members(id)) {
      if (findProcess(pid)?.sessionId === root.pid) continue;
      try {
        process.kill(pid, signal);
      } catch {
        // It has ended meanwhile.
      }
    }
  }

  async destroy(id: ContainerID): Promise<void> {
    if (this.#roots.has(containerKey(id))) await this.#kill(id);
  }

  async #kill(id: ContainerID): Promise<void> {
    await this.#cgroups.kill(id, this.#destroyTimeoutMs);
  }

  async finish(id: ContainerID): Promise<void> {
    await this.#clear(id);
  }

  /** Everything of the container that is not in its runtime directory. */
  async #clear(id: ContainerID): Promise<void> {
    await this.#kill(id);
    await awaitConmon(this.#runtime.pathOf(id));
    await this.#cgroups.remove(id, this.#destroyTimeoutMs);
    await rm(join(this.#stateDirectory, runtimeName(id)), { recursive: true, force: true });
  }

  async environmentOf(id: ContainerID): Promise<Readonly<Record<string, string>> | undefined> {
    const root = this.#roots.get(containerKey(id));
    return root && readTaskEnvironment(root);
  }

  measure(ids: readonly ContainerID[]): Promise<Consumption> {
    return consumptionOf(this.#cgroups, ids);
  }

  async forget(id: ContainerID): Promise<void> {
    const key = containerKey(id);
    for (const other of this.#roots.keys()) {
      if (other === key || other.startsWith(`${key}.`)) this.#roots.delete(other);
    }
    await this.#clear(id);
    await this.#runtime.remove(id);
  }
}

function findParentFault(
  { namespaces }: Prepared,
  parent: ContainerRoot | undefined,
): string | undefined {
  if (namespaces.pid !== 'parent' || parent !== undefined) return undefined;
  return 'the container around it has no pid namespace that it could share';
}

/** Nobody can be given what the agent does not have. */
function findCapabilityFault(
  { capabilities }: Prepared,
  { capabilities: own }: LinuxTools,
): string | undefined {
  const missing = capabilities?.bounding.find((name) => !own.includes(`CAP_${name}`));
  return missing && `this agent itself does not have the capability ${missing}`;
}

/** As people know it, where the runtime can take that for a name; it knows fewer letters than Mesos. */
function runtimeName(id: ContainerID): string {
  const key = containerKey(id);
  if (/^[\w+.-]{1,200}$/u.test(key) && !/^\.+$/u.test(key)) return key;
  return createHash('sha256').update(key).digest('hex');
}
