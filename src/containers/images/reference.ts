/**
 * Names of Docker images: `[registry/]repository[:tag][@digest]`. As everywhere, the first part is a
 * registry when it has a "." or a ":" or is "localhost". What leads out of the names that registries
 * know (and so could lead out of a directory of archives, too) is refused.
 */
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';

export interface ImageReference {
  /** Host and port; absent: the agent's --docker_registry. */
  readonly registry?: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

const registryPattern = /^(?:[a-z\d][\w.-]*|\[[\da-f:.]+\])(?::\d{1,5})?$/iu;
const repositoryPattern = /^[a-z\d]+(?:(?:\.|_|__|-+)[a-z\d]+)*$/u;
const tagPattern = /^\w[\w.-]{0,127}$/u;
export const digestPattern = /^sha256:[\da-f]{64}$/u;
const longestName = 512;

export function parseReference(name: string): Result<ImageReference> {
  const fault = (why: string): Result<never> =>
    failure(`'${name.slice(0, longestName)}' cannot be the name of an image: ${why}`);
  if (name.length > longestName) return fault(`it is longer than ${longestName} characters`);
  const [withTag = '', digest, ...more] = name.split('@');
  if (more.length > 0) return fault("it has more than one '@'");
  if (digest !== undefined && !digestPattern.test(digest)) {
    return fault(`'${digest}' is no digest (sha256: and 64 hexadecimal digits)`);
  }
  const [first = '', ...others] = withTag.split('/');
  const hasRegistry = others.length > 0 && (/[.:]/u.test(first) || first === 'localhost');
  if (hasRegistry && !registryPattern.test(first)) return fault(`'${first}' is no registry`);
  const path = hasRegistry ? others.join('/') : withTag;
  const colon = path.lastIndexOf(':');
  const repository = colon < 0 ? path : path.slice(0, colon);
  const tag = colon < 0 ? undefined : path.slice(colon + 1);
  const wrong = repository.split('/').find((part) => !repositoryPattern.test(part));
  if (wrong !== undefined) {
    return fault(`'${wrong}' has to be lowercase letters and digits, with . _ or - in between`);
  }
  if (tag !== undefined && !tagPattern.test(tag)) return fault(`'${tag}' is no tag`);
  return ok({
    ...(hasRegistry && { registry: first }),
    repository,
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
  });
}

/** What of the repository is asked for. */
export function versionOf({ tag, digest }: ImageReference): string {
  return digest ?? tag ?? 'latest';
}

export function referenceText(reference: ImageReference): string {
  const { registry, repository, digest } = reference;
  const version = digest === undefined ? `:${versionOf(reference)}` : `@${digest}`;
  return `${registry === undefined ? '' : `${registry}/`}${repository}${version}`;
}
