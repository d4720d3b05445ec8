import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dataFrames, FrameDecoder, frameOf, mostFrameBytes } from './frames.ts';
import type { Frame, FrameType } from './frames.ts';

const types: readonly FrameType[] = ['d', 'k', 'n', '1', '2', 'x'];

it('come out as they went in, however they are cut on the way', () => {
  const frame = fc.tuple(fc.constantFrom(...types), fc.uint8Array({ maxLength: 300 }));
  fc.assert(
    fc.property(fc.array(frame), fc.array(fc.nat(400)), (frames, cuts) => {
      const all = Buffer.concat(frames.map(([type, bytes]) => frameOf(type, bytes)));
      const decoder = new FrameDecoder();
      const out: Frame[] = [];
      let at = 0;
      for (const cut of [...cuts, all.length]) {
        out.push(...decoder.push(all.subarray(at, at + cut))!);
        at = Math.min(at + cut, all.length);
      }
      expect(out.map(({ type, bytes }) => [type, [...bytes]])).toEqual(
        frames.map(([type, bytes]) => [type, [...bytes]]),
      );
    }),
  );
});

it('carry data of any length in pieces', () => {
  const data = Buffer.alloc(2 * mostFrameBytes + 1, 'x');
  const decoder = new FrameDecoder();
  const frames = [...dataFrames('1', data)].flatMap((frame) => decoder.push(frame)!);
  expect(frames.map(({ bytes }) => bytes.length)).toEqual([mostFrameBytes, mostFrameBytes, 1]);
  expect(Buffer.concat(frames.map(({ bytes }) => bytes)).equals(data)).toBe(true);
});

it('that are none end it', () => {
  expect(new FrameDecoder().push(Buffer.from('GET / HTTP/1.1'))).toBeUndefined();
  const tooLong = Buffer.from([0x64, 0, 1, 0, 1]);
  expect(new FrameDecoder().push(tooLong)).toBeUndefined();
});
