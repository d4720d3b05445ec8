import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, LineRing, mostLineCharacters, mostLines } from './line-ring.ts';
import { wholeLines } from './tail.ts';

function linesOf(ring: LineRing): string[] {
  const found: string[] = [];
  for (let i = ring.first; i < ring.end; i++) found.push(ring.lineAt(i)!.text);
  return found;
}

const anyText = fc.array(fc.constantFrom('a', 'é', '語', '😀', '\n'), { maxLength: 60 });

describe('a ring of lines', () => {
  it('has the same lines and places however a file is cut into pieces', () => {
    fc.assert(
      fc.property(anyText, fc.array(fc.nat(20)), (signs, cuts) => {
        const text = signs.join('');
        const ring = new LineRing();
        let [at, rest] = [0, Array.from(text)];
        for (const cut of [...cuts, rest.length]) {
          const piece = rest.slice(0, cut).join('');
          ring.append(piece, at);
          at += bytesOf(piece);
          rest = rest.slice(cut);
        }
        const expected = text.split('\n');
        if (expected.at(-1) === '') expected.pop();
        expect(linesOf(ring)).toEqual(expected);
        const bytes = new TextEncoder().encode(text);
        for (let i = ring.first; i < ring.end; i++) {
          const line = ring.lineAt(i)!;
          const end = line.at + bytesOf(line.text);
          expect(new TextDecoder().decode(bytes.slice(line.at, end))).toBe(line.text);
          expect(ring.numberOf(line.at)).toBe(i);
        }
      }),
    );
  });

  it('grows at its beginning, piece by piece, to the whole file', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 4, max: 30 }), (signs, pieceBytes) => {
        const bytes = Buffer.from(signs.join(''));
        const ring = new LineRing();
        let from = bytes.length;
        while (from > 0) {
          const start = Math.max(0, from - pieceBytes);
          const [text, begin] = wholeLines(bytes.subarray(start, from).toString(), start);
          if (begin >= from) break;
          ring.prepend(text, begin);
          from = begin;
        }
        expect(from).toBe(0);
        const expected = signs.join('').split('\n');
        if (expected.at(-1) === '') expected.pop();
        expect(linesOf(ring)).toEqual(expected);
      }),
    );
  });

  it('forgets the oldest, and numbers stay', () => {
    const ring = new LineRing();
    ring.append('x\n'.repeat(mostLines), 0);
    const kept = ring.lineAt(ring.first + 5)!.at;
    ring.append('new\nnewer\n', 2 * mostLines);
    expect([ring.first, ring.end]).toEqual([2, mostLines + 2]);
    expect(ring.lineAt(5)!.at).toBe(kept);
    expect(ring.lineAt(1)).toBeUndefined();
    expect(ring.isFull).toBe(true);
  });

  it('bounds characters, and cuts a line that is too long, saying by how much', () => {
    const ring = new LineRing();
    const piece = 'y'.repeat(64 * 1024);
    for (let i = 0; i < 16; i++) ring.append(piece, i * piece.length);
    ring.append('\nnext\n', 16 * piece.length);
    const [long, next] = [ring.lineAt(0)!, ring.lineAt(1)!];
    expect(long.text.length).toBe(mostLineCharacters);
    expect(long.text.length + long.cut).toBe(16 * piece.length);
    expect(next).toMatchObject({ text: 'next', at: 16 * piece.length + 1 });
    const line = `${'z'.repeat(mostLineCharacters)}\n`;
    for (let i = 0; i < 3_000; i++) ring.append(line, 0);
    expect(ring.end - ring.first).toBeLessThanOrEqual(2_049);
  });

  it('says where a file was begun anew, and joins nothing over it', () => {
    const ring = new LineRing();
    ring.append('half', 0);
    ring.note('anew', 0);
    ring.append('line\n', 0);
    expect(linesOf(ring)).toEqual(['half', '', 'line']);
    expect(ring.lineAt(1)!.note).toBe('anew');
  });
});
