/**
 * Lines of the master's stream as they come in; a line is whole when its end has come. What is no
 * line of ours is said to be so, and nothing of it is taken.
 */
import type { Line } from './model.ts';

const shownCharacters = 60;

export async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator<Line[]> {
  const reader = body
    .pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>)
    .getReader();
  let rest = '';
  let isGreeted = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done && rest !== '') throw new Error(`cut within a line: ${shorten(rest)}`);
      if (done) return;
      const lines = (rest + value).split('\n');
      rest = lines.pop()!;
      yield lines.map((text) => {
        const line = lineOf(text);
        if (!isGreeted && line[0] !== 'hello') throw new Error(`no greeting: ${shorten(text)}`);
        isGreeted = true;
        return line;
      });
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function lineOf(text: string): Line {
  let line: unknown;
  try {
    line = JSON.parse(text);
  } catch {
    throw new Error(`not a line of JSON: ${shorten(text)}`);
  }
  if (!Array.isArray(line) || !isLine(line)) throw new Error(`an unknown line: ${shorten(text)}`);
  return line;
}

function isLine(line: readonly unknown[]): line is Line {
  const [kind, first, second] = line;
  switch (kind) {
    case 'hello':
      return isObject(first) && isObject(first['columns']) && areColumns(first['columns']);
    case 'beat':
      return isObject(first) && typeof first['nowMs'] === 'number';
    case 'frameworks':
    case 'agents':
      return areRows(first);
    case 'tasks':
      return typeof first === 'string' && areRows(second);
    case 'gone':
      return (first === 'framework' || first === 'agent') && typeof second === 'string';
    case 'whole':
      return true;
    default:
      return false;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function areColumns(columns: Readonly<Record<string, unknown>>): boolean {
  return ['agents', 'frameworks', 'tasks'].every((kind) => Array.isArray(columns[kind]));
}

function areRows(rows: unknown): boolean {
  return Array.isArray(rows) && rows.every((row) => Array.isArray(row));
}

function shorten(text: string): string {
  return text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text;
}
