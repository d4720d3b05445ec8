/** Ids as clients write them: relative ones are resolved against a group; what may not be an id is said. */
import { type Result, failure, ok } from '../../foundation/result.ts';
import type { Refusal } from '../core/refusal.ts';
import { type PathId, rootId } from '../model/ids.ts';
import { Problems } from './problems.ts';

const label = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
const segmentInWords =
  '^(([a-z0-9]|[a-z0-9][a-z0-9\\-]*[a-z0-9])\\.)*([a-z0-9]|[a-z0-9][a-z0-9\\-]*[a-z0-9])|(\\.|\\.\\.)$';
const reserved = ['restart', 'tasks', 'versions', '.', '..'];

/** Far longer than any in use. Every group around an app is made, and kept: work grows with the square. */
const longestId = 1024;

function segmentsOf(text: string): string[] {
  return text.split('/').filter((part) => part !== '');
}

/** Labels of letters, digits and hyphens with dots between them; or "." or "..". */
export function isPathSegment(text: string): boolean {
  return text === '.' || text === '..' || text.split('.').every((each) => label.test(each));
}

/** Absolute, without "." and "..", which never lead above the root. */
export function resolvePath(text: string, base: PathId = rootId): PathId {
  const found = text.startsWith('/') ? [] : segmentsOf(base);
  for (const part of segmentsOf(text)) {
    if (part === '..') found.pop();
    else if (part !== '.') found.push(part);
  }
  return `/${found.join('/')}`;
}

/** "shop" of "/shop/db"; undefined: of the root. */
export function topLevelOf(id: PathId): string | undefined {
  return segmentsOf(id)[0];
}

export function isTopLevel(id: PathId): boolean {
  return segmentsOf(id).length === 1;
}

export function checkPathId(id: PathId, path: string, problems: Problems): void {
  if (id.length > longestId) {
    problems.add(path, `must have at most ${longestId} characters, it has ${id.length}`);
    return;
  }
  const parts = segmentsOf(id);
  problems.unless(
    parts.every(isPathSegment),
    path,
    `must fully match regular expression '${segmentInWords}'`,
  );
  problems.unless(
    parts.length === 0 || !reserved.includes(parts.at(-1)!),
    path,
    `must not end with any of the following reserved keywords: ${reserved.join(', ')}`,
  );
}

/** The id in a URL, relative to the root. */
export function readPathId(text: string): Result<PathId, Refusal> {
  const id = resolvePath(text);
  const problems = new Problems();
  checkPathId(id, '', problems);
  const { refusal } = problems;
  return refusal === undefined ? ok(id) : failure(refusal);
}
