/**
 * The request target: decoded path and query. Whatever cannot be decoded, or would climb out of
 * the tree with "..", is refused here, before any handler sees it.
 */
import { failure, ok, type Result } from '../result.ts';
import { badRequest, notFound } from './errors.ts';
import type { HttpResponse } from './response.ts';

export interface Target {
  /** Decoded, begins with "/". */
  readonly path: string;
  /** As it was sent. */
  readonly rawPath: string;
  /** As it was sent, with its "?"; "" without one. */
  readonly rawQuery: string;
  readonly query: ReadonlyMap<string, string>;
}

/** A name without a text after it can still not be "any object key": Map, never an object. */
export function parseTarget(raw: string): Result<Target, HttpResponse> {
  const local = raw.startsWith('/') ? raw : pathOfAbsolute(raw);
  const mark = local.indexOf('?');
  const rawPath = mark < 0 ? local : local.slice(0, mark);
  const rawQuery = mark < 0 ? '' : local.slice(mark);
  const path = decodePercent(rawPath);
  if (path === undefined) return failure(badRequest(`Failed to decode path '${shorten(rawPath)}'`));
  if (path.split('/').includes('..')) return failure(notFound());
  const query = parseQuery(rawQuery.slice(1));
  if (query === undefined) {
    return failure(badRequest(`Failed to decode query '${shorten(rawQuery.slice(1))}'`));
  }
  return ok({ path, rawPath, rawQuery, query });
}

/** Proxies send "http://host/path"; "*" (of OPTIONS) becomes the root. */
function pathOfAbsolute(raw: string): string {
  const match = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*(.*)$/i.exec(raw);
  const rest = match?.[1] ?? '';
  return rest.startsWith('/') ? rest : `/${rest}`;
}

function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}...` : text;
}

/** Undefined when an escape is malformed, is not UTF-8, or hides a zero byte. */
function decodePercent(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    const decoded = decodeURIComponent(text);
    return decoded.includes('\0') ? undefined : decoded;
  } catch {
    return undefined;
  }
}

/** Queries and `application/x-www-form-urlencoded` bodies; the last of equal names wins. */
export function parseQuery(text: string): ReadonlyMap<string, string> | undefined {
  const query = new Map<string, string>();
  for (const pair of text.split(/[&;]/)) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decodePercent((equals < 0 ? pair : pair.slice(0, equals)).replaceAll('+', ' '));
    const value = decodePercent(equals < 0 ? '' : pair.slice(equals + 1).replaceAll('+', ' '));
    if (name === undefined || value === undefined) return undefined;
    query.set(name, value);
  }
  return query;
}
