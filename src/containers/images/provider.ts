/** What a kind of images is to the provisioner: one for each name in --image_providers. */
import type { Result } from '../../foundation/result.ts';
import type { Image } from '../../protocol/generated/mesos.ts';
import type { HeldImage, ImagesInUse } from './image-store.ts';

export interface ImageProvider {
  /** Of the images that it takes. */
  readonly type: NonNullable<Image['type']>;
  /** Where its store is. */
  readonly path: string;
  /** Takes away what an earlier agent process left half done. */
  prepare(): Promise<void>;
  /** A failure is a sentence for the task's user. */
  get(image: Image): Promise<Result<HeldImage>>;
  /** Removes what is neither in use nor among `kept`, of whatever type these are; the names of those that went. */
  prune(kept: readonly Image[], inUse: ImagesInUse): Promise<readonly string[]>;
}
