/**
 * Files of sandboxes and logs: of the master itself, or of an agent through the master. What cannot
 * be shown says of which kind that is, so that a page can say what to do.
 */
import { agentPath } from './agent-state.ts';

export interface FileRow {
  readonly path: string;
  readonly mode: string;
  readonly nlink: number;
  readonly uid: string;
  readonly gid: string;
  readonly size: number;
  /** Seconds since the epoch. */
  readonly mtime: number;
}

/** Undefined: the master. */
export type Place = string | undefined;

export function filesPath(
  agent: Place,
  what: 'browse' | 'read' | 'download',
  query: Readonly<Record<string, string>>,
): string {
  const text = new URLSearchParams(query).toString();
  return `${agent === undefined ? `/files/${what}` : agentPath(agent, `files/${what}`)}?${text}`;
}

export type FileTrouble = 'missing' | 'noAgent' | 'forbidden' | 'unreadable' | 'away';

export class FileFault extends Error {
  readonly trouble: FileTrouble;

  constructor(trouble: FileTrouble, why: string) {
    super(why);
    this.trouble = trouble;
  }
}

/** What a status and its words say of a file. */
export function troubleOf(status: number, why: string): FileTrouble {
  if (status === 404) return why.startsWith('There is no agent') ? 'noAgent' : 'missing';
  if (status === 401 || status === 403) return 'forbidden';
  if (/EACCES|permission denied/i.test(why)) return 'forbidden';
  return status === 502 || status === 503 ? 'away' : 'unreadable';
}

const longestShownCharacters = 1_000;

async function askFile(path: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(path, { cache: 'no-store', signal }).catch((error: unknown) => {
    if (signal.aborted) throw error;
    throw new FileFault('away', error instanceof Error ? error.message : String(error));
  });
  if (response.ok) return response;
  const why = (await response.text()).trim().slice(0, longestShownCharacters);
  throw new FileFault(troubleOf(response.status, why), why);
}

export async function listFolder(
  agent: Place,
  path: string,
  signal: AbortSignal,
): Promise<readonly FileRow[]> {
  const response = await askFile(filesPath(agent, 'browse', { path }), signal);
  return (await response.json()) as readonly FileRow[];
}

export interface Piece {
  readonly data: string;
  readonly offset: number;
}

/** Its size: what is read from the end on is nothing, at the place where the end is. */
export async function sizeOf(agent: Place, path: string, signal: AbortSignal): Promise<number> {
  const { offset } = await readPiece(agent, { path, offset: '-1' }, signal);
  return offset;
}

export async function readPiece(
  agent: Place,
  query: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Piece> {
  const response = await askFile(filesPath(agent, 'read', query), signal);
  return (await response.json()) as Piece;
}

/** The first bytes as they are, without the rest. */
export async function firstBytes(
  agent: Place,
  path: string,
  count: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const response = await askFile(filesPath(agent, 'download', { path }), signal);
  const reader = response.body!.getReader();
  const found: number[] = [];
  while (found.length < count) {
    const { value, done } = await reader.read();
    if (done) break;
    found.push(...value.subarray(0, count - found.length));
  }
  await reader.cancel();
  return Uint8Array.from(found);
}
