/** Gives gids back when the containers are gone in whose sandboxes the volumes are; an isolator, because it lives with all containers. */
import type { Result } from '../../foundation/result.ts';
import type { IsolatedContainer, Isolator } from '../isolators/isolator.ts';
import type { VolumeGids } from './volume-gids.ts';

export class GidKeeper implements Isolator {
  readonly name = 'volume gid manager';
  readonly #gids: VolumeGids;

  constructor(gids: VolumeGids) {
    this.#gids = gids;
  }

  recover(containers: readonly IsolatedContainer[], done: (result: Result<void>) => void): void {
    void this.#gids.releaseLost(containers.map(({ directory }) => directory)).then(done);
  }

  cleanup({ directory }: IsolatedContainer, done: (result: Result<void>) => void): void {
    void this.#gids.releaseBelow(directory).then(done);
  }
}
