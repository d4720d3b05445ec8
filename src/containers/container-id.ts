/**
 * Names of containers. A container is a root (an executor's or a standalone one) or is nested in
 * another, and is shown as `root.child.grandchild`. The value becomes the name of a directory, so
 * it may hold neither "/" nor "."; that is why the dotted text is unambiguous and serves as the key
 * of maps.
 */
import type { ContainerID } from '../protocol/generated/mesos.ts';

/** `root.child`: what people see, and what maps are keyed by. */
export function containerKey(id: ContainerID): string {
  return id.parent === undefined ? id.value : `${containerKey(id.parent)}.${id.value}`;
}

/** The inverse of `containerKey`. */
export function containerIdOf(key: string): ContainerID {
  const cut = key.lastIndexOf('.');
  if (cut < 0) return { value: key };
  return { value: key.slice(cut + 1), parent: containerIdOf(key.slice(0, cut)) };
}

/** The outermost container that `id` lives in; itself when it is not nested. */
export function rootContainerId(id: ContainerID): ContainerID {
  return id.parent === undefined ? id : rootContainerId(id.parent);
}

/** `containers/root/containers/child`: the place below a runtime directory. */
export function containerPath(id: ContainerID): string {
  const own = `containers/${id.value}`;
  return id.parent === undefined ? own : `${containerPath(id.parent)}/${own}`;
}

/** File systems allow 255 bytes for a name; a few of them are kept for temporary suffixes. */
const longestValue = 242;

/** Says why `id` cannot name a container, or undefined when it can. */
export function findContainerIdFault(id: ContainerID): string | undefined {
  if (id.parent !== undefined) {
    const fault = findContainerIdFault(id.parent);
    if (fault !== undefined) return fault;
  }
  if (id.value === '') return 'a container id must not be empty';
  if (Buffer.byteLength(id.value) > longestValue) {
    return `container id '${id.value.slice(0, 40)}...' is longer than ${longestValue} bytes`;
  }
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u0020\u007f/\\.]/u.test(id.value)) {
    return `container id '${id.value}' contains a space, a control character, '/', '\\' or '.'`;
  }
  return undefined;
}
