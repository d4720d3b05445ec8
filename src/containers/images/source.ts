/** Where images come from: a registry, or archives on the agent's disk. */
import type { Readable } from 'node:stream';
import type { Result } from '../../foundation/result.ts';
import type { Logins } from '../registry-logins.ts';
import type { ImageConfig } from './manifest.ts';
import type { ImageReference } from './reference.ts';

export interface OpenedImage {
  readonly config: ImageConfig;
  /** Of the manifest; what an archive has instead of one has none. */
  readonly digest?: string;
  /** The layer at this index, lowest first. */
  openLayer(index: number): Promise<Result<OpenedLayer>>;
}

export interface OpenedLayer {
  readonly stream: Readable;
  readonly promised?: { readonly digest: string; readonly size: number };
}

export interface ImageSource {
  /** One text for one image, whatever name it was asked for by; also where it comes from. */
  keyOf(reference: ImageReference): string;
  /** Where it looks, for messages: "registry 'host'". */
  placeOf(reference: ImageReference): string;
  open(reference: ImageReference, logins: Logins): Promise<Result<OpenedImage>>;
}
