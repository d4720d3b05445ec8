/**
 * Service ports: what load balancers listen on for an app. 0: not yet given one. Those that are in use
 * are mostly the first of a range without gaps; its end is known, so that the next free one is found
 * among those of ten thousand apps as fast as among ten.
 */
import type { RunSpec } from '../../model/run-spec.ts';

export function servicePortsOf(runSpec: RunSpec): readonly number[] {
  if (runSpec.kind === 'pod') return [];
  const mappings = runSpec.container?.portMappings ?? [];
  const ports =
    mappings.length > 0
      ? mappings.map(({ servicePort }) => servicePort)
      : runSpec.portDefinitions.map(({ port }) => port);
  return ports.filter((port) => port !== 0);
}

/** Those that are in use, and by how many apps. */
export class ServicePorts {
  readonly #counts = new Map<number, number>();
  /** All from `from` to below `free` are in use. */
  #full: { readonly from: number; free: number } | undefined;

  add(port: number): void {
    this.#counts.set(port, (this.#counts.get(port) ?? 0) + 1);
  }

  remove(port: number): void {
    const left = (this.#counts.get(port) ?? 0) - 1;
    if (left > 0) this.#counts.set(port, left);
    else this.#counts.delete(port);
    const full = this.#full;
    if (left <= 0 && full !== undefined && port >= full.from && port < full.free) full.free = port;
  }

  /** The first from there on that nobody uses. */
  nextFree(from: number): number {
    if (this.#full === undefined || from < this.#full.from) this.#full = { from, free: from };
    const isBeyond = from > this.#full.free;
    let free = isBeyond ? from : this.#full.free;
    while (this.#counts.has(free)) free++;
    if (!isBeyond) this.#full.free = free;
    return free;
  }
}
