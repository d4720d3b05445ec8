/**
 * Stands for election with an ephemeral node. While the ensemble is away it waits; when a node may or
 * may not have been made (the connection was lost in between), it looks before it makes another.
 *
 * The candidacy is over when its session is, or when somebody removes the node.
 */
import type { Log } from '../../../foundation/log.ts';
import type { CandidacyWatcher, Contender } from '../../../leadership/core/election.ts';
import type { MasterInfo } from '../../../protocol/generated/mesos.ts';
import type { ZooKeeperClient } from '../client.ts';
import { type ZooKeeperError, severityOf } from '../errors.ts';
import { type Acl, openToAll, ownedReadableByAll } from '../operations.ts';
import { joinPath } from '../paths.ts';
import type { OwnCandidacy } from './own-candidacy.ts';
import { encodeMember, memberPrefix, membersOf } from './members.ts';

export interface GroupParts {
  /** A new session with the ensemble each time. */
  readonly connect: () => ZooKeeperClient;
  /** Of the group: "/mesos". */
  readonly path: string;
  /** Its nodes are changed only by whoever has these credentials. */
  readonly hasCredentials: boolean;
  /** "zk://h1:2181/mesos", for sentences. */
  readonly url: string;
  readonly log: Log;
  /** Of a master that both stands for election and asks who leads. */
  readonly candidacy?: OwnCandidacy;
}

export function aclOf({ hasCredentials }: GroupParts): readonly Acl[] {
  return hasCredentials ? ownedReadableByAll : openToAll;
}

export class ZooKeeperContender implements Contender {
  readonly #parts: GroupParts;
  #candidacy: Candidacy | undefined;

  constructor(parts: GroupParts) {
    this.#parts = parts;
  }

  contend(candidate: MasterInfo, watcher: CandidacyWatcher): void {
    this.#candidacy?.close();
    this.#candidacy = new Candidacy(this.#parts, candidate, watcher);
  }

  close(): void {
    this.#candidacy?.close();
  }
}

class Candidacy {
  readonly #parts: GroupParts;
  readonly #data: Uint8Array;
  readonly #watcher: CandidacyWatcher;
  readonly #client: ZooKeeperClient;
  /** Without the path of the group. */
  #name: string | undefined;
  /** A node may have been made that nobody heard of. */
  #mayExist = false;
  #isTrying = false;
  #isOver = false;

  constructor(parts: GroupParts, candidate: MasterInfo, watcher: CandidacyWatcher) {
    this.#parts = parts;
    this.#data = encodeMember(candidate);
    this.#watcher = watcher;
    this.#client = parts.connect();
    this.#client.onState((state) => {
      if (this.#isOver) return;
      if (state === 'connected') return this.#try();
      if (state === 'expired') this.#lose(`its session with ${parts.url} expired`);
      if (state === 'refused') this.#fail(`${parts.url} refuses the credentials`);
    });
    this.#try();
  }

  close(): void {
    this.#isOver = true;
    this.#client.close(() => undefined);
  }

  #try(): void {
    if (this.#isTrying || this.#name !== undefined || this.#isOver) return;
    this.#isTrying = true;
    const { path } = this.#parts;
    this.#client.createPath(path, aclOf(this.#parts), (made) => {
      if (!made.ok) return this.#stumble(made.error);
      if (this.#mayExist) this.#look();
      else this.#make();
    });
  }

  #make(): void {
    const { path } = this.#parts;
    const options = { acl: aclOf(this.#parts), mode: 'ephemeral sequential' } as const;
    this.#mayExist = true;
    this.#client.create(joinPath(path, `/${memberPrefix}`), this.#data, options, (made) => {
      if (!made.ok) return this.#stumble(made.error);
      this.#settle(made.value.slice(made.value.lastIndexOf('/') + 1));
    });
  }

  /** Is one of the nodes that of this session? */
  #look(): void {
    this.#client.getChildren(this.#parts.path, undefined, (listed) => {
      if (!listed.ok) return this.#stumble(listed.error);
      const names = membersOf(listed.value.children).map(({ name }) => name);
      this.#lookAt(names);
    });
  }

  #lookAt(names: readonly string[]): void {
    const [name, ...others] = names;
    if (name === undefined) return this.#make();
    this.#client.exists(joinPath(this.#parts.path, `/${name}`), undefined, (found) => {
      if (!found.ok) return this.#stumble(found.error);
      if (found.value?.ephemeralOwner === this.#client.session.id) return this.#settle(name);
      this.#lookAt(others);
    });
  }

  #settle(name: string): void {
    this.#name = name;
    this.#isTrying = false;
    this.#parts.log.info(`Stands for election as ${joinPath(this.#parts.path, `/${name}`)}`);
    if (this.#parts.candidacy !== undefined) this.#parts.candidacy.name = name;
    this.#guard(name);
  }

  /** Hears when the node goes. */
  #guard(name: string): void {
    if (this.#isOver) return;
    const path = joinPath(this.#parts.path, `/${name}`);
    const isGone = (): void => this.#lose(`its node ${path} was removed`);
    this.#client.exists(
      path,
      ({ type }) => (type === 'deleted' ? isGone() : this.#guard(name)),
      (found) => {
        if (this.#isOver) return;
        if (found.ok && found.value === undefined) isGone();
        // Whatever else went wrong ends with the session, or is tried again at the next server.
        else if (!found.ok && found.error.code === 'CONNECTION_LOSS') this.#guard(name);
      },
    );
  }

  /** Waits for the next server when that can help. */
  #stumble(error: ZooKeeperError): void {
    this.#isTrying = false;
    if (this.#isOver) return;
    const severity = severityOf(error);
    if (severity === 'lasting') return this.#fail(`${this.#parts.url}: ${error.message}`);
    if (severity === 'passing' && this.#client.state === 'connected') this.#try();
  }

  #lose(why: string): void {
    if (this.#isOver) return;
    this.#parts.log.warning(`The candidacy is over: ${why}`);
    this.close();
    if (this.#parts.candidacy !== undefined) this.#parts.candidacy.name = undefined;
    this.#watcher.lost();
  }

  #fail(why: string): void {
    if (this.#isOver) return;
    this.close();
    this.#watcher.failed(why);
  }
}
