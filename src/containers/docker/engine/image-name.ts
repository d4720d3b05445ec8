/**
 * Names of images: [registry/]repository[:tag][@digest]. The first part is a registry when it could
 * be the name of a machine; without one it is Docker's own.
 */

/** Under this name clients keep the login of Docker's own registry. */
export const dockerHub = 'index.docker.io';

export interface ImageName {
  /** What a login is kept for: "index.docker.io", "localhost:5000". */
  readonly registry: string;
  /** With its registry, as it was written. */
  readonly name: string;
  /** A tag or a digest. */
  readonly tag: string;
  /** The whole, with the tag that is meant when there is none. */
  readonly reference: string;
}

export function parseImageName(text: string): ImageName {
  const [named = '', digest] = splitOnce(text, text.indexOf('@'));
  const colon = named.lastIndexOf(':');
  const hasTag = colon > named.lastIndexOf('/');
  const [name = '', tag = 'latest'] = hasTag ? splitOnce(named, colon) : [named];
  const [first = ''] = name.split('/');
  const isHost = name.includes('/') && (/[.:]/u.test(first) || first === 'localhost');
  const registry = !isHost || first === 'docker.io' ? dockerHub : first;
  const meant = digest ?? tag;
  const reference = digest === undefined ? `${name}:${tag}` : `${name}@${digest}`;
  return { registry, name, tag: meant, reference };
}

function splitOnce(text: string, at: number): string[] {
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
