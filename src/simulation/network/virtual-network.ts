/**
 * A network that keeps libprocess' promises and no more: messages of one sender to one address come
 * in order, at most once, after some time; now and then that time is long, so that messages of
 * different senders overtake each other. Connections break, losing what was on its way, and both
 * ends learn of it; some of what was sent before the break may still come after it, even from a
 * sender that is dead by then, as bytes wait in the buffers of a real peer. On top, single messages
 * of kinds that their senders repeat anyway are lost or come twice.
 */
import type { Clock } from '../../foundation/clock.ts';
import { type Random, randomInteger } from '../../foundation/random.ts';
import type { Network } from '../../libprocess/network.ts';
import type { Pid } from '../../protocol/ids.ts';
import type { Trace } from '../trace.ts';

export interface Packet {
  readonly from: Pid;
  readonly toId: string;
  readonly name: string;
  readonly body: Uint8Array;
}

export interface NetworkFaults {
  /** Chance that a message which its sender repeats is lost, or doubled. */
  lossChance: number;
  doublingChance: number;
  /** Usual longest time on the way. */
  maxDelayMs: number;
  /** Chance that a message takes up to `spikeMs`; those behind it wait for it. */
  spikeChance: number;
  spikeMs: number;
  /** Chance that a break lets through what was sent first, up to `stragglerMs` late. */
  stragglerChance: number;
  stragglerMs: number;
}

export const calmNetwork: Readonly<NetworkFaults> = {
  lossChance: 0,
  doublingChance: 0,
  maxDelayMs: 5,
  spikeChance: 0,
  spikeMs: 0,
  stragglerChance: 0,
  stragglerMs: 0,
};

export const stormyNetwork: Readonly<NetworkFaults> = {
  lossChance: 0.02,
  doublingChance: 0.02,
  maxDelayMs: 5,
  spikeChance: 0.01,
  spikeMs: 3000,
  stragglerChance: 0.3,
  stragglerMs: 1500,
};

/** Hears of every message when it is sent and when it arrives; the watchers look through it. */
export interface NetworkTap {
  sent?(packet: Packet, to: Pid): void;
  arrived?(packet: Packet, to: Pid): void;
}

interface Connection {
  readonly from: Pid;
  readonly to: Pid;
  /** Messages that were sent before a break do not arrive after it, except stragglers. */
  epoch: number;
  /** What still comes of the epoch before this one. */
  stragglers: { readonly epoch: number; readonly untilMs: number; readonly extraMs: number };
  /** No message arrives before the one sent before it. */
  lastArrivalMs: number;
  readonly watchers: Set<() => void>;
}

const noStragglers = { epoch: -1, untilMs: 0, extraMs: 0 };

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

type Listener = (packet: Packet) => void;

export class VirtualNetwork {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #trace: Trace;
  readonly #taps: NetworkTap[] = [];
  readonly faults: NetworkFaults;
  /** Receivers by address; a process that is down has none. */
  readonly #listeners = new Map<string, Listener>();
  readonly #connections = new Map<string, Connection>();
  readonly #cut = new Set<string>();

  constructor(clock: Clock, random: Random, trace: Trace) {
    this.#clock = clock;
    this.#random = random;
    this.#trace = trace;
    this.faults = { ...calmNetwork };
  }

  tap(tap: NetworkTap): void {
    this.#taps.push(tap);
  }

  listen(address: string, onPacket: Listener): void {
    this.#listeners.set(address, onPacket);
  }

  /** The process died: its connections, in both directions, are gone. */
  down(address: string): void {
    this.#listeners.delete(address);
    this.#breakAll(address);
  }

  #breakAll(address: string): void {
    for (const connection of [...this.#connections.values()]) {
      if (connection.from === address || connection.to === address) this.#break(connection);
    }
  }

  /** What a core at `address` is handed; it hears of its connections while it lives. */
  portOf(address: string, isAlive: () => boolean): Network {
    return {
      send: (fromId, to, type, message) =>
        this.send(`${fromId}@${address}`, to, type.typeName, type.encode(message)),
      link: (to, onExited) =>
        this.link(address, to, () => {
          if (isAlive()) onExited();
        }),
      disconnect: (to) => this.disconnect(address, to),
    };
  }

  send(from: Pid, to: Pid, name: string, body: Uint8Array): void {
    const packet = { from, toId: idOf(to), name, body };
    for (const tap of this.#taps) tap.sent?.(packet, to);
    const connection = this.#connection(addressOf(from), addressOf(to));
    const copies = this.#copiesOf(name, from, to);
    for (let i = 0; i < copies; i++) this.#deliver(connection, packet);
  }

  /** Whoever is at `address` writes what it likes as its sender. */
  forge(
    address: string,
    { from, to }: { readonly from: Pid; readonly to: Pid },
    name: string,
    body: Uint8Array,
  ): void {
    const connection = this.#connection(address, addressOf(to));
    this.#deliver(connection, { from, toId: idOf(to), name, body });
  }

  #copiesOf(name: string, from: Pid, to: Pid): number {
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
    // Whoever comes to live at this address later never hears what was sent to its predecessor.
    const receiver = this.#listeners.get(connection.to);
    const now = this.#clock.now();
    const arrivalMs = Math.max(now + this.#delayMs(), connection.lastArrivalMs + 0.001);
    connection.lastArrivalMs = arrivalMs;
    this.#clock.after(arrivalMs - now, () => {
      if (connection.epoch === epoch) return this.#arrive(connection, packet);
      const { stragglers } = connection;
      if (stragglers.epoch !== epoch || arrivalMs > stragglers.untilMs) return undefined;
      this.#clock.after(stragglers.extraMs, () => {
        if (receiver === undefined || receiver !== this.#listeners.get(connection.to)) return;
        this.#trace.note(`late, of a connection that broke:`);
        this.#arrive(connection, packet);
      });
      return undefined;
    });
  }

  #delayMs(): number {
    const { maxDelayMs, spikeChance, spikeMs } = this.faults;
    const isSpike = this.#random.next() < spikeChance;
    return 0.1 + this.#random.next() * (isSpike ? spikeMs : maxDelayMs);
  }

  #arrive(connection: Connection, packet: Packet): void {
    if (this.#cut.has(connection.to) || this.#cut.has(connection.from)) return undefined;
    const listener = this.#listeners.get(connection.to);
    if (listener === undefined) return this.#break(connection);
    const { from, toId, name, body } = packet;
    const to = `${toId}@${connection.to}`;
    this.#trace.note(`${from} -> ${to} ${shortName(name)} ${body.length}B`);
    for (const tap of this.#taps) tap.arrived?.(packet, to);
    listener(packet);
  }

  /** Nothing comes or goes at this address, and nobody is told, until it heals. */
  cut(pid: Pid): void {
    this.#cut.add(addressOf(pid));
  }

  heal(pid: Pid): void {
    this.#cut.delete(addressOf(pid));
  }

  /** After a cut of which the ends must hear: connections that lost something do not go on. */
  healByReset(pid: Pid): void {
    this.heal(pid);
    this.#breakAll(addressOf(pid));
  }

  link(from: Pid, to: Pid, onExited: () => void): { cancel(): void } {
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

  disconnect(from: Pid, to: Pid): void {
    const connection = this.#connections.get(`${addressOf(from)} ${addressOf(to)}`);
    if (connection !== undefined) this.#break(connection);
  }

  #connection(from: Pid, to: Pid): Connection {
    const key = `${from} ${to}`;
    let connection = this.#connections.get(key);
    if (connection === undefined) {
      const rest = { epoch: 0, stragglers: noStragglers, lastArrivalMs: 0 };
      connection = { from, to, ...rest, watchers: new Set() };
      this.#connections.set(key, connection);
    }
    return connection;
  }

  #break(connection: Connection): void {
    const { stragglerChance, stragglerMs, maxDelayMs } = this.faults;
    const now = this.#clock.now();
    connection.stragglers =
      this.#random.next() < stragglerChance
        ? {
            epoch: connection.epoch,
            untilMs: now + this.#random.next() * maxDelayMs,
            extraMs: this.#random.next() * stragglerMs,
          }
        : noStragglers;
    connection.epoch++;
    connection.lastArrivalMs = now;
    const watchers = [...connection.watchers];
    connection.watchers.clear();
    for (const watcher of watchers) this.#clock.after(0.5, watcher);
  }
}

export function addressOf(pid: Pid): string {
  return pid.slice(pid.lastIndexOf('@') + 1);
}

function idOf(pid: Pid): string {
  return pid.slice(0, pid.lastIndexOf('@'));
}

function shortName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
