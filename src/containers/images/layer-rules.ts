/**
 * What a layer may hold, decided entry by entry without touching a disk. A layer is a stranger's
 * archive that root unpacks: nothing of it may be written outside of its own directory, and nothing
 * that it makes may reach outside when it is made. So:
 *
 *  - no name and no hard link has "..";
 *  - nothing is put below a link, or below what is no directory, of the same layer;
 *  - a hard link leads to a file of the same layer that came before it;
 *  - device files are refused: containers get their devices from the agent. Those in /dev itself are
 *    left out, because every container has a /dev of its own in its place.
 *
 * A symbolic link may point anywhere, also to what is only there in a container: nobody follows it.
 * Whiteouts (`.wh.<name>`, `.wh..wh..opq`) are taken out and told of.
 */
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';

export interface LayerEntry {
  readonly name: string;
  readonly type: string | null | undefined;
  readonly linkname?: string | null | undefined;
}

export type Verdict =
  | { readonly kind: 'keep'; readonly path: string; readonly target?: string }
  /** `path` is not to be seen in the layers below. */
  | { readonly kind: 'whiteout'; readonly path: string }
  /** Nothing of the directory `path` is to be seen in the layers below. */
  | { readonly kind: 'opaque'; readonly path: string }
  /** The root itself, whose mode is the container's root's, or what says nothing. */
  | { readonly kind: 'root' }
  | { readonly kind: 'skip' };

/** Of one layer. Images of whole distributions have some hundred thousand files. */
const mostEntries = 4_000_000;
const longestPath = 4096;
const whiteoutPrefix = '.wh.';

type Kind = 'directory' | 'file' | 'other';

export class LayerRules {
  readonly #hasWhiteouts: boolean;
  /** What the layer has so far, by path. Directories on the way to an entry count, too. */
  readonly #kinds = new Map<string, Kind>();

  /** `hasWhiteouts`: else files with such names are files like others. */
  constructor(hasWhiteouts = true) {
    this.#hasWhiteouts = hasWhiteouts;
  }

  /** Of a path that `judge` has seen, or led through. */
  kindOf(path: string): Kind | undefined {
    return this.#kinds.get(path);
  }

  judge({ name, type, linkname }: LayerEntry): Result<Verdict> {
    const shown = `'${name.slice(0, longestPath)}'`;
    const parts = partsOf(name);
    if (parts === undefined)
      return failure(`its entry ${shown} has '..', a NUL byte or too long a name`);
    if (parts.length === 0)
      return type === 'directory' ? ok({ kind: 'root' }) : ok({ kind: 'skip' });
    if (this.#kinds.size > mostEntries) return failure(`it has more than ${mostEntries} entries`);
    const way = this.#enter(parts.slice(0, -1));
    if (!way.ok)
      return failure(
        `its entry ${shown} leads through '${way.error}', which is no directory of it`,
      );
    const path = parts.join('/');
    const last = parts.at(-1)!;
    if (this.#hasWhiteouts && last.startsWith(whiteoutPrefix)) return this.#whiteout(parts, last);
    switch (type) {
      case 'directory':
        return this.#add(path, 'directory');
      case 'file':
      case 'contiguous-file':
        return this.#add(path, 'file');
      case 'symlink':
        return this.#add(path, 'other', linkname ?? '');
      case 'fifo':
        return this.#add(path, 'other');
      case 'link':
        return this.#link(path, shown, linkname ?? '');
      case 'character-device':
      case 'block-device':
        if (parts[0] === 'dev') return ok({ kind: 'skip' });
        return failure(
          `its entry ${shown} is a device file; devices of containers are the agent's to give`,
        );
      case undefined:
      case null:
      default:
        return failure(`its entry ${shown} is of a kind that is not known here`);
    }
  }

  /** A failure is the part of the way that is no directory. */
  #enter(parts: readonly string[]): Result<void> {
    let path = '';
    for (const part of parts) {
      path = path === '' ? part : `${path}/${part}`;
      const kind = this.#kinds.get(path);
      if (kind === undefined) this.#kinds.set(path, 'directory');
      else if (kind !== 'directory') return failure(path);
    }
    return ok(undefined);
  }

  #add(path: string, kind: Kind, target?: string): Result<Verdict> {
    const before = this.#kinds.get(path);
    if (before !== undefined && (before === 'directory') !== (kind === 'directory')) {
      return failure(`its entry '${path}' is there twice, once as a directory`);
    }
    this.#kinds.set(path, kind);
    return ok({ kind: 'keep', path, ...(target !== undefined && { target }) });
  }

  #link(path: string, shown: string, linkname: string): Result<Verdict> {
    const target = partsOf(linkname)?.join('/');
    if (target === undefined || this.#kinds.get(target) !== 'file') {
      return failure(
        `its entry ${shown} is a hard link to '${linkname.slice(0, longestPath)}', which is no file that came before it`,
      );
    }
    return this.#add(path, 'file', target);
  }

  #whiteout(parts: readonly string[], last: string): Result<Verdict> {
    const parent = parts.slice(0, -1);
    if (last === '.wh..wh..opq') return ok({ kind: 'opaque', path: parent.join('/') });
    // What aufs keeps for itself.
    if (last.startsWith('.wh..wh.')) return ok({ kind: 'skip' });
    const hidden = last.slice(whiteoutPrefix.length);
    if (hidden === '' || hidden === '.' || hidden === '..') {
      return failure(`its entry '${parts.join('/')}' hides '${hidden}', which is no name`);
    }
    return ok({ kind: 'whiteout', path: [...parent, hidden].join('/') });
  }
}

/** The names of a path, as if "/" were the layer; undefined when it is none to be had. */
function partsOf(path: string): readonly string[] | undefined {
  if (path.length > longestPath || path.includes('\0')) return undefined;
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return parts.includes('..') ? undefined : parts;
}
