/** For tests: operators who ask a master in a bottle, and what they are answered. */
import type { HttpResponse } from '../../../foundation/http/index.ts';
import type { EndpointHandler, EndpointRequest } from '../../../manners/index.ts';
import { createCallHandler, masterDialect } from '../../../operator-api/index.ts';
import { Call, Response } from '../../../protocol/generated/master.ts';
import { operatorCalls } from '../../calls/operator/index.ts';
import { type TestMaster, storeDelayMs } from '../../core/test-support.ts';
import { contextOf } from '../test-support.ts';

export function requestOf(
  method: string,
  body: string,
  given: Partial<EndpointRequest> = {},
): EndpointRequest {
  return {
    method,
    route: '',
    rest: '',
    target: '',
    query: new Map(),
    headers: {},
    body: Buffer.from(body),
    peer: '127.0.0.1:40000',
    onAborted: () => undefined,
    ...given,
  };
}

/** "200", or "400 why"; time passes until it is answered. */
async function textOfAnswer(
  master: TestMaster,
  answer: HttpResponse | Promise<HttpResponse>,
): Promise<string> {
  // The call's body is read in a turn of its own before anything is written.
  for (let i = 0; i < 4; i++) {
    await Promise.resolve();
    master.advance(storeDelayMs);
  }
  const given = await answer;
  if (given.kind === 'text') return `${given.status} ${given.text}`;
  if (given.kind === 'json' || given.kind === 'bytes') {
    return `${given.status} ${Buffer.from(given.body).toString()}`;
  }
  return 'status' in given ? String(given.status) : given.kind;
}

/** One call of the v1 API, in JSON. */
export function callOf(master: TestMaster, type: string, message?: unknown): Promise<string> {
  const handler = createCallHandler({
    callType: Call,
    responseType: Response,
    dialect: masterDialect,
    authorizer: master.core.authorizer,
    calls: operatorCalls,
    context: contextOf(master),
  });
  const headers = { 'content-type': 'application/json' };
  const call = message === undefined ? { type } : { type, [type.toLowerCase()]: message };
  return textOfAnswer(master, handler(requestOf('POST', JSON.stringify(call), { headers })));
}

export function askEndpoint(
  master: TestMaster,
  handler: EndpointHandler,
  request: EndpointRequest,
): Promise<string> {
  return textOfAnswer(master, handler(request));
}
