/**
 * Static files for browsers: pages, scripts, pictures. A name with a hash in it is never asked for
 * again, everything else is asked for each time and mostly answered 304. What was compressed ahead is
 * sent as it is. Each answer tells the browser what the page may do, that types are not guessed, that
 * no other site may frame it, and that other sites do not hear where their visitors come from.
 */
import fresh from 'fresh';
import { lookup } from 'mrmime';
import parseRange from 'range-parser';
import { dateText } from '../date.ts';
import { notFound } from '../errors.ts';
import { acceptsCoding, acceptsMediaType } from '../negotiation.ts';
import { findHeader, type HttpRequest } from '../request.ts';
import { empty, type Headers, type HttpResponse, source, text } from '../response.ts';
import type { RoutedRequest } from '../router.ts';
import type { Coding, StaticEntry, StaticFile, StaticSource } from './source.ts';

export interface StaticOptions {
  /** What a page may load and run: the value of Content-Security-Policy. */
  readonly contentSecurityPolicy: string;
  /**
   * The page for paths that are not there, for programs whose pages make up paths of their own:
   * "index.html". A path that ends like a file (".js") is 404 all the same.
   */
  readonly fallback?: string;
  /** Names whose bytes never change, as whoever built them knows: `hasHashedName`, or by folder. */
  readonly isHashed: (path: string) => boolean;
}

type StaticHandler = (request: RoutedRequest<'path'>) => Promise<HttpResponse>;

/** For a route like `router.on('GET', '/ui/*path', serveStatic(...))`, which serves HEAD too. */
export function serveStatic(files: StaticSource, options: StaticOptions): StaticHandler {
  return async (request) => {
    const path = pathOf(request.parameters.path);
    const found = files.find(path);
    const isPage =
      found === undefined && options.fallback !== undefined && wantsPage(request, path);
    const shownPath = isPage ? options.fallback! : path;
    const entry = isPage ? files.find(shownPath) : found;
    const coding = entry && chooseCoding(entry, request);
    const file = await entry?.open(coding);
    if (entry === undefined || file === undefined) return notFound();
    const headers = [
      ...securityHeaders(options),
      ...(entry.codings.length === 0 ? [] : [['Vary', 'Accept-Encoding'] as const]),
      ...(coding === undefined ? [] : [['Content-Encoding', coding] as const]),
      ['Cache-Control', cacheControl(shownPath, options)] as const,
      ...validators(file, coding),
    ];
    return answer(request, file, { headers, etag: etagOf(file, coding), type: typeOf(shownPath) });
  };
}

/** "" and "docs/" are the page of a directory. */
function pathOf(path: string): string {
  return path === '' || path.endsWith('/') ? `${path}index.html` : path;
}

function wantsPage(request: HttpRequest, path: string): boolean {
  const looksLikeFile = /\.\w+$/.test(path) && !path.endsWith('/index.html');
  return !looksLikeFile && acceptsMediaType(findHeader(request, 'accept'), 'text/html');
}

function chooseCoding({ codings }: StaticEntry, request: HttpRequest): Coding | undefined {
  const accepted = findHeader(request, 'accept-encoding');
  return codings.find((coding) => acceptsCoding(accepted, coding));
}

function securityHeaders({ contentSecurityPolicy }: StaticOptions): Headers {
  return [
    ['Content-Security-Policy', contentSecurityPolicy],
    ['X-Content-Type-Options', 'nosniff'],
    ['X-Frame-Options', 'DENY'],
    ['Referrer-Policy', 'same-origin'],
  ];
}

const year = 365 * 24 * 60 * 60;

function cacheControl(path: string, { isHashed }: StaticOptions): string {
  return isHashed(path) ? `public, max-age=${year}, immutable` : 'no-cache';
}

/**
 * "app-B1x9aZ_c.js", "main.3f2a9c0e71b2.css": names as the usual builders make them, which end in a
 * hash of eight characters or more. What could as well be a word is taken for one.
 */
export function hasHashedName(path: string): boolean {
  const [, eight = ''] = /[.-]([\w-]{8})\.\w+$/.exec(path) ?? [];
  const [, long = ''] = /[.-]([A-Za-z0-9]{9,64})\.\w+$/.exec(path) ?? [];
  return looksLikeHash(eight) || looksLikeHash(long);
}

function looksLikeHash(text: string): boolean {
  if (/^[0-9a-f]+$/.test(text)) return /\d/.test(text) && /[a-f]/.test(text);
  // Words have their digits at the end and their capitals in front.
  return /\d.*[A-Za-z]/.test(text) && /[a-z0-9_-][A-Z]/.test(text);
}

function validators(file: StaticFile, coding: Coding | undefined): Headers {
  return [
    ['ETag', etagOf(file, coding)],
    ['Last-Modified', dateText(file.modifiedMs)],
    ['Accept-Ranges', 'bytes'],
  ];
}

/** Each form of a file has one of its own, so that pieces of two are never put together. */
function etagOf({ etag }: StaticFile, coding: Coding | undefined): string {
  return coding === undefined ? etag : `${etag.slice(0, -1)}-${coding}"`;
}

function typeOf(path: string): string {
  const type = lookup(path) ?? 'application/octet-stream';
  const isText = /^text\/|^application\/(json|manifest\+json|xml)$|\+xml$/.test(type);
  return isText ? `${type}; charset=utf-8` : type;
}

interface Representation {
  readonly headers: Headers;
  readonly etag: string;
  readonly type: string;
}

function answer(
  request: HttpRequest,
  file: StaticFile,
  { headers, etag, type }: Representation,
): HttpResponse {
  const lastModified = dateText(file.modifiedMs);
  if (fresh(request.headers, { etag, 'last-modified': lastModified })) return empty(304, headers);
  const range = findRange(request, file, { etag, lastModified });
  if (range === 'unsatisfiable') {
    const why = `The file has ${file.sizeBytes} bytes`;
    return text(416, why, [['Content-Range', `bytes */${file.sizeBytes}`]]);
  }
  const { start, end } = range ?? { start: 0, end: file.sizeBytes };
  const contentRange = ['Content-Range', `bytes ${start}-${end - 1}/${file.sizeBytes}`] as const;
  return source(type, request.method === 'HEAD' ? [] : file.read(start, end), {
    status: range === undefined ? 200 : 206,
    headers: range === undefined ? headers : [...headers, contentRange],
    contentLength: end - start,
  });
}

/** Undefined: the whole. That is also the answer to several ranges and to what cannot be read. */
function findRange(
  request: HttpRequest,
  { sizeBytes }: StaticFile,
  validator: { readonly etag: string; readonly lastModified: string },
): { readonly start: number; readonly end: number } | 'unsatisfiable' | undefined {
  const header = findHeader(request, 'range');
  if (header === undefined || request.method === 'HEAD') return undefined;
  const condition = findHeader(request, 'if-range');
  const isSame = condition === validator.etag || condition === validator.lastModified;
  if (condition !== undefined && !isSame) return undefined;
  const ranges = parseRange(sizeBytes, header, { combine: true });
  if (ranges === -1) return 'unsatisfiable';
  if (ranges === -2 || ranges.type !== 'bytes' || ranges.length !== 1) return undefined;
  const [{ start, end }] = ranges as unknown as readonly [{ start: number; end: number }];
  return { start, end: end + 1 };
}
