/**
 * A network that keeps libprocess' promises and no more: messages of one sender to one address come
 * in order, at most once, after some time. Connections break, losing whatever was on its way, and
 * both ends learn of it. On top, single messages of kinds that their senders repeat anyway are lost
 * or come twice.
 */
import type { Clock } from '../foundation/clock.ts';
import { type Random, randomInteger } from '../foundation/random.ts';
import type { Trace } from './trace.ts';

export interface Packet {
  readonly from: string;
  readonly toId: string;
  readonly name: string;
  readonly body: Uint8Array;
}

export interface NetworkFaults {
  /** Chance that a message which its sender repeats is lost, or doubled. */
  lossChance: number;
  doublingChance: number;
  /** Longest time on the way. */
  maxDelayMs: number;
}

interface Connection {
  readonly from: string;
  readonly to: string;
  /** Messages that were sent before a break do not arrive after it. */
  epoch: number;
  /** No message arrives before the one sent before it. */
  lastArrivalMs: number;
  readonly watchers: Set<() => void>;
}

/** Losing one of these costs time, for it is sent again; anything else is lost only with its connection. */
const repeatedMessages: ReadonlySet<string> = new Set(
  [
    'StatusUpdateMessage',
    'StatusUpdateAcknowledgementMessage',
    'RegisterSlaveMessage',
    'ReregisterSlaveMessage',
    'SlaveRegisteredMessage',
    'SlaveReregisteredMessage',
    'PingSlaveMessage',
    'PongSlaveMessage',
  ].map((name) => `mesos.internal.${name}`),
);

export class VirtualNetwork {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #trace: Trace;
  readonly faults: NetworkFaults;
  /** Receivers by address; a process that is down has none. */
  readonly #listeners = new Map<string, (packet: Packet) => void>();
  readonly #connections = new Map<string, Connection>();

  constructor(clock: Clock, random: Random, trace: Trace, faults: NetworkFaults) {
    this.#clock = clock;
    this.#random = random;
    this.#trace = trace;
    this.faults = faults;
  }

  listen(address: string, onPacket: (packet: Packet) => void): void {
    this.#listeners.set(address, onPacket);
  }

  /** The process died: its connections, in both directions, are gone. */
  down(address: string): void {
    this.#listeners.delete(address);
    for (const connection of [...this.#connections.values()]) {
      if (connection.from === address || connection.to === address) this.#break(connection);
    }
  }

  send(from: string, to: string, name: string, body: Uint8Array): void {
    const connection = this.#connection(addressOf(from), addressOf(to));
    const copies = this.#copiesOf(name, from, to);
    for (let i = 0; i < copies; i++)
      this.#deliver(connection, { from, toId: idOf(to), name, body });
  }

  /** Whoever is at `address` writes what it likes as its sender. */
  forge(
    address: string,
    { from, to }: { readonly from: string; readonly to: string },
    name: string,
    body: Uint8Array,
  ): void {
    const connection = this.#connection(address, addressOf(to));
    this.#deliver(connection, { from, toId: idOf(to), name, body });
  }

  #copiesOf(name: string, from: string, to: string): number {
    if (!repeatedMessages.has(name)) return 1;
    const draw = this.#random.next();
    if (draw < this.faults.lossChance) {
      this.#trace.note(`lost ${shortName(name)} ${from} -> ${to}`);
      return 0;
    }
    return draw < this.faults.lossChance + this.faults.doublingChance ? 2 : 1;
  }

  #deliver(connection: Connection, packet: Packet): void {
    const { epoch } = connection;
    const now = this.#clock.now();
    const delayMs = 0.1 + this.#random.next() * this.faults.maxDelayMs;
    const arrivalMs = Math.max(now + delayMs, connection.lastArrivalMs + 0.001);
    connection.lastArrivalMs = arrivalMs;
    this.#clock.after(arrivalMs - now, () => {
      if (connection.epoch !== epoch) return;
      const listener = this.#listeners.get(connection.to);
      if (listener === undefined) {
        this.#break(connection);
        return;
      }
      this.#trace.note(
        `${packet.from} -> ${packet.toId}@${connection.to} ${shortName(packet.name)} ${packet.body.length}B`,
      );
      listener(packet);
    });
  }

  link(from: string, to: string, onExited: () => void): { cancel(): void } {
    const connection = this.#connection(addressOf(from), addressOf(to));
    connection.watchers.add(onExited);
    if (!this.#listeners.has(connection.to)) {
      this.#clock.after(1, () => {
        if (!this.#listeners.has(connection.to)) this.#break(connection);
      });
    }
    return { cancel: () => void connection.watchers.delete(onExited) };
  }

  /** Breaks one of the connections that stand, in one direction. */
  breakOne(): void {
    const all = [...this.#connections.values()];
    const connection = all[randomInteger(this.#random, all.length)];
    if (connection === undefined) return;
    this.#trace.note(`connection ${connection.from} -> ${connection.to} breaks`);
    this.#break(connection);
  }

  disconnect(from: string, to: string): void {
    const connection = this.#connections.get(`${addressOf(from)} ${addressOf(to)}`);
    if (connection !== undefined) this.#break(connection);
  }

  #connection(from: string, to: string): Connection {
    const key = `${from} ${to}`;
    let connection = this.#connections.get(key);
    if (connection === undefined) {
      connection = { from, to, epoch: 0, lastArrivalMs: 0, watchers: new Set() };
      this.#connections.set(key, connection);
    }
    return connection;
  }

  #break(connection: Connection): void {
    connection.epoch++;
    const watchers = [...connection.watchers];
    connection.watchers.clear();
    for (const watcher of watchers) this.#clock.after(0.5, watcher);
  }
}

export function addressOf(pid: string): string {
  return pid.slice(pid.lastIndexOf('@') + 1);
}

function idOf(pid: string): string {
  return pid.slice(0, pid.lastIndexOf('@'));
}

function shortName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
