/**
 * Answers as packets. Owners of records are the question, or point into what is written already, and
 * what does not fit is left out: first the addresses that nobody asked for, then answers from the back,
 * and the TC bit says so. One buffer serves all answers; what is returned is a copy.
 */
import { classes, codecs, headerBytes, names, type Rr, types } from './packet.ts';
import type { Query } from './query.ts';

export interface Answer {
  readonly rcode: number;
  readonly answers: readonly Rr[];
  readonly authorities: readonly Rr[];
  /** Nice to have: addresses of targets. */
  readonly extras: readonly Rr[];
}

export interface AnswerFlags {
  readonly isAuthoritative: boolean;
  readonly offersRecursion: boolean;
  readonly ttl: number;
  /** Bytes. */
  readonly mostBytes: number;
  /** What we can take, for clients that speak EDNS0. */
  readonly ownUdpBytes: number;
  readonly setsTruncateBit: boolean;
  /** Nothing fits: they are to come by TCP. */
  readonly isTcpOnly?: boolean;
}

const optBytes = 11;
/** The question, 12 bytes behind the begin. */
const pointerToQuestion = 0xc000 | headerBytes;
/** One record is never longer: three names of 255 bytes and some numbers. */
const slackBytes = 1024;
const flag = { response: 0x8000, authoritative: 0x0400, truncated: 0x0200, recursion: 0x0080 };
/** Opcode, RD and CD of the question stay. */
const keptFlags = 0x7910;

const buffer = Buffer.alloc(65_535 + slackBytes);

class Message {
  offset: number;
  /** Where names begin that later records may point to. */
  readonly #known = new Map<string, number>();
  readonly #ttl: number;

  constructor(query: Query, ttl: number) {
    query.bytes.copy(buffer, 0, 0, query.questionEnd);
    this.offset = query.questionEnd;
    this.#ttl = ttl;
  }

  /** How many were written before one reached beyond the limit. */
  write(records: readonly Rr[], mostBytes: number): number {
    for (const [index, record] of records.entries()) {
      const before = this.offset;
      this.#write(record);
      if (this.offset <= mostBytes) continue;
      this.offset = before;
      return index;
    }
    return records.length;
  }

  #write(record: Rr): void {
    this.#owner(record.owner);
    const dataAt = this.offset + 8;
    buffer.writeUInt16BE(types[record.type], this.offset);
    buffer.writeUInt16BE(classes.IN, this.offset + 2);
    buffer.writeUInt32BE(this.#ttl, this.offset + 4);
    this.offset = dataAt + this.#data(record, dataAt);
  }

  #owner(owner: string | undefined): void {
    const at = owner === undefined ? pointerToQuestion : this.#known.get(owner);
    if (at !== undefined) {
      buffer.writeUInt16BE(at, this.offset);
      this.offset += 2;
      return;
    }
    names.encode(owner!, buffer, this.offset);
    this.offset += names.encode.bytes;
  }

  #data(record: Rr, at: number): number {
    switch (record.type) {
      case 'SRV': {
        const { target } = record.data;
        const targetAt = at + 8;
        // Pointers reach no further.
        if (targetAt < 0x3fff && !this.#known.has(target)) {
          this.#known.set(target, 0xc000 | targetAt);
        }
        codecs.SRV.encode(record.data, buffer, at);
        return codecs.SRV.encode.bytes;
      }
      case 'SOA':
        codecs.SOA.encode(record.data, buffer, at);
        return codecs.SOA.encode.bytes;
      case 'A':
      case 'AAAA':
      case 'PTR':
      case 'NS': {
        const codec = codecs[record.type];
        codec.encode(record.data, buffer, at);
        return codec.encode.bytes;
      }
    }
  }
}

export interface Written {
  readonly bytes: Buffer;
  readonly isTruncated: boolean;
}

export function writeAnswer(query: Query, answer: Answer, flags: AnswerFlags): Written {
  const message = new Message(query, flags.ttl);
  const optSize = query.edns === undefined ? 0 : optBytes;
  const mostBytes = flags.mostBytes - optSize;
  const begin = message.offset;
  message.write(answer.authorities, mostBytes);
  const authorityBytes = message.offset - begin;
  message.offset = begin;
  const answers = flags.isTcpOnly ? 0 : message.write(answer.answers, mostBytes - authorityBytes);
  let isTruncated = answers < answer.answers.length;
  const authorities = message.write(answer.authorities, mostBytes);
  const extrasAt = message.offset;
  let extras = isTruncated ? 0 : message.write(answer.extras, mostBytes);
  // @compat all of them or none.
  if (extras < answer.extras.length) {
    extras = 0;
    message.offset = extrasAt;
    isTruncated = true;
  }
  if (query.edns !== undefined) writeOpt(message, query, answer.rcode, flags.ownUdpBytes);
  isTruncated &&= flags.setsTruncateBit;
  buffer.writeUInt16BE(flagsOf(query, answer.rcode, flags, isTruncated), 2);
  const counts = [1, answers, authorities, extras + (optSize > 0 ? 1 : 0)];
  for (const [index, count] of counts.entries()) buffer.writeUInt16BE(count, 4 + index * 2);
  return { bytes: Buffer.from(buffer.subarray(0, message.offset)), isTruncated };
}

function flagsOf(query: Query, rcode: number, flags: AnswerFlags, isTruncated: boolean): number {
  return (
    flag.response |
    (query.bytes.readUInt16BE(2) & keptFlags) |
    (flags.isAuthoritative ? flag.authoritative : 0) |
    (isTruncated ? flag.truncated : 0) |
    (flags.offersRecursion ? flag.recursion : 0) |
    (rcode & 15)
  );
}

function writeOpt(message: Message, query: Query, rcode: number, ownUdpBytes: number): void {
  const at = message.offset;
  buffer[at] = 0;
  buffer.writeUInt16BE(types.OPT, at + 1);
  buffer.writeUInt16BE(ownUdpBytes, at + 3);
  buffer[at + 5] = rcode >> 4;
  buffer[at + 6] = 0;
  buffer.writeUInt16BE(query.edns!.isDnssecOk ? 0x8000 : 0, at + 7);
  buffer.writeUInt16BE(0, at + 9);
  message.offset = at + optBytes;
}

/** Of what could not be read: its header, and what is wrong with it. */
export function writeRefusal(request: Buffer, rcode: number): Buffer {
  const bytes = Buffer.alloc(headerBytes);
  request.copy(bytes, 0, 0, 2);
  bytes.writeUInt16BE(flag.response | (request.readUInt16BE(2) & keptFlags) | rcode, 2);
  return bytes;
}

/** An answer of somebody else, without all that did not fit. */
export function cutAnswer(answer: Buffer, query: Query, setsTruncateBit: boolean): Buffer {
  const bytes = Buffer.alloc(query.questionEnd);
  query.bytes.copy(bytes, 0, 0, query.questionEnd);
  const flags = answer.readUInt16BE(2) & ~flag.truncated;
  bytes.writeUInt16BE(flags | (setsTruncateBit ? flag.truncated : 0), 2);
  bytes.writeUInt16BE(1, 4);
  bytes.fill(0, 6, headerBytes);
  return bytes;
}
