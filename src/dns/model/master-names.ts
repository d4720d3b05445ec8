/**
 * The names of masters: who leads, and those that stand by, in the order in which they are numbered.
 * Hosts that are told by name are looked up; while nobody leads, what was known stays.
 */
import { masterRecords } from './fixed-records.ts';
import type { HostAddresses } from './host-addresses.ts';
import type { OwnerKey, RecordBook } from './record-book.ts';
import type { RecordLine } from './record-line.ts';

/** A host is a name or an address. */
export interface HostPlace {
  readonly host: string;
  readonly port: string;
}

export interface Masters {
  readonly leader: HostPlace | undefined;
  readonly masters: readonly HostPlace[];
}

const owner: OwnerKey = 'masters';

export class MasterNames {
  readonly #book: RecordBook;
  readonly #addresses: HostAddresses;
  readonly #domain: string;
  #masters: Masters = { leader: undefined, masters: [] };

  constructor(book: RecordBook, addresses: HostAddresses, domain: string) {
    this.#book = book;
    this.#addresses = addresses;
    this.#domain = domain;
  }

  get lines(): readonly RecordLine[] {
    return this.#book.of(owner);
  }

  set(masters: Masters): void {
    if (masters.leader === undefined) return;
    for (const index of this.#masters.masters.keys()) this.#addresses.leave(userOf(index));
    this.#masters = masters;
    this.#record();
  }

  /** A host that somebody uses has other addresses now. */
  hostChanged(user: string): void {
    if (user.startsWith('m ')) this.#record();
  }

  #record(): void {
    const found = ({ host, port }: HostPlace, user: string) => {
      const [ip] = this.#addresses.find(host, user);
      return ip === undefined ? [] : [{ ip, port }];
    };
    const { leader: given, masters } = this.#masters;
    const [leader] = given === undefined ? [] : found(given, userOf('leader'));
    if (leader === undefined) return;
    const all = masters.flatMap((place, index) => found(place, userOf(index)));
    this.#book.set(owner, masterRecords({ leader, masters: all }, this.#domain));
  }
}

function userOf(index: number | 'leader'): string {
  return `m ${index}`;
}
