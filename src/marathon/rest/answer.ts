/** What routes take and give: plain values, so that they can be called without a server. */
import type { Refusal } from '../core/refusal.ts';

export interface ApiRequest {
  readonly method: string;
  /** Decoded, without query, slashes in a row made one, none at the end: "/v2/apps/shop/db". */
  readonly path: string;
  readonly query: Query;
  /** JSON that was read; undefined: there was no body. */
  readonly body: unknown;
  readonly accept: string;
  readonly clientIp: string;
  /** As it was asked for, with its query. */
  readonly uri: string;
  /** "http://host:port" as the client sees it. */
  readonly origin: string;
}

export interface Answer {
  readonly status: number;
  /** Undefined: no body. A string goes out as it is, everything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export class Query {
  readonly #values: ReadonlyMap<string, readonly string[]>;

  constructor(parameters: URLSearchParams) {
    const values = new Map<string, string[]>();
    for (const [name, value] of parameters) {
      values.set(name, [...(values.get(name) ?? []), value]);
    }
    this.#values = values;
  }

  /** The first, where it is given more than once. */
  text(name: string): string | undefined {
    return this.#values.get(name)?.[0];
  }

  all(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }

  /** "true" in any case; a name alone counts as well. */
  flag(name: string, byDefault = false): boolean {
    const value = this.text(name);
    if (value === undefined) return byDefault;
    return value === '' || value.toLowerCase() === 'true';
  }
}

export function ok(body: unknown, headers?: Answer['headers']): Answer {
  return { status: 200, body, ...(headers === undefined ? {} : { headers }) };
}

export function message(status: number, text: string): Answer {
  return { status, body: { message: text } };
}

export function notFound(text: string): Answer {
  return message(404, text);
}

/** Of a path that should have ended with the time of a version. */
export function noTimestamp(text: string): Answer {
  const error = `Invalid timestamp provided '${text}'. Expecting ISO-8601 datetime string.`;
  return message(422, error);
}

/** @compat With the statuses and texts of the original. */
export function refusalAnswer(refusal: Refusal): Answer {
  switch (refusal.kind) {
    case 'not-found':
      return message(404, refusal.message);
    case 'bad-request':
      return message(400, refusal.message);
    case 'conflict':
      return message(409, refusal.message);
    case 'locked':
      return {
        status: 409,
        body: {
          message:
            'App is locked by one or more deployments. Override with the option ' +
            "'?force=true'. View details at '/v2/deployments/<DEPLOYMENT_ID>'.",
          deployments: refusal.deployments.map((id) => ({ id })),
        },
      };
    case 'invalid':
      return {
        status: 422,
        body: {
          message: refusal.wrongTypes === true ? 'Invalid JSON' : 'Object is not valid',
          details: refusal.violations,
        },
      };
    case 'unprocessable':
      return message(422, refusal.message);
    case 'too-many':
      return message(403, refusal.message);
    case 'unavailable':
      return message(503, refusal.message);
  }
}
