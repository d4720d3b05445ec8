/**
 * The door: one method for each operation, on paths below the chroot. Everything is answered by a
 * callback, called once. A watcher given to a read is told once of the next change, also when the
 * connection moves to another server in between; it is forgotten when the session ends.
 */
import { assert, ok } from '../../foundation/result.ts';
import { type ZooKeeperResult, zooKeeperFailure } from './errors.ts';
import * as operations from './operations.ts';
import type {
  Acl,
  CreateMode,
  MultiOperation,
  MultiResult,
  Operation,
  Stat,
} from './operations.ts';
import { findPathError, joinPath, parentOf, withoutRoot } from './paths.ts';
import type { RequestWatch } from './request-queue.ts';
import { Session, type SessionParts, type SessionState } from './session.ts';
import type { NodeWatcher, WatchKind } from './watches.ts';

export interface ClientParts extends Omit<SessionParts, 'onEvent' | 'onState'> {
  /** "/mesos": what all paths are below; '' or '/': nothing. */
  readonly chroot: string;
}

export type Done<T> = (result: ZooKeeperResult<T>) => void;

export interface CreateOptions {
  /** Default: everybody may do everything. */
  readonly acl?: readonly Acl[];
  /** Default: persistent. */
  readonly mode?: CreateMode;
}

export class ZooKeeperClient {
  /** For whoever moves bytes. */
  readonly session: Session;
  readonly #root: string;
  readonly #listeners = new Set<(state: SessionState) => void>();

  constructor(parts: ClientParts) {
    const rootError = parts.chroot === '' ? undefined : findPathError(parts.chroot);
    assert(rootError === undefined, `the chroot is a path: ${rootError}`);
    this.#root = parts.chroot === '/' ? '' : parts.chroot;
    this.session = new Session({
      ...parts,
      onState: (state) => {
        for (const listener of [...this.#listeners]) listener(state);
      },
      onEvent: (event, watches) => {
        const seen = { ...event, path: withoutRoot(this.#root, event.path) };
        for (const watcher of watches.take(event)) watcher(seen);
      },
    });
  }

  get state(): SessionState {
    return this.session.state;
  }

  /** Calls at every change of state from now on; the result stops that. */
  onState(listener: (state: SessionState) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Answers with the path, which is longer than that asked for if it is sequential. */
  create(path: string, data: Uint8Array, options: CreateOptions, done: Done<string>): void {
    const { acl = operations.openToAll, mode = 'persistent' } = options;
    const isSequential = mode.endsWith('sequential');
    // "/path/" is where a node with nothing but a number goes.
    const whole = isSequential && path.endsWith('/') ? `${path}0` : path;
    this.#ask(
      whole,
      () => operations.create({ path: joinPath(this.#root, path), data, acl, mode }),
      (result) => done(result.ok ? ok(withoutRoot(this.#root, result.value)) : result),
    );
  }

  /** Makes the nodes that are missing on the way to this one, and itself, all empty. */
  createPath(path: string, acl: readonly Acl[], done: Done<void>): void {
    this.create(path, new Uint8Array(), { acl }, (made) => {
      if (made.ok || made.error.code === 'NODE_EXISTS') return done(ok(undefined));
      const parent = parentOf(path);
      // Whoever may not create may still find it there.
      if (made.error.code === 'NO_AUTH') return this.#findExisting(path, made, done);
      if (made.error.code !== 'NO_NODE' || parent === undefined) return done(made);
      this.createPath(parent, acl, (above) => {
        if (above.ok) this.createPath(path, acl, done);
        else done(above);
      });
    });
  }

  #findExisting(path: string, otherwise: ZooKeeperResult<never>, done: Done<void>): void {
    this.exists(path, undefined, (found) => {
      done(found.ok && found.value !== undefined ? ok(undefined) : otherwise);
    });
  }

  /** `version`: `anyVersion`, or fails with BAD_VERSION when it is another. */
  delete(path: string, version: number, done: Done<void>): void {
    this.#ask(path, (whole) => operations.remove(whole, version), done);
  }

  /** Undefined: there is no such node; a watcher then hears of its coming. */
  exists(path: string, watcher: NodeWatcher | undefined, done: Done<Stat | undefined>): void {
    this.#read(path, 'exists', watcher, operations.exists, (result) => {
      done(!result.ok && result.error.code === 'NO_NODE' ? ok(undefined) : result);
    });
  }

  getData(path: string, watcher: NodeWatcher | undefined, done: Done<operations.NodeData>): void {
    this.#read(path, 'data', watcher, operations.getData, done);
  }

  setData(path: string, data: Uint8Array, version: number, done: Done<Stat>): void {
    this.#ask(path, (whole) => operations.setData(whole, data, version), done);
  }

  getChildren(
    path: string,
    watcher: NodeWatcher | undefined,
    done: Done<operations.NodeChildren>,
  ): void {
    this.#read(path, 'children', watcher, operations.getChildren, done);
  }

  getAcl(path: string, done: Done<operations.NodeAcl>): void {
    this.#ask(path, operations.getAcl, done);
  }

  setAcl(path: string, acl: readonly Acl[], version: number, done: Done<Stat>): void {
    this.#ask(path, (whole) => operations.setAcl(whole, acl, version), done);
  }

  sync(path: string, done: Done<void>): void {
    this.#ask(path, operations.sync, done);
  }

  /** All of them or none; the error is that of the part that failed, and names it. */
  multi(parts: readonly MultiOperation[], done: Done<readonly MultiResult[]>): void {
    for (const { path } of parts) {
      const error = findPathError(path);
      if (error !== undefined) return done(zooKeeperFailure('multi', 'BAD_ARGUMENTS', error));
    }
    const whole = parts.map((part) => ({ ...part, path: joinPath(this.#root, part.path) }));
    this.session.request(operations.multi(whole), (result) => {
      if (!result.ok) return done(result);
      const failed = findFailed(parts, result.value);
      if (failed !== undefined) return done(failed);
      done(ok(result.value.map((part) => this.#withoutRoot(part))));
    });
  }

  close(done: () => void): void {
    this.session.close(done);
  }

  #withoutRoot(part: MultiResult): MultiResult {
    return part.kind === 'created' ? { ...part, path: withoutRoot(this.#root, part.path) } : part;
  }

  #ask<T>(path: string, make: (whole: string) => Operation<T>, done: Done<T>): void {
    const error = findPathError(path);
    if (error !== undefined) return done(zooKeeperFailure('path', 'BAD_ARGUMENTS', error));
    this.session.request(make(joinPath(this.#root, path)), done);
  }

  #read<T>(
    path: string,
    kind: RequestWatch['kind'],
    watcher: NodeWatcher | undefined,
    make: (whole: string, watches: boolean) => Operation<T>,
    done: Done<T>,
  ): void {
    const error = findPathError(path);
    if (error !== undefined) return done(zooKeeperFailure(kind, 'BAD_ARGUMENTS', error));
    const whole = joinPath(this.#root, path);
    const add = (left: WatchKind): void => this.session.watches.add(left, whole, watcher!);
    const watch = watcher === undefined ? undefined : { kind, add };
    this.session.request(make(whole, watch !== undefined), done, watch);
  }
}

/** Parts that were undone because of another one say RUNTIME_INCONSISTENCY. */
function findFailed(
  parts: readonly MultiOperation[],
  results: readonly MultiResult[],
): ZooKeeperResult<never> | undefined {
  const codes = results.map((result) => (result.kind === 'failed' ? result.code : undefined));
  const culprit = codes.findIndex((code) => code !== undefined && code !== 'RUNTIME_INCONSISTENCY');
  const index = culprit === -1 ? codes.findIndex((code) => code !== undefined) : culprit;
  if (index === -1) return undefined;
  const { kind, path } = parts[index]!;
  return zooKeeperFailure(`multi, ${kind} ${path}`, codes[index]!);
}
