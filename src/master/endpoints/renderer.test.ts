import { describe, expect, it } from 'vitest';
import { Renderer, type Document, writeElements } from './renderer.ts';

function listOf(items: () => readonly number[]): Document {
  return function* document(output) {
    output.write('[');
    yield* writeElements(output, items(), String);
    output.write(']');
  };
}

async function textOf(renderer: Renderer, name: string, document: Document): Promise<string> {
  return (await renderer.render(name, document)).takeCopy().toString();
}

describe('Renderer', () => {
  it('writes a document of any size without losing or doubling a byte', async () => {
    const numbers = Array.from({ length: 400_000 }, (_, i) => i);
    const body = await new Renderer().render(
      'x',
      listOf(() => numbers),
    );
    expect(body.isSmall).toBe(false);
    expect(body.pieces.length).toBeGreaterThan(1);
    expect(body.takeCopy().toString()).toBe(JSON.stringify(numbers));
  });

  it('keeps no more of memory than a short document needs', async () => {
    const body = await new Renderer().render(
      'x',
      listOf(() => [1, 2, 3]),
    );
    const buffers = new Set(body.pieces.map(({ buffer }) => buffer));
    const bytes = [...buffers].reduce((sum, { byteLength }) => sum + byteLength, 0);
    expect(bytes).toBeLessThan(64 * 1024);
    expect(Buffer.concat(body.pieces).toString()).toBe('[1,2,3]');
  });

  it('counts characters beyond ASCII as the bytes that they are', async () => {
    const text = 'zażółć 日本 🙂'.repeat(20_000);
    const whole = await textOf(new Renderer(), 'x', function* document(output) {
      output.write(text);
      yield;
      output.write(text);
    });
    expect(whole).toBe(text + text);
  });

  it('takes a text that is larger than a chunk', async () => {
    const text = 'x'.repeat(3_000_000);
    const whole = await textOf(new Renderer(), 'x', function* document(output) {
      output.write('[');
      yield;
      output.write(text);
      yield;
      output.write(']');
    });
    expect(whole).toBe(`[${text}]`);
  });

  it('lets other work happen between the pieces', async () => {
    let turns = 0;
    let isOver = false;
    const count = (): void => {
      turns++;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    // It goes on until others have had their turns, or for so long that they never will.
    await textOf(new Renderer(), 'x', function* document(output) {
      const endMs = performance.now() + 3_000;
      while (turns < 4 && performance.now() < endMs) {
        output.write('.');
        yield;
      }
    });
    isOver = true;
    expect(turns).toBeGreaterThan(3);
  });

  it('shares a document among the requests that came before it was begun', async () => {
    const renderer = new Renderer();
    let begun = 0;
    const document = listOf(() => [++begun]);
    const texts = await Promise.all(
      Array.from({ length: 4 }, () => textOf(renderer, 'x', document)),
    );
    expect(texts).toEqual(['[1]', '[1]', '[1]', '[1]']);
    expect(renderer.sharedCount).toBe(3);
  });

  it('never answers a request with what was begun before it', async () => {
    const renderer = new Renderer();
    let value = 1;
    let first: Promise<string> | undefined;
    const second = new Promise<string>((resolve) => {
      first = textOf(renderer, 'x', function* document(output) {
        output.write(String(value));
        // It is being written; the state changes, and somebody asks.
        value = 2;
        resolve(
          textOf(
            renderer,
            'x',
            listOf(() => [value]),
          ),
        );
        yield;
      });
    });
    expect(await second).toBe('[2]');
    expect(await first).toBe('1');
  });

  it('gives an error to those who asked, and goes on', async () => {
    const renderer = new Renderer();
    // oxlint-disable-next-line require-yield
    const broken = renderer.render('x', function* document() {
      throw new Error('broken record');
    });
    await expect(broken).rejects.toThrow('broken record');
    expect(
      await textOf(
        renderer,
        'x',
        listOf(() => [1]),
      ),
    ).toBe('[1]');
  });

  it('does not touch the bytes of a body before its last reader is done', async () => {
    const renderer = new Renderer();
    const ones = listOf(() => Array.from({ length: 800_000 }, () => 1));
    const twos = listOf(() => Array.from({ length: 800_000 }, () => 2));
    const [a, b] = await Promise.all([renderer.render('x', ones), renderer.render('x', ones)]);
    expect(a).toBe(b);
    a.release();
    const other = await renderer.render('x', twos);
    expect(Buffer.concat(b.pieces).includes('2')).toBe(false);
    b.release();
    other.release();
  });
});
