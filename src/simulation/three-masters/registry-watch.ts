/**
 * Looks at every write that ZooKeeper takes, and holds the masters to what the fence promises:
 *
 *  - what is written to the registry is written by who owns it, and names its owner;
 *  - who was overtaken never owns it again;
 *  - each transaction is the next one of its owner: none comes twice, none is left out;
 *  - a session stands for election with one node at most.
 */
import type { AgentId } from '../../protocol/ids.ts';
import type { MultiOperation } from '../../zookeeper/core/operations.ts';
import { membersOf } from '../../zookeeper/core/election/members.ts';
import { decodeEpoch } from '../../zookeeper/core/store-layout.ts';
import { decodePage } from '../../zookeeper/core/store-page.ts';
import type { PretendZooKeeper } from '../../zookeeper/pretend/service.ts';
import { groupPath } from './ensemble.ts';
import { registryRoot } from './seat.ts';

export interface RegistryWatchParts {
  readonly service: PretendZooKeeper;
  readonly onOwner: (owner: string) => void;
  readonly report: (violation: string) => void;
}

const epochPath = `${registryRoot}/epoch`;
const pagesPath = `${registryRoot}/pages/`;
const admittedKey = 'agents/admitted/';

export class RegistryWatch {
  readonly #parts: RegistryWatchParts;
  readonly #overtaken = new Set<string>();
  /** Of the entries, the last word of all pages. */
  readonly #keys = new Set<string>();
  #owner: string | undefined;
  #batch = 0;
  batchCount = 0;

  constructor(parts: RegistryWatchParts) {
    this.#parts = parts;
    parts.service.tree.onCommit = (operations) => this.#onCommit(operations);
  }

  /** The id of the master whose writes count. */
  get owner(): string | undefined {
    return this.#owner;
  }

  isAdmitted(agentId: AgentId): boolean {
    return this.#keys.has(admittedKey + agentId);
  }

  get admitted(): AgentId[] {
    const keys = [...this.#keys].filter((key) => key.startsWith(admittedKey));
    return keys.map((key) => key.slice(admittedKey.length));
  }

  #onCommit(operations: readonly MultiOperation[]): void {
    const fence = operations.find(({ path }) => path === epochPath);
    const pages = operations.filter(({ path, kind }) => isPage(path) && kind !== 'check');
    for (const page of pages) if (page.kind === 'create') this.#takeIn(page.data);
    if (fence?.kind === 'set') this.#onEpoch(fence.data, pages.length);
    else if (pages.length > 0) this.#parts.report('the registry was written past its fence');
    if (operations.some(({ path }) => path.startsWith(`${groupPath}/json.info_`))) {
      this.#checkMembers();
    }
  }

  #takeIn(data: Uint8Array): void {
    const { entries, deleted } = decodePage(data);
    for (const key of deleted) this.#keys.delete(key);
    for (const key of entries.keys()) this.#keys.add(key);
  }

  #onEpoch(data: Uint8Array, pageCount: number): void {
    const { report, onOwner } = this.#parts;
    const read = decodeEpoch(data);
    if (!read.ok) return report(`the epoch makes no sense: ${read.error}`);
    const { owner, batch } = read.value;
    if (this.#overtaken.has(owner)) report(`master ${owner} writes although it was overtaken`);
    if (owner === this.#owner) {
      if (batch !== this.#batch + 1) report(`batch ${batch} of ${owner} came after ${this.#batch}`);
      this.batchCount++;
    } else {
      if (batch !== 0 || pageCount > 0) report(`master ${owner} wrote before it had taken over`);
      if (this.#owner !== undefined) this.#overtaken.add(this.#owner);
      onOwner(owner);
    }
    this.#owner = owner;
    this.#batch = batch;
    return undefined;
  }

  #checkMembers(): void {
    const { service, report } = this.#parts;
    const group = service.tree.find(groupPath);
    const sessions = new Set<bigint>();
    const names = [...(group?.children ?? [])].map((path) => path.slice(groupPath.length + 1));
    for (const { name } of membersOf(names)) {
      const session = service.tree.find(`${groupPath}/${name}`)!.owner;
      if (sessions.has(session)) report(`a session stands for election twice, as ${name} too`);
      sessions.add(session);
    }
  }
}

function isPage(path: string): boolean {
  return path.startsWith(pagesPath);
}
