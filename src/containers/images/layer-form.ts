/** How the archive of a layer is named and read; kinds of images differ in it. */
import type { Header } from 'tar-stream';

export interface LayerForm {
  readonly algorithm: 'sha256' | 'sha512';
  /** In front of the hexadecimal digits of the plain archive's digest. */
  readonly prefix: string;
  /** Are files `.wh.<name>` no files, but hide what is below? */
  readonly hasWhiteouts: boolean;
  /** The entry as it is to be in the layer; undefined: it is none of the layer. */
  placeOf(header: Header): Header | undefined;
}

/** Of Docker and OCI. */
export const plainLayer: LayerForm = {
  algorithm: 'sha256',
  prefix: 'sha256:',
  hasWhiteouts: true,
  placeOf: (header) => header,
};
