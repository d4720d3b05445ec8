/**
 * docker/volume: volumes of Docker's volume drivers (source DOCKER_VOLUME), mounted by way of dvdcli and bound
 * into the container. A volume is mounted for each container that has it, and unmounted when the last of them
 * is gone, as in Mesos.
 *
 * What holds at any moment: before a driver is asked, it is durable that the container has the volume
 * (volume-state.ts), and that stays until the volume is unmounted. What is asked for one volume is asked in turn, so no
 * unmount crosses a mount. Containers that the last agent left behind are users of their volumes until they
 * are cleaned up; of those that are not even there volumes are unmounted in the background.
 */
import { promises as fs } from 'node:fs';
import { holding } from '../../../foundation/directories/held-directory.ts';
import type { Log } from '../../../foundation/log.ts';
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { ContainerID } from '../../../protocol/generated/mesos.ts';
import { containerKey } from '../../container-id.ts';
import type { ContainerConfig } from '../../containerizer.ts';
import { openSandbox } from '../../sandbox-files.ts';
import { bindOptions, settle, VolumePoints } from '../filesystem-linux/volume-points.ts';
import { insist } from '../insistence.ts';
import type { IsolatedContainer, Isolator, IsolatorParts, Preparation } from '../isolator.ts';
import { Dvdcli, usualPatience } from './dvdcli.ts';
import type { Patience } from './dvdcli.ts';
import { VolumeState } from './volume-state.ts';
import { VolumeTurns } from './volume-turns.ts';
import { readVolumeWishes, volumeKey, volumeText } from './volume-wishes.ts';
import type { DriverVolume, VolumeWish } from './volume-wishes.ts';

/** A volume of a container. */
interface Held {
  readonly volume: DriverVolume;
  /** Its driver has said no: if it will not unmount it either, there is nothing to unmount. */
  wasRefused: boolean;
}

/** The volumes of one container, by their keys. */
interface Holder {
  readonly held: Map<string, Held>;
  /** Set when an unmount took too long: whoever asks again would wait as long again. */
  isHopeless: boolean;
  /** Its volumes are being unmounted. */
  leaving?: Promise<Result<void>> | undefined;
}

export class DockerVolumeIsolator implements Isolator {
  readonly name = 'docker/volume';
  readonly #workDirectory: string;
  readonly #givesAway: boolean;
  readonly #points: VolumePoints;
  readonly #log: Log;
  readonly #state: VolumeState;
  readonly #dvdcli: Dvdcli;
  readonly #turns = new VolumeTurns();
  /** Containers that live, are being launched, or have yet to be cleaned up. */
  readonly #users = new Map<string, Holder>();
  /** Those that are gone, until the last of their volumes is unmounted. */
  readonly #leaving = new Map<string, Holder>();

  constructor(parts: IsolatorParts, patience: Patience = usualPatience) {
    const { options, log } = parts;
    this.#workDirectory = options.work_dir;
    this.#givesAway = options.docker_volume_chown;
    this.#points = new VolumePoints(parts);
    this.#log = log;
    this.#state = new VolumeState(options.docker_volume_checkpoint_dir, (why) => log.warning(why));
    this.#dvdcli = new Dvdcli(options.docker_volume_checkpoint_dir, patience);
  }

  prepare(
    container: IsolatedContainer,
    config: ContainerConfig,
    done: (result: Result<Preparation>) => void,
  ): void {
    settle(this.#prepare(container, config), done, 'Cannot prepare a volume of a driver');
  }

  async #prepare(
    container: IsolatedContainer,
    { command, container: info }: ContainerConfig,
  ): Promise<Result<Preparation>> {
    const key = containerKey(container.id);
    const wishes = readVolumeWishes(info?.volumes ?? [], key);
    if (!wishes.ok) return wishes;
    if (wishes.value.length === 0) return ok({});
    if (command === undefined) {
      return failure(
        'A container without a process has no use for a volume of a Docker driver; ask for it in the containers of the tasks',
      );
    }
    const destinations: string[] = [];
    for (const { containerPath } of wishes.value) {
      const destination = await this.#points.prepare(container, containerPath, 'directory');
      if (!destination.ok) return destination;
      destinations.push(destination.value);
    }
    const sources = await this.#mountAll(container, key, wishes.value);
    if (!sources.ok) return sources;
    const mounts = wishes.value.map(({ mode }, i) => ({
      ...{ destination: destinations[i]!, source: sources.value[i]!, type: 'bind' },
      options: bindOptions(mode),
    }));
    return ok({ mounts });
  }

  /** All are waited for, also when one fails: nothing must be unmounted while a mount is on its way. */
  async #mountAll(
    container: IsolatedContainer,
    key: string,
    wishes: readonly VolumeWish[],
  ): Promise<Result<readonly string[]>> {
    const holder = await this.#hold(
      key,
      wishes.map(({ volume }) => volume),
    );
    if (!holder.ok) return holder;
    const mounted = await Promise.all(
      wishes.map((wish) =>
        this.#mount(container, holder.value.held.get(volumeKey(wish.volume))!, wish),
      ),
    );
    const faults = mounted.flatMap((one) => (one.ok ? [] : [one.error]));
    if (faults.length > 0) return failure(faults.join('\n'));
    return ok(mounted.flatMap((one) => (one.ok ? [one.value] : [])));
  }

  /** From here on it is durable that the container has them. */
  async #hold(key: string, volumes: readonly DriverVolume[]): Promise<Result<Holder>> {
    // An earlier container of this name, of which something may not have been unmounted.
    if (this.#leaving.has(key)) await this.#leave(key);
    const left = [...(this.#leaving.get(key)?.held.values() ?? [])].map(({ volume }) => volume);
    const holder = holderOf([...left, ...volumes]);
    const written = await this.#state.write(
      key,
      [...holder.held.values()].map(({ volume }) => volume),
    );
    if (!written.ok) return failure(`Cannot write down what is mounted: ${written.error}`);
    this.#leaving.delete(key);
    this.#users.set(key, holder);
    return ok(holder);
  }

  #mount(container: IsolatedContainer, held: Held, wish: VolumeWish): Promise<Result<string>> {
    const what = volumeText(wish.volume);
    return this.#turns.take(wish.volume, async () => {
      this.#log.info(`Mounting ${what} for container ${containerKey(container.id)}`);
      const answer = await this.#dvdcli.mount(wish, container.abandoned);
      if (answer.ok) return this.#giveAway(container, answer.value, what);
      held.wasRefused = answer.error.kind === 'refused';
      return failure(`Cannot mount ${what}: ${answer.error.why}`);
    });
  }

  /** To the user of the container, who is that of its sandbox. */
  async #giveAway(
    { directory }: IsolatedContainer,
    path: string,
    what: string,
  ): Promise<Result<string>> {
    if (!this.#givesAway) return ok(path);
    try {
      const { uid, gid } = await holding(openSandbox(this.#workDirectory, directory), (sandbox) =>
        sandbox.stat(),
      );
      if (uid !== 0) await fs.chown(path, uid, gid);
      return ok(path);
    } catch (error) {
      return failure(`Cannot give ${what} to the user of the container: ${textOf(error)}`);
    }
  }

  recover(
    containers: readonly IsolatedContainer[],
    done: (result: Result<void>) => void,
    ending: readonly ContainerID[] = [],
  ): void {
    const awaited = [...containers.map(({ id }) => id), ...ending];
    settle(
      this.#recover(new Set(awaited.map(containerKey))),
      done,
      'Cannot recover what is mounted of volumes of drivers',
    );
  }

  async #recover(awaited: ReadonlySet<string>): Promise<Result<void>> {
    const keys = await this.#state.keys();
    if (keys.length > 0) this.#turns.begin(this.#awaitOldCalls());
    const lost: string[] = [];
    for (const key of keys) {
      const volumes = await this.#state.read(key);
      if (!volumes.ok) {
        this.#log.warning(
          `What is kept of the volumes of container ${key} is damaged, they are not unmounted: ${volumes.error}`,
        );
        continue;
      }
      const holder = holderOf(volumes.value);
      if (awaited.has(key)) {
        this.#users.set(key, holder);
      } else {
        this.#leaving.set(key, holder);
        lost.push(key);
      }
    }
    for (const key of lost) void this.#leaveLost(key);
    return ok(undefined);
  }

  async #awaitOldCalls(): Promise<void> {
    const killed = await this.#dvdcli.awaitOldCalls();
    if (killed.length === 0) return;
    this.#log.warning(
      `Killed calls of dvdcli of the last agent that did not end: ${killed.join(', ')}`,
    );
  }

  /** What cannot be unmounted now is tried again by the next agent. */
  async #leaveLost(key: string): Promise<void> {
    this.#log.info(`Unmounting volumes of container ${key}, which is not there any more`);
    const left = await insist(() => this.#leave(key));
    if (!left.ok) this.#log.warning(left.error);
  }

  cleanup({ id }: IsolatedContainer, done: (result: Result<void>) => void): void {
    const key = containerKey(id);
    const holder = this.#users.get(key);
    if (holder !== undefined) {
      this.#users.delete(key);
      this.#leaving.set(key, holder);
    }
    if (!this.#leaving.has(key)) return done(ok(undefined));
    void this.#leave(key).then(done);
  }

  async #leave(key: string): Promise<Result<void>> {
    const holder = this.#leaving.get(key);
    if (holder === undefined) return ok(undefined);
    if (holder.isHopeless) return failure(`Volumes of container ${key} cannot be unmounted`);
    holder.leaving ??= this.#unmountAll(key, holder);
    const left = await holder.leaving;
    holder.leaving = undefined;
    return left;
  }

  async #unmountAll(key: string, holder: Holder): Promise<Result<void>> {
    const idle = [...holder.held.values()].filter(({ volume }) => !this.#isUsed(volume));
    const unmounted = await Promise.all(idle.map((held) => this.#unmount(held, holder)));
    const faults = unmounted.flatMap((one) => (one.ok ? [] : [one.error]));
    if (faults.length > 0) return failure(faults.join('\n'));
    return this.#forget(key);
  }

  #isUsed(volume: DriverVolume): boolean {
    const key = volumeKey(volume);
    return [...this.#users.values()].some(({ held }) => held.has(key));
  }

  #unmount({ volume, wasRefused }: Held, holder: Holder): Promise<Result<void>> {
    const what = volumeText(volume);
    return this.#turns.take(volume, async () => {
      this.#log.info(`Unmounting ${what}`);
      const answer = await this.#dvdcli.unmount(volume);
      if (answer.ok || (wasRefused && answer.error.kind === 'refused')) {
        await this.#isUnmounted(volumeKey(volume));
        return ok(undefined);
      }
      holder.isHopeless ||= answer.error.kind === 'unclear';
      return failure(`Cannot unmount ${what}: ${answer.error.why}`);
    });
  }

  /** It needs not be unmounted again for those for whom that failed before. */
  async #isUnmounted(volume: string): Promise<void> {
    for (const [key, { held }] of this.#leaving) {
      if (held.delete(volume) && held.size === 0) await this.#forget(key);
    }
  }

  async #forget(key: string): Promise<Result<void>> {
    if (!this.#leaving.has(key)) return ok(undefined);
    const removed = await this.#state.remove(key);
    if (removed.ok) this.#leaving.delete(key);
    return removed;
  }
}

function holderOf(volumes: readonly DriverVolume[]): Holder {
  const held = volumes.map((volume) => [volumeKey(volume), { volume, wasRefused: false }] as const);
  return { held: new Map(held), isHopeless: false };
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
