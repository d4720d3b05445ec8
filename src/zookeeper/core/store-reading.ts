/** Reads the registry out of ZooKeeper, many nodes at once, and lays its nodes out the first time. */
import { failure, ok, type Result } from '../../foundation/result.ts';
import type { Done } from '../../storage/key-value-store.ts';
import type { ZooKeeperClient } from './client.ts';
import { type ZooKeeperError, severityOf } from './errors.ts';
import type { Acl, MultiOperation } from './operations.ts';
import { parentOf } from './paths.ts';
import { encodeEpoch, epochPath, formatData, keyOf, shardPaths } from './store-layout.ts';

export interface Prepared {
  readonly format: Uint8Array;
  /** Of the epoch. */
  readonly version: number;
}

type PreparedDone = (result: Result<Prepared>) => void;

/** Makes the nodes when there are none. */
export function prepareStore(
  client: ZooKeeperClient,
  root: string,
  acl: readonly Acl[],
  done: PreparedDone,
): void {
  const again = (error: ZooKeeperError): void => {
    if (severityOf(error) === 'passing') prepareStore(client, root, acl, done);
    else done(failure(error.message));
  };
  // The server that is spoken to may be behind.
  client.sync('/', () => undefined);
  client.getData(root, undefined, (read) => {
    if (!read.ok) {
      if (read.error.code !== 'NO_NODE') return again(read.error);
      return layOut(client, root, acl, (laid) => {
        if (laid === undefined) prepareStore(client, root, acl, done);
        else again(laid);
      });
    }
    client.exists(epochPath(root), undefined, (found) => {
      if (!found.ok) return again(found.error);
      if (found.value !== undefined) {
        return done(ok({ format: read.value.data, version: found.value.version }));
      }
      done(failure(`node ${root} in ZooKeeper is no registry of ours; remove it`));
    });
  });
}

/** All nodes in one transaction: there is a whole layout, or none. */
function layOut(
  client: ZooKeeperClient,
  root: string,
  acl: readonly Acl[],
  done: (error: ZooKeeperError | undefined) => void,
): void {
  const node = (path: string, data: Uint8Array = new Uint8Array()): MultiOperation => {
    return { kind: 'create', path, data, acl };
  };
  const parts = [
    node(root, formatData),
    node(epochPath(root), encodeEpoch({ owner: 'nobody', batch: 0 })),
    node(`${root}/entries`),
    ...shardPaths(root).map((path) => node(path)),
  ];
  client.createPath(parentOf(root) ?? '/', acl, (above) => {
    if (!above.ok) return done(above.error);
    client.multi(parts, (made) => {
      // Another master was quicker.
      done(made.ok || made.error.code === 'NODE_EXISTS' ? undefined : made.error);
    });
  });
}

/** Few enough that others are served in between, many enough that nobody waits for the way. */
const mostReadsAtOnce = 500;

/** In the order of the keys' bytes. A node that is no entry is a fault: nobody else writes there. */
export function readEntries(
  client: ZooKeeperClient,
  root: string,
  visit: (key: string, value: Uint8Array) => void,
  done: Done,
): void {
  listEntries(client, root, (listed) => {
    if (!listed.ok) return done(listed);
    const values = new Map<string, Uint8Array>();
    const read = (path: string, next: (error?: ZooKeeperError) => void): void => {
      client.getData(path, undefined, (found) => {
        if (!found.ok) return next(found.error);
        values.set(path, found.value.data);
        next();
      });
    };
    forEach(listed.value, read, (error) => {
      if (error !== undefined) return done(failure(error.message));
      const entries = [...values].map(([path, value]): readonly [string, Uint8Array] => [
        keyOf(path.slice(path.lastIndexOf('/') + 1))!,
        value,
      ]);
      entries.sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      for (const [key, value] of entries) visit(key, value);
      done(ok(undefined));
    });
  });
}

function listEntries(
  client: ZooKeeperClient,
  root: string,
  done: (result: Result<string[]>) => void,
): void {
  const paths: string[] = [];
  let stranger: string | undefined;
  const list = (shard: string, next: (error?: ZooKeeperError) => void): void => {
    client.getChildren(shard, undefined, (listed) => {
      if (!listed.ok) return next(listed.error);
      for (const name of listed.value.children) {
        if (keyOf(name) === undefined) stranger = `${shard}/${name}`;
        paths.push(`${shard}/${name}`);
      }
      next();
    });
  };
  forEach(shardPaths(root), list, (error) => {
    if (error !== undefined) return done(failure(error.message));
    if (stranger === undefined) return done(ok(paths));
    done(failure(`node ${stranger} in ZooKeeper is no entry of the registry; remove it`));
  });
}

/** Does `act` for each, some at once, each again as long as its error passes. */
function forEach<T>(
  items: readonly T[],
  act: (item: T, next: (error?: ZooKeeperError) => void) => void,
  done: (error: ZooKeeperError | undefined) => void,
): void {
  let begun = 0;
  let finished = 0;
  let isOver = false;
  const end = (error: ZooKeeperError | undefined): void => {
    isOver = true;
    done(error);
  };
  const run = (item: T): void =>
    act(item, (error) => {
      if (isOver) return;
      if (error !== undefined && severityOf(error) === 'passing') return run(item);
      if (error !== undefined) return end(error);
      finished++;
      if (finished === items.length) end(undefined);
      else begin();
    });
  const begin = (): void => {
    while (begun < items.length && begun - finished < mostReadsAtOnce) run(items[begun++]!);
  };
  if (items.length === 0) end(undefined);
  else begin();
}
