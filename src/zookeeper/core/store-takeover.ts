/**
 * Becoming the owner of a registry in ZooKeeper: in one transaction the owner's name is written into
 * the epoch, and a node of its own is made below, which counts the owner's transactions. Nodes of those
 * who owned it before go.
 */
import { type Result, failure, ok } from '../../foundation/result.ts';
import type { ZooKeeperClient } from './client.ts';
import { type ZooKeeperErrorCode, severityOf } from './errors.ts';
import type { Acl, MultiOperation } from './operations.ts';
import { encodeEpoch, epochPath, findFormatFault, ownerPath } from './store-layout.ts';
import { prepareStore } from './store-reading.ts';

interface Takeover {
  readonly client: ZooKeeperClient;
  readonly root: string;
  readonly acl: readonly Acl[];
  readonly owner: string;
}

/** Gives the version of the epoch; from then on nobody writes who was here before. */
export function takeOver(
  takeover: Takeover,
  done: (result: Result<{ readonly version: number }>) => void,
): void {
  const { client, root, acl } = takeover;
  prepareStore(client, root, acl, (prepared) => {
    if (!prepared.ok) return done(prepared);
    const { format, version } = prepared.value;
    const fault = findFormatFault(root, format);
    if (fault !== undefined) return done(failure(fault));
    writeOwner(takeover, version, (written) => {
      if (written === 'again') takeOver(takeover, done);
      else {
        // Asked for before anything that comes of `done`, so that this version is still the epoch's.
        if (written.ok) removeOthers(takeover, written.value.version);
        done(written);
      }
    });
  });
}

/** Somebody was quicker, or our own answer was lost; the version tells on the next try. */
const races: ReadonlySet<ZooKeeperErrorCode> = new Set(['BAD_VERSION', 'NODE_EXISTS', 'NO_NODE']);

function writeOwner(
  { client, root, acl, owner }: Takeover,
  version: number,
  done: (written: Result<{ readonly version: number }> | 'again') => void,
): void {
  const own = ownerPath(root, owner);
  client.exists(own, undefined, (found) => {
    if (!found.ok) {
      if (severityOf(found.error) === 'passing') return done('again');
      return done(failure(found.error.message));
    }
    const data = encodeEpoch({ owner, batch: 0 });
    const parts: MultiOperation[] = [
      { kind: 'set', path: epochPath(root), data, version },
      // Of a try whose answer was lost: the count begins anew.
      ...(found.value === undefined ? [] : [{ kind: 'delete', path: own } as const]),
      { kind: 'create', path: own, data: new Uint8Array(), acl },
    ];
    client.multi(parts, (result) => {
      if (!result.ok) {
        const { error } = result;
        const isRace = races.has(error.code) || severityOf(error) === 'passing';
        return done(isRace ? 'again' : failure(error.message));
      }
      const [set] = result.value;
      done(set?.kind === 'set' ? ok({ version: set.stat.version }) : 'again');
    });
  });
}

/** If we still own it; who comes next does it otherwise. */
function removeOthers({ client, root, owner }: Takeover, version: number): void {
  const path = epochPath(root);
  client.getChildren(path, undefined, (listed) => {
    const children = listed.ok ? listed.value.children : [];
    const others = children
      .map((name) => `${path}/${name}`)
      .filter((other) => other !== ownerPath(root, owner))
      .slice(0, mostRemoved);
    if (others.length === 0) return;
    const removals = others.map((other): MultiOperation => ({ kind: 'delete', path: other }));
    client.multi([{ kind: 'check', path, version }, ...removals], () => undefined);
  });
}

/** There is one, or one for each master that ended while it took over. */
const mostRemoved = 1000;
