/**
 * Messages on the wire that a correct sender could almost have sent: valid ones, and valid ones with
 * bytes changed, left out, added, or cut off.
 */
import fc from 'fast-check';
import type { MessageType } from '../../../src/protocol/codec/message.ts';
import { messageOf } from '../../../src/protocol/codec/test-support/arbitrary.ts';

interface Damage {
  readonly kind: 'none' | 'change' | 'remove' | 'insert' | 'cut';
  readonly place: number;
  readonly byte: number;
}

const damages: fc.Arbitrary<Damage> = fc.record({
  kind: fc.constantFrom('none', 'change', 'remove', 'insert', 'cut'),
  place: fc.nat(),
  byte: fc.nat(255),
});

export function arbitraryMessage<T extends object>(type: MessageType<T>): fc.Arbitrary<Uint8Array> {
  return fc
    .tuple(messageOf(type), fc.array(damages, { maxLength: 4 }))
    .map(([message, list]) => list.reduce(damaged, type.encode(message as T)));
}

function damaged(bytes: Uint8Array, { kind, place, byte }: Damage): Uint8Array {
  const at = bytes.length === 0 ? 0 : place % bytes.length;
  const rest = (from: number): Uint8Array => bytes.subarray(from);
  switch (kind) {
    case 'none':
      return bytes;
    case 'cut':
      return bytes.slice(0, at);
    case 'change':
      return Uint8Array.from([...bytes.subarray(0, at), byte, ...rest(at + 1)]);
    case 'remove':
      return Uint8Array.from([...bytes.subarray(0, at), ...rest(at + 1)]);
    case 'insert':
      return Uint8Array.from([...bytes.subarray(0, at), byte, ...rest(at)]);
  }
}
