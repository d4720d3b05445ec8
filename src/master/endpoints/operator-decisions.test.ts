/** /weights and /teardown, and the calls of the same meaning. */
import { describe, expect, it } from 'vitest';
import type { HttpResponse } from '../../foundation/http/index.ts';
import type { EndpointRequest } from '../../manners/index.ts';
import { createCallHandler, masterDialect } from '../../operator-api/index.ts';
import { wholeView } from '../../security/view.ts';
import { Call, Response } from '../../protocol/generated/master.ts';
import { operatorCalls } from '../calls/operator/index.ts';
import { TestMaster, storeDelayMs } from '../core/test-support.ts';
import { teardownEndpoint } from './teardown.ts';
import { contextOf } from './test-support.ts';
import { weightsEndpoint, weightsJson } from './weights.ts';

function request(
  method: string,
  body: string,
  headers: EndpointRequest['headers'] = {},
): EndpointRequest {
  return {
    method,
    route: '',
    rest: '',
    target: '',
    query: new Map(),
    headers,
    body: Buffer.from(body),
    peer: '127.0.0.1:40000',
    onAborted: () => undefined,
  };
}

/** "200", or "400 why"; time passes until it is answered. */
async function answerOf(
  master: TestMaster,
  answer: HttpResponse | Promise<HttpResponse>,
): Promise<string> {
  let given: HttpResponse | undefined;
  void Promise.resolve(answer).then((value) => (given = value));
  // The call's body is read in turns of its own before anything is written.
  while (given === undefined) {
    await new Promise((resolve) => setImmediate(resolve));
    master.advance(storeDelayMs);
  }
  if (given.kind === 'text') return `${given.status} ${given.text}`;
  return 'status' in given ? String(given.status) : given.kind;
}

const putWeights = (master: TestMaster, body: string): Promise<string> =>
  answerOf(master, weightsEndpoint(contextOf(master))(request('PUT', body)));

const teardown = (master: TestMaster, body: string): Promise<string> =>
  answerOf(master, teardownEndpoint(contextOf(master))(request('POST', body)));

function call(master: TestMaster, body: object): Promise<string> {
  const handler = createCallHandler({
    callType: Call,
    responseType: Response,
    dialect: masterDialect,
    authorizer: master.core.authorizer,
    calls: operatorCalls,
    context: contextOf(master),
  });
  const headers = { 'content-type': 'application/json' };
  return answerOf(master, handler(request('POST', JSON.stringify(body), headers)));
}

describe('PUT /weights', () => {
  it('sets weights, which GET shows', async () => {
    const master = new TestMaster();
    expect(await putWeights(master, '[{"role":"a","weight":2.5},{"weight":1,"role":"b"}]')).toBe(
      '200',
    );
    expect(weightsJson(master.core, wholeView)).toBe(
      '[{"weight":2.5,"role":"a"},{"weight":1.0,"role":"b"}]',
    );
    expect(await putWeights(master, '[]')).toBe('200');
  });

  it.each([
    ['xx', "400 Failed to parse update weights request JSON 'xx': "],
    ['{}', "400 Failed to parse update weights request JSON '{}': Unexpected JSON type parsed"],
    ['[{"role":"a"}]', `400 Failed to convert weights JSON array to protobuf '[{"role":"a"}]': `],
    ['[{"weight":3.2,"invalidField":"a"}]', '400 Failed to validate update weights request JSON: '],
    ['[{"weight":"two","role":"a"}]', '400 Failed to convert weights JSON array to protobuf '],
    ['[7]', '400 Failed to convert weights JSON array to protobuf '],
  ])('refuses %s', async (body, why) => {
    const master = new TestMaster();
    expect(await putWeights(master, body)).toContain(why);
    expect(master.state.weights.size).toBe(0);
  });

  it('does not send much back, nor read megabytes', async () => {
    const answer = await putWeights(new TestMaster(), 'x'.repeat(1_000_000));
    expect(answer.length).toBeLessThan(10_000);
    expect(await putWeights(new TestMaster(), 'x'.repeat(2_000_000))).toBe(
      '413 The weights are too large, expecting at most 1048576 bytes',
    );
  });
});

describe('UPDATE_WEIGHTS', () => {
  it('sets weights', async () => {
    const master = new TestMaster();
    const update_weights = { weight_infos: [{ role: 'a', weight: 2 }] };
    expect(await call(master, { type: 'UPDATE_WEIGHTS', update_weights })).toBe('200');
    expect(master.state.weights.get('a')).toBe(2);
  });

  it('needs its message', async () => {
    expect(await call(new TestMaster(), { type: 'UPDATE_WEIGHTS' })).toBe(
      "400 Failed to validate master::Call: Expecting 'update_weights' to be present",
    );
  });
});

describe('/teardown and TEARDOWN', () => {
  const byForm = (master: TestMaster, id: string): Promise<string> =>
    teardown(master, `frameworkId=${encodeURIComponent(id)}`);
  const byCall = (master: TestMaster, value: string): Promise<string> =>
    call(master, { type: 'TEARDOWN', teardown: { framework_id: { value } } });

  it.each([
    ['the form', byForm],
    ['the call', byCall],
  ])('end a framework with all that it runs: %s', async (_name, tearDown) => {
    const master = new TestMaster();
    master.addAgent();
    const framework = master.subscribe();
    master.advance(1_000);
    const { agentId, pid } = master.runTask(framework, 't');
    master.update(framework, agentId, 't', 'TASK_RUNNING');
    expect(await tearDown(master, framework.id)).toBe('200');
    expect([...master.state.completedFrameworks.keys()]).toEqual([framework.id]);
    expect(master.sentTo(pid, 'ShutdownFrameworkMessage')).toHaveLength(1);
    expect(framework.isClosed).toBe(true);
    expect(await tearDown(master, framework.id)).toBe('400 No framework found with specified ID');
  });

  it('say what is wrong with the form', async () => {
    const master = new TestMaster();
    const missing = "400 Missing 'frameworkId' query parameter in the request body";
    expect(await teardown(master, '')).toBe(missing);
    expect(await teardown(master, 'id=1')).toBe(missing);
    expect(await teardown(master, 'a=&'.repeat(1_000_000))).toBe(
      '413 The form is too large, expecting at most 65536 bytes',
    );
    expect(await teardown(master, 'frameworkId=%zz')).toContain(
      '400 Unable to decode query string',
    );
  });
});

it('calls that change something are refused with 403 to whom they are not allowed', async () => {
  const master = new TestMaster();
  const { id } = master.subscribe();
  const asked: unknown[] = [];
  master.useAuthorizer({
    allows: (_principal, { action, object }) => {
      asked.push([action, object?.value ?? object?.frameworkInfo?.id?.value]);
      return false;
    },
  });
  const weight_infos = [{ role: 'a', weight: 2 }];
  const teardownOf = (value: string): object => ({
    type: 'TEARDOWN',
    teardown: { framework_id: { value } },
  });
  expect(await call(master, { type: 'UPDATE_WEIGHTS', update_weights: { weight_infos } })).toBe(
    '403 UPDATE_WEIGHT is not allowed to nobody in particular',
  );
  expect(await call(master, teardownOf(id))).toMatch(/^403 TEARDOWN_FRAMEWORK/);
  expect(await call(master, teardownOf('none'))).toBe('400 No framework found with specified ID');
  expect(asked).toEqual([
    ['UPDATE_WEIGHT', 'a'],
    ['TEARDOWN_FRAMEWORK', id],
  ]);
  expect(master.state.weights.size).toBe(0);
  expect(master.state.frameworks.size).toBe(1);
});
