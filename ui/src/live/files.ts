/** Files of sandboxes and logs: of the master itself, or of an agent through the master. */
import { ask } from '../base/fetching.ts';
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
  const response = await ask(filesPath(agent, 'read', query), { signal });
  return (await response.json()) as Piece;
}
