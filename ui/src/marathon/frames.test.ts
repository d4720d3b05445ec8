import { describe, expect, it } from 'vitest';
import { Frames } from './frames.ts';

const text = 'event: a\r\ndata: {"a":1}\r\n\r\n\r\n\r\nevent: b\r\ndata: {"b":2}\r\n\r\n';

describe('events in pieces', () => {
  it('are read wherever the pieces end', () => {
    for (let size = 1; size <= text.length; size++) {
      const frames = new Frames();
      const read: string[] = [];
      for (let at = 0; at < text.length; at += size) {
        read.push(...frames.read(text.slice(at, at + size)));
      }
      expect(read).toEqual(['{"a":1}', '{"b":2}']);
    }
  });

  it('have a bound', () => {
    const frames = new Frames();
    const piece = `data: ${'x'.repeat(1024 * 1024)}`;
    expect(() => {
      for (let i = 0; i < 20; i++) frames.read(piece);
    }).toThrow('too large');
  });
});
