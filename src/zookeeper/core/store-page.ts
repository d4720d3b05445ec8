/** What is in one page of a registry in ZooKeeper, and as which bytes. */
import { type Result, failure, ok } from '../../foundation/result.ts';
import { JuteError, JuteReader, JuteWriter } from './jute.ts';

export interface PageContent {
  readonly entries: ReadonlyMap<string, Uint8Array>;
  /** Keys that are there no longer. */
  readonly deleted: readonly string[];
}

const lengthBytes = 4;

export function encodePage({ entries, deleted }: PageContent): Uint8Array {
  const writer = new JuteWriter().int(entries.size);
  for (const [key, value] of entries) writer.text(key).buffer(value);
  writer.vector(deleted, (key) => writer.text(key));
  // Kept in memory: without the room that the writer has left.
  return Uint8Array.prototype.slice.call(writer.finish(), lengthBytes);
}

/** Of bytes that `encodePage` made. */
export function decodePage(data: Uint8Array): PageContent {
  const reader = new JuteReader(data);
  const entries = new Map(reader.vector(() => [reader.text(), reader.buffer()] as const));
  const deleted = reader.vector(() => reader.text());
  if (!reader.isAtEnd) throw new JuteError('more bytes than a page has');
  return { entries, deleted };
}

/** Of bytes that somebody else may have written. */
export function readPage(data: Uint8Array): Result<PageContent> {
  try {
    return ok(decodePage(data));
  } catch (error) {
    if (error instanceof JuteError) return failure(error.message);
    throw error;
  }
}
