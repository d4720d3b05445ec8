/** The image provider APPC. */
import { failure } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { Image, Image_Appc } from '../../../protocol/generated/mesos.ts';
import type { HeldImage, ImagesInUse, ImageStore } from '../image-store.ts';
import type { Platform } from '../manifest.ts';
import type { ImageProvider } from '../provider.ts';
import { readWish } from './wish.ts';
import type { AppcWish } from './wish.ts';

export class AppcImages implements ImageProvider {
  readonly type = 'APPC';
  readonly #store: ImageStore<AppcWish>;
  readonly #platform: Platform;

  /** `platform`: of the machine. */
  constructor(store: ImageStore<AppcWish>, platform: Platform) {
    this.#store = store;
    this.#platform = platform;
  }

  get path(): string {
    return this.#store.path;
  }

  prepare(): Promise<void> {
    return this.#store.prepare();
  }

  async get({ appc, cached }: Image): Promise<Result<HeldImage>> {
    if (appc === undefined) return failure("An image of type APPC needs 'image.appc'");
    const wish = this.#wishOf(appc);
    if (!wish.ok) return wish;
    return this.#store.get(wish.value, { isCachedEnough: cached ?? true, logins: new Map() });
  }

  prune(kept: readonly Image[], inUse: ImagesInUse): Promise<readonly string[]> {
    const wishes = kept.flatMap(({ appc }) => {
      const wish = appc && this.#wishOf(appc);
      return wish?.ok === true ? [wish.value] : [];
    });
    return this.#store.prune(wishes, inUse);
  }

  #wishOf({ name, id, labels }: Image_Appc): Result<AppcWish> {
    const pairs = (labels?.labels ?? []).map(({ key, value = '' }) => [key, value] as const);
    return readWish({ name, id, labels: pairs }, this.#platform);
  }
}
