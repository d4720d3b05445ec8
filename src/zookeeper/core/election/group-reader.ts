/**
 * Reads what the members of a group say of themselves: each node once, for it does not change. A node
 * that is gone before it was read, or that makes no sense, is left out; the next listing comes with
 * the next change.
 */
import type { MasterInfo } from '../../../protocol/generated/mesos.ts';
import type { ZooKeeperClient } from '../client.ts';
import { joinPath } from '../paths.ts';
import { type Member, decodeMember } from './members.ts';

/** More than a group has masters; those behind are not told of. */
const mostMembers = 100;

export class GroupReader {
  readonly #path: string;
  readonly #told: (masters: readonly MasterInfo[]) => void;
  #known = new Map<string, MasterInfo>();
  #round = 0;

  constructor(path: string, told: (masters: readonly MasterInfo[]) => void) {
    this.#path = path;
    this.#told = told;
  }

  /** Calls back when all of them are read, unless another listing came in between. */
  read(client: ZooKeeperClient, listed: readonly Member[]): void {
    const round = ++this.#round;
    const members = listed.slice(0, mostMembers);
    const names = new Set(members.map(({ name }) => name));
    this.#known = new Map([...this.#known].filter(([name]) => names.has(name)));
    const missing = members.filter(({ name }) => !this.#known.has(name));
    let leftCount = missing.length;
    if (leftCount === 0) return this.#tell(members);
    for (const member of missing) {
      client.getData(joinPath(this.#path, `/${member.name}`), undefined, (read) => {
        if (round !== this.#round) return;
        const info = read.ok ? decodeMember(member, read.value.data) : undefined;
        if (info?.ok === true) this.#known.set(member.name, info.value);
        if (--leftCount === 0) this.#tell(members);
      });
    }
  }

  #tell(members: readonly Member[]): void {
    this.#told(
      members.map(({ name }) => this.#known.get(name)).filter((info) => info !== undefined),
    );
  }
}
