import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fragment, Shelf } from './shelf.ts';

const megabyte = 1024 * 1024;

describe('a shelf', () => {
  it('gives back what was put on it, text in UTF-8 and bytes as they are', () => {
    const contents = fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array());
    fc.assert(
      fc.property(fc.array(contents), (all) => {
        const shelf = new Shelf();
        const kept = all.map((one) => shelf.put(one));
        expect(kept.map(bytesOf)).toEqual(all.map((one) => Buffer.from(one as string)));
      }),
      { numRuns: 30 },
    );
  });

  it('takes what is larger than a slab', () => {
    const shelf = new Shelf();
    const large = 'ä'.repeat(megabyte);
    const small = shelf.put('small');
    expect(bytesOf(shelf.put(large)).equals(Buffer.from(large))).toBe(true);
    expect(String(small)).toBe('small');
  });

  it('keeps side by side what was put one after the other', () => {
    const shelf = new Shelf();
    const [first, second] = [shelf.put('first'), shelf.put('second')];
    expect(second.slab).toBe(first.slab);
    expect(second.start).toBe(first.end);
  });

  it('says which fragments hold a slab that is wanted by few', () => {
    const shelf = new Shelf();
    const quarters = Array.from({ length: 12 }, () => shelf.put('x'.repeat(megabyte / 4)));
    const slabOf = quarters[3]!.slab;
    const together = quarters.filter(({ slab }) => slab === slabOf);
    expect(together.length).toBeGreaterThan(2);
    expect(together.some(({ isSparse }) => isSparse)).toBe(false);
    const [last, ...others] = together;
    for (const other of others) other.letGo();
    expect(last!.isSparse).toBe(true);
    const moved = shelf.move(last!);
    expect(moved.isSparse).toBe(false);
    expect(bytesOf(moved).equals(bytesOf(last!))).toBe(true);
  });
});

function bytesOf({ slab, start, end }: Fragment): Buffer {
  return slab.bytes.subarray(start, end);
}
