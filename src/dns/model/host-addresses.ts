/**
 * Addresses of hosts that are told by name: frameworks' hosts, and agents' and masters' where somebody
 * configured names. An address stands for itself at once; a name is looked up, and again every now and
 * then as long as somebody uses it. Until it is found, and when it is not, it has none; what was found
 * stays while the resolver is away.
 */
import type { Clock, Timer } from '../../foundation/clock.ts';
import { parseIp } from './ip.ts';

/** `done` once, later; undefined: the resolver cannot say. */
export type LookUp = (host: string, done: (ips: readonly string[] | undefined) => void) => void;

export interface HostAddressesParts {
  readonly clock: Clock;
  readonly lookUp: LookUp;
  /** How often names are looked up again. */
  readonly refreshMs: number;
}

/** More wait; resolvers have other things to do. */
const mostLookUps = 16;

interface Host {
  ips: readonly string[];
  readonly users: Set<string>;
  timer: Timer | undefined;
}

const none: readonly string[] = [];

export class HostAddresses {
  /** Told who uses a host whose addresses are others now. */
  onChange: (users: Iterable<string>) => void = () => undefined;
  readonly #parts: HostAddressesParts;
  readonly #hosts = new Map<string, Host>();
  readonly #hostOfUser = new Map<string, string>();
  readonly #waiting = new Set<string>();
  #running = 0;

  constructor(parts: HostAddressesParts) {
    this.#parts = parts;
  }

  /** `user` is told of changes, until it asks for another host or leaves. */
  find(host: string, user: string): readonly string[] {
    if (this.#hostOfUser.has(user) && this.#hostOfUser.get(user) !== host) this.leave(user);
    const ip = parseIp(host);
    if (ip !== undefined) return [ip.text];
    if (host === '') return none;
    let known = this.#hosts.get(host);
    if (known === undefined) {
      known = { ips: none, users: new Set(), timer: undefined };
      this.#hosts.set(host, known);
      this.#waiting.add(host);
      this.#next();
    }
    known.users.add(user);
    this.#hostOfUser.set(user, host);
    return known.ips;
  }

  leave(user: string): void {
    const host = this.#hostOfUser.get(user);
    if (host === undefined) return;
    this.#hostOfUser.delete(user);
    const known = this.#hosts.get(host);
    known?.users.delete(user);
    if (known === undefined || known.users.size > 0) return;
    known.timer?.cancel();
    this.#hosts.delete(host);
    this.#waiting.delete(host);
  }

  close(): void {
    for (const { timer } of this.#hosts.values()) timer?.cancel();
    this.#hosts.clear();
    this.#waiting.clear();
  }

  #next(): void {
    for (const host of this.#waiting) {
      if (this.#running >= mostLookUps) return;
      this.#waiting.delete(host);
      this.#running++;
      this.#parts.lookUp(host, (ips) => {
        this.#running--;
        this.#found(host, ips);
        this.#next();
      });
    }
  }

  #found(host: string, ips: readonly string[] | undefined): void {
    const known = this.#hosts.get(host);
    if (known === undefined) return;
    known.timer?.cancel();
    known.timer = this.#parts.clock.after(this.#parts.refreshMs, () => {
      this.#waiting.add(host);
      this.#next();
    });
    if (ips === undefined) return;
    const sorted = ips.toSorted();
    if (sorted.join() === known.ips.join()) return;
    known.ips = sorted;
    this.onChange([...known.users]);
  }
}
