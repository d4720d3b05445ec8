/**
 * Requests as they come from anybody. What is no request gets no answer; what is a request and makes
 * no sense gets an error that is no longer than itself. The work is bounded: a request has one
 * question and, besides, no more records than a client has reason to send.
 */
import dnsPacket from 'dns-packet';
import { parseIp } from '../model/ip.ts';
import { headerBytes, plainUdpBytes, rcodes } from './packet.ts';

export interface Query {
  readonly bytes: Buffer;
  /** As it was asked, without its last dot. */
  readonly name: string;
  readonly type: number;
  readonly class: number;
  /** Where the question ends in `bytes`. */
  readonly questionEnd: number;
  readonly edns: Edns | undefined;
}

export interface Edns {
  readonly udpBytes: number;
  readonly version: number;
  readonly isDnssecOk: boolean;
  /** The network that the client is in, when a resolver asks for it. */
  readonly subnet: string | undefined;
}

export type ReadQuery =
  | { readonly kind: 'query'; readonly query: Query }
  | { readonly kind: 'refused'; readonly rcode: number }
  | { readonly kind: 'dropped' };

/** As clients use them: a signed transfer has one of each, EDNS0 and TSIG two behind. */
const mostRecords = { answers: 1, authorities: 1, additionals: 2 };

const isResponse = 0x80;
const longestLabel = 63;
const dot = 0x2e;

export function readQuery(bytes: Buffer): ReadQuery {
  if (bytes.length < headerBytes || (bytes[2]! & isResponse) !== 0) return { kind: 'dropped' };
  const opcode = (bytes[2]! >> 3) & 15;
  if (opcode !== 0) return { kind: 'refused', rcode: rcodes.NOTIMP };
  const isSane =
    bytes.readUInt16BE(4) === 1 &&
    bytes.readUInt16BE(6) <= mostRecords.answers &&
    bytes.readUInt16BE(8) <= mostRecords.authorities &&
    bytes.readUInt16BE(10) <= mostRecords.additionals;
  if (!isSane) return { kind: 'refused', rcode: rcodes.FORMERR };
  const nameEnd = endOfName(bytes);
  if (nameEnd === undefined) return { kind: 'refused', rcode: rcodes.FORMERR };
  // A dot within a label: nothing of ours, and nothing that texts can tell from two labels.
  if (nameEnd.hasDot) return { kind: 'refused', rcode: rcodes.REFUSED };
  try {
    const { questions = [], additionals = [] } = dnsPacket.decode(bytes);
    const opts = additionals.filter((record) => record.type === 'OPT');
    if (opts.length > 1) return { kind: 'refused', rcode: rcodes.FORMERR };
    const query = {
      bytes,
      name: questions[0]!.name === '.' ? '' : questions[0]!.name,
      type: bytes.readUInt16BE(nameEnd.offset),
      class: bytes.readUInt16BE(nameEnd.offset + 2),
      questionEnd: nameEnd.offset + 4,
      edns: opts[0] === undefined ? undefined : ednsOf(opts[0] as OptRecord),
    };
    return { kind: 'query', query };
  } catch {
    // Whatever the package says of it, it could not be read.
    return { kind: 'refused', rcode: rcodes.FORMERR };
  }
}

type OptRecord = Extract<dnsPacket.Answer, { type: 'OPT' }>;

function ednsOf({ udpPayloadSize, ednsVersion, flag_do, options }: OptRecord): Edns {
  const subnet = options.find(({ code }) => Number(code) === 8) as { ip?: string } | undefined;
  return {
    udpBytes: Math.max(udpPayloadSize, plainUdpBytes),
    version: ednsVersion,
    isDnssecOk: flag_do,
    subnet: subnet?.ip === undefined ? undefined : parseIp(subnet.ip)?.text,
  };
}

/** Of the question, whose name has nothing before it that it could point to. */
function endOfName(bytes: Buffer): { offset: number; hasDot: boolean } | undefined {
  let hasDot = false;
  for (let offset = headerBytes; ;) {
    const length = bytes[offset];
    if (length === undefined || length > longestLabel) return undefined;
    const next = offset + 1 + length;
    if (length === 0) return next + 4 > bytes.length ? undefined : { offset: next, hasDot };
    hasDot ||= bytes.subarray(offset + 1, next).includes(dot);
    offset = next;
  }
}
