/** Paths of nodes: what ZooKeeper takes for one, and the chroot that a client puts before its own. */

// ZooKeeper's own rule for the characters of a path.
// eslint-disable-next-line no-control-regex
const unusable = /[\u0000-\u001f\u007f-\u009f\ud800-\uf8ff\ufff0-\uffff]/;

/** The rule that a path breaks; undefined: none. */
export function findPathError(path: string): string | undefined {
  if (!path.startsWith('/')) return `path '${path}' must begin with '/'`;
  if (path === '/') return undefined;
  if (path.endsWith('/')) return `path '${path}' must not end with '/'`;
  for (const part of path.slice(1).split('/')) {
    if (part === '') return `path '${path}' has an empty part`;
    if (part === '.' || part === '..') return `path '${path}' has a relative part '${part}'`;
  }
  if (unusable.test(path))
    return `path ${JSON.stringify(path)} has a character that cannot be used`;
  return undefined;
}

/** "/a" and "/b/c" give "/a/b/c"; '' and '/' are no chroot. */
export function joinPath(root: string, path: string): string {
  const base = root === '/' ? '' : root;
  if (path === '/') return base === '' ? '/' : base;
  return base + path;
}

/** The reverse of `joinPath`; what is not below the root stays as it is. */
export function withoutRoot(root: string, path: string): string {
  if (root === '' || root === '/') return path;
  if (path === root) return '/';
  return path.startsWith(`${root}/`) ? path.slice(root.length) : path;
}

/** "/a/b" of "/a/b/c"; undefined for "/". */
export function parentOf(path: string): string | undefined {
  if (path === '/') return undefined;
  const at = path.lastIndexOf('/');
  return at === 0 ? '/' : path.slice(0, at);
}
