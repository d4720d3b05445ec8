/**
 * How a change of what masters made of the agent's resources becomes lasting: on disk, and with the
 * directories of persistent volumes in place. One change after another, each as Mesos does it:
 *
 *   1. the state that is to be is written beside the one that is ("target"), when volumes come or go;
 *   2. directories of new volumes are made, those of destroyed ones deleted with all that is in them;
 *   3. the state takes the place of the old one.
 *
 * Whoever dies on the way goes on at 2 when it starts again (`recover`). What cannot be made or deleted
 * is tried again until it can; changes behind it, and tasks that wait for them, wait.
 *
 * What always holds: nobody hears of a change before it is lasting; nothing is deleted before it is
 * written down that it will be; no link is followed; a directory that was there before is left as it is.
 */
import type { Clock, Timer } from '../../../foundation/clock.ts';
import type { Log } from '../../../foundation/log.ts';
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { ResourceState } from '../../../protocol/generated/internal.ts';
import type { Resource } from '../../../protocol/generated/mesos.ts';
import { type VolumePlace, volumePlace } from '../../../containers/persistent-volumes.ts';
import type { Checkpoints } from '../checkpoints/checkpoints.ts';

const firstRetryMs = 1000;
const longestRetryMs = 30_000;
const volumeMode = 0o755;
/** While the disk takes nothing. Operations are bounded by themselves (`mostOperations`). */
const mostWaiting = 10_000;

export interface ResourceCommitsOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly checkpoints: Pick<Checkpoints, 'store' | 'resourceState' | 'resourceStateTarget'>;
  readonly workDir: string;
  /** @see AgentEnvironment.onVolumeDestroyed */
  readonly onVolumeDestroyed?: ((path: string) => void) | undefined;
}

interface Commit {
  readonly state: ResourceState;
  readonly places: Places;
  readonly done: () => void;
  /** Who waits for it, and for nothing behind it: others keep coming. */
  readonly settled: (() => void)[];
}

/** By path. */
type Places = ReadonlyMap<string, VolumePlace>;

type Work = (done: (result: Result<void>) => void) => void;

export class ResourceCommits {
  readonly #options: ResourceCommitsOptions;
  /** Volumes whose directories are there. */
  #places: Places = new Map();
  readonly #waiting: Commit[] = [];
  /** Those that are being made lasting; empty: nothing is asked for. */
  #current: readonly Commit[] = [];
  #isClosed = false;
  #timer: Timer | undefined;

  constructor(options: ResourceCommitsOptions) {
    this.#options = options;
  }

  /** What the last agent process had made lasting. */
  recover(resources: readonly Resource[]): void {
    this.#places = this.#placesOf(resources);
  }

  /** `state` counts from now on; `done` is called when that is lasting. */
  commit(state: ResourceState, done: () => void): void {
    const places = this.#placesOf(state.resources ?? []);
    this.#waiting.push({ state, places, done, settled: [] });
    if (this.#current.length === 0) this.#next();
  }

  /** Calls back when all that was asked for so far is lasting; at once when it is. */
  whenSettled(then: () => void): void {
    const last = this.#waiting.at(-1) ?? this.#current.at(-1);
    if (last === undefined) then();
    else last.settled.push(then);
  }

  /** Nothing more may be asked for but what has to be. */
  get isFull(): boolean {
    return this.#waiting.length >= mostWaiting;
  }

  close(): void {
    this.#isClosed = true;
    this.#timer?.cancel();
  }

  #next(): void {
    const commits = this.#takeNext();
    const last = commits.at(-1);
    this.#current = commits;
    if (last === undefined) return;
    const works = this.#worksTo(last.places);
    const finish = (): void =>
      this.#options.checkpoints.resourceState(last.state, () => {
        this.#places = last.places;
        for (const { done } of commits) done();
        const settled = commits.flatMap((commit) => commit.settled);
        this.#next();
        for (const then of settled) then();
      });
    if (works.length === 0) return finish();
    this.#options.checkpoints.resourceStateTarget(last.state, () => this.#work(works, finish));
  }

  /** Those that move no volumes are made lasting as one; a volume must not come back as it was. */
  #takeNext(): Commit[] {
    const count = this.#waiting.findIndex(({ places }) => !haveSameKeys(places, this.#places));
    const many = count === -1 ? this.#waiting.length : Math.max(count, 1);
    return this.#waiting.splice(0, many);
  }

  #placesOf(resources: readonly Resource[]): Places {
    const places = new Map<string, VolumePlace>();
    for (const resource of resources) {
      if (resource.disk?.persistence === undefined) continue;
      const place = volumePlace(this.#options.workDir, resource);
      if (place.ok) places.set(place.value.path, place.value);
      else this.#options.log.error(`A persistent volume has no place: ${place.error}`);
    }
    return places;
  }

  #worksTo(places: Places): Work[] {
    const made = [...places.values()].filter(({ path }) => !this.#places.has(path));
    const gone = [...this.#places.values()].filter(({ path }) => !places.has(path));
    return [
      ...made.map(
        (place): Work =>
          (done) =>
            this.#make(place, done),
      ),
      ...gone.map(
        (place): Work =>
          (done) =>
            this.#delete(place, (result) => {
              if (result.ok) this.#options.onVolumeDestroyed?.(place.path);
              done(result);
            }),
      ),
    ];
  }

  /** One after the other, each until it is done. */
  #work(works: readonly Work[], done: () => void, retryMs = firstRetryMs): void {
    const [work, ...rest] = works;
    if (work === undefined) return done();
    work((result) => {
      if (this.#isClosed) return;
      if (result.ok) return this.#work(rest, done);
      this.#options.log.error(`${result.error}; trying again until it works`);
      this.#timer = this.#options.clock.after(retryMs, () =>
        this.#work(works, done, Math.min(retryMs * 2, longestRetryMs)),
      );
    });
  }

  #make({ path, ownsRoot }: VolumePlace, done: (result: Result<void>) => void): void {
    const { store } = this.#options.checkpoints;
    store.list(path, (names) => {
      if (!names.ok) return done(failure(`Cannot make a persistent volume: ${names.error}`));
      if (names.value !== undefined) return done(ok(undefined));
      if (!ownsRoot) return done(failure(`There is no directory '${path}' to be a volume`));
      store.makeDirectory(path, volumeMode, done);
    });
  }

  #delete({ path, ownsRoot }: VolumePlace, done: (result: Result<void>) => void): void {
    const { store } = this.#options.checkpoints;
    this.#options.log.info(`Deleting the persistent volume at '${path}'`);
    if (ownsRoot) return store.remove(path, done);
    store.list(path, (names) => {
      if (!names.ok) return done(failure(`Cannot delete a persistent volume: ${names.error}`));
      const works = (names.value ?? []).map(
        (name): Work =>
          (then) =>
            store.remove(`${path}/${name}`, then),
      );
      this.#work(works, () => done(ok(undefined)));
    });
  }
}

function haveSameKeys(left: Places, right: Places): boolean {
  return left.size === right.size && [...left.keys()].every((key) => right.has(key));
}
