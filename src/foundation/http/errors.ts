/**
 * The refusals that every program shares, in Mesos' words: status and reason phrase are the body
 * unless a sentence says more.
 */
import { STATUS_CODES } from 'node:http';
import { text, type HttpResponse } from './response.ts';

/** "404 Not Found." */
export function statusText(status: number): string {
  return `${status} ${STATUS_CODES[status] ?? 'Unknown'}.`;
}

export function refusal(status: number, why?: string): HttpResponse {
  return text(status, why ?? statusText(status));
}

export function badRequest(why: string): HttpResponse {
  return refusal(400, why);
}

export function forbidden(why?: string): HttpResponse {
  return refusal(403, why);
}

export function notFound(why?: string): HttpResponse {
  return refusal(404, why);
}

export function methodNotAllowed(allowed: readonly string[], received: string): HttpResponse {
  const quoted = allowed.map((method) => `'${method}'`).join(', ');
  const why = `405 Method Not Allowed. Expecting one of { ${quoted} }, but received '${received}'.`;
  return text(405, why, [['Allow', allowed.join(', ')]]);
}

export function notAcceptable(why: string): HttpResponse {
  return refusal(406, why);
}

export function unsupportedMediaType(why: string): HttpResponse {
  return refusal(415, why);
}

export function serviceUnavailable(why: string): HttpResponse {
  return refusal(503, why);
}
