/**
 * All records by name. Several tasks may stand for one record (two instances on one agent), so each
 * is counted; adding and removing take constant time, however many there are. A name with one host,
 * as most are, costs no set of its own.
 */
import { parseIp, reverseName } from './ip.ts';
import type { RecordKind, RecordLine } from './record-line.ts';

/** Hosts and how many stand for each; a text: that host once. */
type Hosts = string | Map<string, number>;

const none: readonly string[] = [];

export class Zone {
  readonly #records: Readonly<Record<RecordKind, Map<string, Hosts>>> = {
    A: new Map(),
    AAAA: new Map(),
    SRV: new Map(),
    PTR: new Map(),
  };
  /** How many names are below each: those exist, too, although nothing is there. */
  readonly #below = new Map<string, number>();
  #count = 0;
  #changes = 0;

  get recordCount(): number {
    return this.#count;
  }

  /** Grows with every change. */
  get changes(): number {
    return this.#changes;
  }

  add(line: RecordLine): void {
    const { kind, name, host } = ownerOf(line);
    const hosts = this.#records[kind];
    const known = hosts.get(name);
    if (known === undefined) {
      hosts.set(name, host);
      this.#countAncestors(name, 1);
    } else if (typeof known === 'string') {
      if (known === host) hosts.set(name, new Map([[host, 2]]));
      else hosts.set(name, new Map([...[known, host].map((each) => [each, 1] as const)]));
    } else {
      const uses = known.get(host) ?? 0;
      known.set(host, uses + 1);
      if (uses > 0) return;
    }
    if (known === host) return;
    this.#count++;
    this.#changes++;
  }

  /** Of one that was added. */
  remove(line: RecordLine): void {
    const { kind, name, host } = ownerOf(line);
    const hosts = this.#records[kind];
    const known = hosts.get(name);
    if (typeof known === 'object') {
      const uses = known.get(host) ?? 0;
      if (uses > 1) return void known.set(host, uses - 1);
      known.delete(host);
      if (known.size > 0) return this.#removed();
    }
    hosts.delete(name);
    this.#countAncestors(name, -1);
    this.#removed();
  }

  /** Each once, in the order in which they came. `name` in lower case, with its last dot. */
  find(kind: RecordKind, name: string): readonly string[] {
    const hosts = this.#records[kind].get(name);
    if (hosts === undefined) return none;
    return typeof hosts === 'string' ? [hosts] : [...hosts.keys()];
  }

  /** The first that came, without the others. */
  findFirst(kind: RecordKind, name: string): string | undefined {
    const hosts = this.#records[kind].get(name);
    if (hosts === undefined || typeof hosts === 'string') return hosts;
    return hosts.keys().next().value;
  }

  /** Does anything have this name, or a name below it? */
  has(name: string): boolean {
    const { A, AAAA, SRV, PTR } = this.#records;
    return A.has(name) || AAAA.has(name) || SRV.has(name) || PTR.has(name) || this.#below.has(name);
  }

  *names(kind: RecordKind): Iterable<readonly [string, readonly string[]]> {
    for (const name of this.#records[kind].keys()) yield [name, this.find(kind, name)];
  }

  #removed(): void {
    this.#count--;
    this.#changes++;
  }

  #countAncestors(name: string, by: number): void {
    for (let dot = name.indexOf('.'); dot < name.length - 1; dot = name.indexOf('.', dot + 1)) {
      const ancestor = name.slice(dot + 1);
      const count = (this.#below.get(ancestor) ?? 0) + by;
      if (count === 0) this.#below.delete(ancestor);
      else this.#below.set(ancestor, count);
    }
  }
}

/** Where it is looked up: a PTR below the name of its address. */
function ownerOf(line: RecordLine): RecordLine {
  if (line.kind !== 'PTR') return line;
  const ip = parseIp(line.host)!;
  return { kind: 'PTR', name: reverseName(ip), host: line.name };
}
