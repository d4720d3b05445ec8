/** What the server counts; read by `/metrics` and by nobody on the way of an answer. */
import { rcodes } from './packet.ts';

export type Protocol = 'udp' | 'tcp';

class ProtocolCounters {
  requests = 0;
  /** By return code, which is the index; BADVERS is the last. */
  readonly answers = Array<number>(rcodes.BADVERS + 1).fill(0);
  truncated = 0;
  /** No request at all. */
  dropped = 0;
}

export class DnsCounters {
  readonly udp = new ProtocolCounters();
  readonly tcp = new ProtocolCounters();
  forwarded = 0;
  forwardFailures = 0;
  /** Too many were on their way. */
  forwardOverflows = 0;
  openConnections = 0;

  of(protocol: Protocol): ProtocolCounters {
    return protocol === 'udp' ? this.udp : this.tcp;
  }
}

export const rcodeNames: ReadonlyMap<number, string> = new Map(
  Object.entries(rcodes).map(([name, code]) => [code, name]),
);
