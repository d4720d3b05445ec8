/** Where images come from: a registry, or archives on the agent's disk; one for each kind of images. */
import type { Readable } from 'node:stream';
import type { Result } from '../../foundation/result.ts';
import type { Logins } from '../registry-logins.ts';
import type { LayerForm } from './layer-form.ts';
import type { ImageConfig } from './manifest.ts';
import type { KeptImages } from './store-directory.ts';

export interface OpenedImage {
  readonly config: ImageConfig;
  /** Of the manifest; what an archive has instead of one has none. */
  readonly digest?: string;
  /** The layer at this index, lowest first. */
  openLayer(index: number): Promise<Result<OpenedLayer>>;
  /** Called once, when no layer will be asked for any more. */
  close?(): Promise<void>;
}

export interface OpenedLayer {
  readonly stream: Readable;
  readonly promised?: { readonly digest: string; readonly size: number };
  /** Absent: as Docker and OCI have them. */
  readonly form?: LayerForm;
  /** What the store keeps beside its files. */
  readonly manifest?: Uint8Array;
}

export interface Asking {
  readonly logins: Logins;
  /** False: whether there is a newer one is to be asked. */
  readonly isCachedEnough: boolean;
}

/** `Reference`: how an image of this kind is named, once it is known that it can be. */
export interface ImageSource<Reference> {
  /** One text for one image, whatever name it was asked for by; also where it comes from. */
  keyOf(reference: Reference): string;
  /** For messages. */
  nameOf(reference: Reference): string;
  /** Where it looks, for messages: "registry 'host'". */
  placeOf(reference: Reference): string;
  open(reference: Reference, asking: Asking): Promise<Result<OpenedImage>>;
  /** Images that lie in the store though its list does not have them, by their keys. */
  findUnlisted?(): Promise<KeptImages>;
}
