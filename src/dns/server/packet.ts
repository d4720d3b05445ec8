/**
 * The codecs of dns-packet, by what this server uses of them: whole requests are read by it, and the
 * data of records is written by it. What is around them, owners, counts and sizes, is written by
 * message-writer.ts, because the package does not compress names, and without that half as many
 * records fit into a packet of 512 bytes.
 */
import dnsPacket from 'dns-packet';

export interface Codec<Data> {
  encode: ((data: Data, buffer: Buffer, offset: number) => Buffer) & { readonly bytes: number };
}

interface SoaData {
  readonly mname: string;
  readonly rname: string;
  readonly serial: number;
  readonly refresh: number;
  readonly retry: number;
  readonly expire: number;
  readonly minimum: number;
}

interface SrvData {
  readonly priority: number;
  readonly weight: number;
  readonly port: number;
  readonly target: string;
}

/** The types of the package leave this part of it out. */
const { record, name } = dnsPacket as unknown as {
  readonly record: (type: string) => Codec<unknown>;
  readonly name: Codec<string>;
};

export const names = name;

export const codecs = {
  A: record('A') as Codec<string>,
  AAAA: record('AAAA') as Codec<string>,
  SRV: record('SRV') as Codec<SrvData>,
  PTR: record('PTR') as Codec<string>,
  NS: record('NS') as Codec<string>,
  SOA: record('SOA') as Codec<SoaData>,
};

export const types = {
  A: 1,
  NS: 2,
  SOA: 6,
  PTR: 12,
  AAAA: 28,
  SRV: 33,
  OPT: 41,
  IXFR: 251,
  AXFR: 252,
  ANY: 255,
} as const;

export const classes = { IN: 1, ANY: 255 } as const;

export const rcodes = {
  NOERROR: 0,
  FORMERR: 1,
  SERVFAIL: 2,
  NXDOMAIN: 3,
  NOTIMP: 4,
  REFUSED: 5,
  BADVERS: 16,
} as const;

export const headerBytes = 12;
/** What one message of DNS can be at most, and what one without EDNS0 can over UDP. */
export const mostMessageBytes = 65_535;
export const plainUdpBytes = 512;

/** The record of a name, its data still to be written. */
export type Rr = { readonly owner: string | undefined } & (
  | { readonly type: 'A' | 'AAAA' | 'PTR' | 'NS'; readonly data: string }
  | { readonly type: 'SRV'; readonly data: SrvData }
  | { readonly type: 'SOA'; readonly data: SoaData }
);

/** Whether the name can be in a packet at all: frameworks may call tasks what they like. */
export function isWritable(host: string): boolean {
  const labels = host.replace(/\.$/, '').split('.');
  return (
    Buffer.byteLength(host) <= 254 &&
    labels.every((label) => label !== '' && Buffer.byteLength(label) <= 63)
  );
}
