/**
 * Says who leads: the node with the lowest number. What was told holds while the session does, also
 * when the ensemble cannot be reached for a while; when the session is over nobody leads, as far as
 * is known, until a new one has looked.
 */
import type { Clock, Timer } from '../../../foundation/clock.ts';
import type { DetectionWatcher, Detector } from '../../../leadership/core/election.ts';
import type { MasterInfo } from '../../../protocol/generated/mesos.ts';
import type { ZooKeeperClient } from '../client.ts';
import { type ZooKeeperError, severityOf } from '../errors.ts';
import { joinPath } from '../paths.ts';
import type { GroupParts } from './contender.ts';
import { GroupReader } from './group-reader.ts';
import { type Member, decodeMember, membersOf } from './members.ts';

/** A node that makes no sense may be replaced by its owner. */
const retryMs = 1000;

export class ZooKeeperDetector implements Detector {
  readonly #parts: GroupParts & { readonly clock: Clock };
  #watcher: DetectionWatcher | undefined;
  #client: ZooKeeperClient | undefined;
  /** For whoever wants to know all of them. */
  #group: GroupReader | undefined;
  /** One of each session, so that looking twice leaves one watch. */
  #hear: () => void = () => undefined;
  #isLooking = false;
  #mustLookAgain = false;
  /** Node that was told of; '': nobody; undefined: nothing was told yet. */
  #toldName: string | undefined;
  #timer: Timer | undefined;
  #isClosed = false;

  constructor(parts: GroupParts & { readonly clock: Clock }) {
    this.#parts = parts;
  }

  watch(watcher: DetectionWatcher): void {
    this.#watcher = watcher;
    const { candidacy } = this.#parts;
    if (candidacy !== undefined) candidacy.onChange = () => this.#hear();
    if (watcher.group !== undefined) {
      this.#group = new GroupReader(this.#parts.path, (masters) => watcher.group?.(masters));
    }
    this.#connect();
  }

  /** ZooKeeper tells of changes by itself. */
  doubt(): void {}

  close(): void {
    this.#isClosed = true;
    this.#timer?.cancel();
    this.#client?.close(() => undefined);
  }

  #connect(): void {
    const client = this.#parts.connect();
    this.#client = client;
    this.#isLooking = false;
    this.#hear = () => {
      if (!this.#isStale(client)) this.#look();
    };
    client.onState((state) => {
      if (this.#isClosed || this.#client !== client) return;
      if (state === 'connected' && this.#mustLookAgain) this.#look();
      if (state === 'refused') this.#fail(`${this.#parts.url} refuses the credentials`);
      if (state === 'expired') {
        this.#parts.log.warning(`The session with ${this.#parts.url} expired`);
        this.#tell('', undefined);
        this.#connect();
      }
    });
    this.#look();
  }

  #look(): void {
    if (this.#isClosed) return;
    if (this.#isLooking) {
      this.#mustLookAgain = true;
      return;
    }
    this.#isLooking = true;
    this.#mustLookAgain = false;
    const client = this.#client!;
    const { path } = this.#parts;
    client.getChildren(path, this.#hear, (listed) => {
      if (this.#isStale(client)) return;
      if (listed.ok) return this.#readAll(client, membersOf(listed.value.children));
      if (listed.error.code === 'NO_NODE') return this.#waitForGroup(client);
      this.#stumble(listed.error);
    });
  }

  /** There is no group yet. */
  #waitForGroup(client: ZooKeeperClient): void {
    client.exists(this.#parts.path, this.#hear, (found) => {
      if (this.#isStale(client)) return;
      if (!found.ok) return this.#stumble(found.error);
      this.#isLooking = false;
      if (found.value !== undefined) return this.#look();
      this.#tell('', undefined);
    });
  }

  #readAll(client: ZooKeeperClient, members: readonly Member[]): void {
    this.#group?.read(client, members);
    this.#read(client, members);
  }

  #read(client: ZooKeeperClient, [first]: readonly Member[]): void {
    if (first === undefined || first.name === this.#toldName) {
      this.#isLooking = false;
      if (first === undefined) this.#tell('', undefined);
      return this.#lookOnce();
    }
    client.getData(joinPath(this.#parts.path, `/${first.name}`), undefined, (read) => {
      if (this.#isStale(client)) return;
      this.#isLooking = false;
      if (!read.ok) {
        // It has gone since it was listed.
        if (read.error.code === 'NO_NODE') return this.#look();
        return this.#stumble(read.error);
      }
      const info = decodeMember(first, read.value.data);
      if (info.ok) this.#tellOf(first.name, info.value);
      else this.#puzzle(info.error);
      this.#lookOnce();
    });
  }

  #tellOf(name: string, info: MasterInfo): void {
    if (this.#parts.candidacy?.isGhost(name, info.id) === true) this.#tell('', undefined);
    else this.#tell(name, info);
  }

  /** Something changed while we looked. */
  #lookOnce(): void {
    if (this.#mustLookAgain) this.#look();
  }

  /** Nobody else leads as long as that node is there. */
  #puzzle(why: string): void {
    this.#parts.log.error(`Cannot tell who leads ${this.#parts.url}: ${why}; looking again`);
    this.#tell('', undefined);
    this.#timer?.cancel();
    this.#timer = this.#parts.clock.after(retryMs, () => this.#look());
  }

  #stumble(error: ZooKeeperError): void {
    this.#isLooking = false;
    const severity = severityOf(error);
    if (severity === 'lasting') return this.#fail(`${this.#parts.url}: ${error.message}`);
    if (severity === 'over') return;
    this.#mustLookAgain = true;
    if (this.#client?.state === 'connected') this.#look();
  }

  #isStale(client: ZooKeeperClient): boolean {
    return this.#isClosed || this.#client !== client;
  }

  #tell(name: string, leader: MasterInfo | undefined): void {
    if (this.#toldName === name) return;
    this.#toldName = name;
    this.#watcher?.changed(leader);
  }

  #fail(why: string): void {
    if (this.#isClosed) return;
    this.close();
    this.#watcher?.failed(why);
  }
}
