/** /explain/framework/<id>, /explain/role/<role> and /explain/agent/<id>. */
import { badRequest, json, type HttpResponse } from '../../../foundation/http/index.ts';
import type { EndpointHandler } from '../../../manners/index.ts';
import type { MasterContext } from '../context.ts';
import { viewedBy } from '../viewed.ts';
import { type Asked, explain } from './answer.ts';

const kinds: readonly Asked['kind'][] = ['framework', 'role', 'agent'];

export function explainEndpoint(context: MasterContext): EndpointHandler {
  return ({ rest, principal }) => {
    const asked = readPath(rest);
    if (asked === undefined) {
      return badRequest(
        'Expecting /explain/framework/<id>, /explain/role/<role> or /explain/agent/<id>',
      );
    }
    return answerTo(viewedBy(context, principal), asked);
  };
}

function answerTo(seen: MasterContext, asked: Asked): HttpResponse {
  const answer = explain(seen, asked);
  if (answer.ok) return json(pretty(answer.value));
  const { status, why } = answer.error;
  return json(pretty({ summary: `${why}.` }), status);
}

/** People read it. */
function pretty(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** Roles have slashes: all that follows the kind is the name. */
function readPath(rest: string): Asked | undefined {
  const [, given, id = ''] = /^\/([^/]+)\/(.+)$/.exec(rest) ?? [];
  const kind = kinds.find((one) => one === given);
  return kind === undefined ? undefined : { kind, id };
}
