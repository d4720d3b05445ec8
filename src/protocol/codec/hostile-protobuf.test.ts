/**
 * Bytes that no correct sender sends: cut off, flipped, random, nested without end. They end in a
 * DecodeError that names the field, or in a message that is as good as any other.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RunTaskMessage, StatusUpdateMessage } from '../generated/internal.ts';
import { ContainerID, TaskInfo } from '../generated/mesos.ts';
import { Call, Event } from '../generated/scheduler.ts';
import { DecodeError, EncodeError } from './errors.ts';
import type { MessageType } from './message.ts';
import { allMessages } from './test-support/all-messages.ts';
import { messageOf } from './test-support/arbitrary.ts';

const rich: readonly MessageType<object>[] = [
  Call,
  Event,
  TaskInfo,
  RunTaskMessage,
  StatusUpdateMessage,
];

/** Decodes, or gives undefined where a DecodeError is thrown; any other error fails the test. */
function decodeOrRefuse(type: MessageType<object>, bytes: Uint8Array): object | undefined {
  try {
    return type.decode(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(DecodeError);
    return undefined;
  }
}

function expectRefusedOrSound(type: MessageType<object>, bytes: Uint8Array): void {
  const message = decodeOrRefuse(type, bytes);
  if (message !== undefined) expect(type.decode(type.encode(message))).toEqual(message);
}

const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];

describe.each(rich.map((type) => [type.typeName, type] as const))('%s', (_, type) => {
  it('is refused or sound when cut at any byte', () => {
    for (const message of fc.sample(messageOf(type), { seed: 1, numRuns: 3 })) {
      const bytes = type.encode(message);
      for (let end = 0; end < Math.min(bytes.length, 2000); end++) {
        expectRefusedOrSound(type, bytes.subarray(0, end));
      }
    }
  });

  it('is refused or sound when any byte is another', () => {
    fc.assert(
      fc.property(messageOf(type), fc.nat(), fc.nat(255), (message, at, byte) => {
        const bytes = Buffer.from(type.encode(message));
        if (bytes.length > 0) bytes[at % bytes.length] = byte;
        expectRefusedOrSound(type, bytes);
      }),
    );
  });
});

describe('bytes', () => {
  it('at random are refused or sound, whatever type they are taken for', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...allMessages),
        fc.uint8Array({ maxLength: 60 }),
        expectRefusedOrSound,
      ),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['a length beyond the end', [0x0a, ...varint(2 ** 31 - 1)], 'name'],
    ['the longest length', [0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f], 'name'],
    ['a varint without end', [0x0a, ...Array<number>(20).fill(0xff)], 'name'],
    ['a nested message that is longer than its field', [0x12, 2, 0x0a, 9, 0, 0], 'task_id.value'],
    ['field number 0', [0x00, 0x01], 'field number 0'],
    ['wire type 7', [0x0f], 'wire type 7'],
    ['a group that does not end', [0x0b, 0x0b], 'group 1 does not end'],
  ])('with %s are refused, and it is said where', (_, bytes, where) => {
    expect(() => TaskInfo.decode(Uint8Array.from(bytes))).toThrow(DecodeError);
    expect(() => TaskInfo.decode(Uint8Array.from(bytes))).toThrow(where);
  });

  it('that nest 100,000 deep are refused, in messages and in groups', () => {
    let nested: number[] = [0x0a, 1, 0x78];
    const levels: number[][] = [];
    for (let size = nested.length, i = 0; i < 100_000; i++) {
      const head = [0x12, ...varint(size)];
      levels.push(head);
      size += head.length;
    }
    nested = [...levels.toReversed().flat(), ...nested];
    expect(() => ContainerID.decode(Uint8Array.from(nested))).toThrow('nest deeper than 100');
    const groups = new Uint8Array(100_000).fill(0x7b);
    expect(() => ContainerID.decode(groups)).toThrow('nest deeper than 100');
  });

  it('of unknown fields of every wire type are passed over', () => {
    const unknown = [
      ...[0xf8, 0x07, 0x96, 0x01],
      ...[0xf9, 0x07, 1, 2, 3, 4, 5, 6, 7, 8],
      ...[0xfa, 0x07, 2, 1, 2],
      ...[0xfb, 0x07, 0xf8, 0x07, 1, 0xfc, 0x07],
      ...[0xfd, 0x07, 1, 2, 3, 4],
    ];
    const known = [0x0a, 1, 0x78];
    expect(ContainerID.decode(Uint8Array.from([...unknown, ...known]))).toEqual({ value: 'x' });
  });

  it('of an enum value that this version does not know leave the field absent', () => {
    expect(Call.decode(Uint8Array.from([0x10, 99]))).toEqual({});
  });
});

describe('required fields', () => {
  const demanding = allMessages.filter((type) => type.requiredNames.length > 0);

  it.each(demanding.map((type) => [type.typeName, type] as const))(
    'of %s are named when they are missing, on both ways',
    (_, type) => {
      const missing = `Not initialized: ${type.requiredNames.join(', ')}`;
      expect(() => type.decode(new Uint8Array())).toThrow(new DecodeError(missing));
      expect(() => type.encode({})).toThrow(new EncodeError(missing));
    },
  );

  it('are named with the way to them', () => {
    const call = { type: 'ACKNOWLEDGE', acknowledge: { agent_id: {}, uuid: new Uint8Array(1) } };
    expect(() => Call.encode(call as unknown as Call)).toThrow(
      'Not initialized: acknowledge.agent_id.value, acknowledge.task_id',
    );
  });
});

describe('values of the wrong kind', () => {
  it.each([
    [{ framework_id: { value: 7 } }, "'framework_id.value'"],
    [{ type: 'FLY' }, "'type'"],
    [{ decline: { offer_ids: [{ value: 'o' }, { value: null }] } }, "'decline.offer_ids[1].value'"],
    [{ decline: { offer_ids: [], filters: { refuse_seconds: 'x' } } }, 'refuse_seconds'],
  ])('are not written: %j', (call, path) => {
    expect(() => Call.encode(call as unknown as Call)).toThrow(EncodeError);
    expect(() => Call.encode(call as unknown as Call)).toThrow(path);
  });
});
