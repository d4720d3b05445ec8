/** Reads the registry out of ZooKeeper, several pages at once, and lays its nodes out the first time. */
import { failure, ok, type Result } from '../../foundation/result.ts';
import type { ZooKeeperClient } from './client.ts';
import { type ZooKeeperError, severityOf } from './errors.ts';
import type { Acl, MultiOperation } from './operations.ts';
import { parentOf } from './paths.ts';
import {
  encodeEpoch,
  epochPath,
  formatData,
  pageNumberOf,
  pagePath,
  pagesPath,
} from './store-layout.ts';
import { type PageContent, readPage } from './store-page.ts';

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
    node(pagesPath(root)),
  ];
  client.createPath(parentOf(root) ?? '/', acl, (above) => {
    if (!above.ok) return done(above.error);
    client.multi(parts, (made) => {
      // Another master was quicker.
      done(made.ok || made.error.code === 'NODE_EXISTS' ? undefined : made.error);
    });
  });
}

/** Few enough that they fit in memory when they are large, many enough that nobody waits for the way. */
const mostReadsAtOnce = 32;

export interface ReadPage {
  readonly number: number;
  readonly data: Uint8Array;
  readonly content: PageContent;
}

/** In the order of their numbers. A node that is no page is a fault: nobody else writes there. */
export function readPages(
  client: ZooKeeperClient,
  root: string,
  done: (result: Result<readonly ReadPage[]>) => void,
): void {
  listPages(client, root, (listed) => {
    if (!listed.ok) return done(listed);
    const pages = new Map<number, ReadPage>();
    let fault: string | undefined;
    const read = (number: number, next: (error?: ZooKeeperError) => void): void => {
      const path = pagePath(root, number);
      client.getData(path, undefined, (found) => {
        if (!found.ok) return next(found.error);
        const { data } = found.value;
        const content = readPage(data);
        if (content.ok) pages.set(number, { number, data, content: content.value });
        else fault ??= `node ${path} in ZooKeeper is no page of the registry: ${content.error}`;
        next();
      });
    };
    forEach(listed.value, read, (error) => {
      if (error !== undefined) return done(failure(error.message));
      if (fault !== undefined) return done(failure(fault));
      done(ok(listed.value.map((number) => pages.get(number)!)));
    });
  });
}

function listPages(
  client: ZooKeeperClient,
  root: string,
  done: (result: Result<readonly number[]>) => void,
): void {
  client.getChildren(pagesPath(root), undefined, (listed) => {
    if (!listed.ok) {
      if (severityOf(listed.error) === 'passing') return listPages(client, root, done);
      return done(failure(listed.error.message));
    }
    const { children } = listed.value;
    const stranger = children.find((name) => pageNumberOf(name) === undefined);
    if (stranger !== undefined) {
      const path = `${pagesPath(root)}/${stranger}`;
      return done(failure(`node ${path} in ZooKeeper is no page of the registry; remove it`));
    }
    done(ok(children.map((name) => pageNumberOf(name)!).toSorted((a, b) => a - b)));
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
