/**
 * Who is the master? Without ZooKeeper it is the one that --master names: "host:port" or
 * "master@host:port" (the flag's file:// form has been read by then). A name is looked up until it
 * is found. Detection by ZooKeeper will be another `MasterDetector`.
 */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Clock, Timer } from '../foundation/clock.ts';
import type { Log } from '../foundation/log.ts';
import { failure, ok, type Result } from '../foundation/result.ts';
import { makeUpid } from '../libprocess/index.ts';
import type { DetectedMaster, MasterDetector } from './core/environment.ts';

/** Names may become known late when a whole cluster starts. */
const lookupIntervalMs = 1000;

export interface MasterAddress {
  readonly host: string;
  readonly port: number;
}

export function parseMasterAddress(text: string): Result<MasterAddress> {
  const match = /^(?:master@)?(\[[^\]]+\]|[^:@]+):(\d{1,5})$/.exec(text.trim());
  const port = Number(match?.[2]);
  if (match === null || port < 1 || port > 65_535) {
    return failure(`Failed to parse master '${text}': it must be host:port or master@host:port`);
  }
  return ok({ host: match[1]!.replace(/^\[|\]$/g, ''), port });
}

export class StandaloneDetector implements MasterDetector {
  readonly #address: MasterAddress;
  readonly #clock: Clock;
  readonly #log: Log;
  #timer: Timer | undefined;
  #isClosed = false;

  constructor(address: MasterAddress, tools: { readonly clock: Clock; readonly log: Log }) {
    this.#address = address;
    this.#clock = tools.clock;
    this.#log = tools.log;
  }

  watch(onChange: (master: DetectedMaster | undefined) => void): void {
    const { host, port } = this.#address;
    if (isIP(host) !== 0) {
      this.#timer = this.#clock.after(0, () => this.#tell(host, port, onChange));
      return;
    }
    lookup(host, { family: 4 }).then(
      ({ address }) => this.#tell(address, port, onChange),
      (error: Error) => {
        this.#log.warning(`Cannot look up master '${host}': ${error.message}; trying again`);
        if (this.#isClosed) return;
        this.#timer = this.#clock.after(lookupIntervalMs, () => this.watch(onChange));
      },
    );
  }

  close(): void {
    this.#isClosed = true;
    this.#timer?.cancel();
  }

  #tell(ip: string, port: number, onChange: (master: DetectedMaster) => void): void {
    if (this.#isClosed) return;
    const hostname = isIP(this.#address.host) === 0 ? this.#address.host : undefined;
    onChange({ pid: makeUpid('master', ip, port).text, hostname });
  }
}
