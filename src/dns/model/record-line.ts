/** One record as Mesos-DNS has it: names end with a dot, SRV records point at "target.:port". */

export type RecordKind = 'A' | 'AAAA' | 'SRV' | 'PTR';

export interface RecordLine {
  readonly kind: RecordKind;
  readonly name: string;
  /** Of a PTR the address; its name is what the address stands for. */
  readonly host: string;
}

/** Which records are made, and how they are named. */
export interface NamingOptions {
  readonly domain: string;
  readonly label: (name: string) => string;
  readonly ipSources: readonly ('netinfo' | 'mesos' | 'docker' | 'host')[];
}

/** Without repetitions, as each name has each host once. */
export class RecordLines {
  readonly lines: RecordLine[] = [];
  readonly #seen = new Set<string>();

  add(kind: RecordKind, name: string, host: string): void {
    if (host === '') return;
    const key = `${kind} ${name} ${host}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.lines.push({ kind, name, host });
  }
}
