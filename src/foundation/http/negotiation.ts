/**
 * What does the client accept? Media ranges and codings with their weights, as RFC 9110 has them:
 * the most specific range decides, `q=0` refuses, an absent header accepts.
 */

interface Range {
  readonly name: string;
  readonly weight: number;
}

function parseRanges(header: string): Range[] {
  return header.split(',').flatMap((part) => {
    const [name = '', ...parameters] = part.split(';').map((token) => token.trim().toLowerCase());
    if (name === '') return [];
    const q = parameters.find((parameter) => parameter.startsWith('q='));
    const weight = q === undefined ? 1 : Number(q.slice(2));
    return [{ name, weight: Number.isNaN(weight) ? 0 : weight }];
  });
}

function weightOf(ranges: readonly Range[], names: readonly string[]): number {
  for (const name of names) {
    const range = ranges.find((candidate) => candidate.name === name);
    if (range !== undefined) return range.weight;
  }
  return 0;
}

/** Whether an `Accept` header (absent = everything) admits e.g. "application/json". */
export function acceptsMediaType(accept: string | undefined, mediaType: string): boolean {
  if (accept === undefined || accept.trim() === '') return true;
  const group = `${mediaType.slice(0, mediaType.indexOf('/'))}/*`;
  return weightOf(parseRanges(accept), [mediaType, group, '*/*']) > 0;
}

/** gzip only when asked for by name (or `*`): most clients that send nothing cannot read it. */
export function acceptsGzip(acceptEncoding: string | undefined): boolean {
  if (acceptEncoding === undefined) return false;
  return weightOf(parseRanges(acceptEncoding), ['gzip', 'x-gzip', '*']) > 0;
}

/** What was compressed ahead is sent to whoever can read it, by name or as anything. */
export function acceptsCoding(acceptEncoding: string | undefined, coding: 'br' | 'gzip'): boolean {
  if (coding === 'gzip') return acceptsGzip(acceptEncoding);
  return acceptEncoding !== undefined && weightOf(parseRanges(acceptEncoding), [coding, '*']) > 0;
}
