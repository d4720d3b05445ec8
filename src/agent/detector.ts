/**
 * Who is the master? Without ZooKeeper it is the one that --master names: "host:port" or
 * "master@host:port" (the flag's file:// form has been read by then). A name is looked up until it
 * is found. Detection by ZooKeeper will be another `MasterDetector`.
 */
import { lookup, lookupService } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Clock, Timer } from '../foundation/clock.ts';
import type { Log } from '../foundation/log.ts';
import { failure, ok, type Result } from '../foundation/result.ts';
import { makeUpid } from '../libprocess/index.ts';
import type { DetectedMaster, MasterDetector } from './core/environment.ts';

/** Names may become known late when a whole cluster starts. */
const lookupIntervalMs = 1000;
const longestNameLookupMs = 200;

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
    const { host } = this.#address;
    if (isIP(host) !== 0) {
      void this.#findName(host).then((name) => this.#tell(host, name, onChange));
      return;
    }
    lookup(host, { family: 4 }).then(
      ({ address }) => this.#tell(address, host, onChange),
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

  /** The name is for people only; the agent does not wait long for it. */
  async #findName(ip: string): Promise<string> {
    const tooLate = new Promise<string>((resolve) => {
      this.#timer = this.#clock.after(longestNameLookupMs, () => resolve(ip));
    });
    const found = lookupService(ip, 0).then(
      ({ hostname }) => hostname,
      () => ip,
    );
    return Promise.race([found, tooLate]);
  }

  #tell(ip: string, hostname: string, onChange: (master: DetectedMaster) => void): void {
    if (this.#isClosed) return;
    onChange({ pid: makeUpid('master', ip, this.#address.port).text, hostname });
  }
}
