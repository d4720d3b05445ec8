import { allowAll } from '../security/authorization.ts';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Files } from '../files/index.ts';
import { HttpClient, HttpServer } from '../foundation/http/index.ts';
import { EndpointRouter } from '../manners/index.ts';
import { SystemClock } from '../foundation/clock.ts';
import { silentLog } from '../foundation/log.ts';
import { Verbosity } from '../foundation/logging/verbosity.ts';
import { versionInfo } from '../foundation/version.ts';
import * as agent from '../protocol/generated/agent.ts';
import * as master from '../protocol/generated/master.ts';
import {
  agentDialect,
  commonCalls,
  masterDialect,
  registerCallEndpoint,
  registerCommonEndpoints,
  type CommonContext,
} from './index.ts';

const directory = mkdtempSync(join(tmpdir(), 'operator-api-'));
const log = join(directory, 'log');
writeFileSync(log, 'Log file created at: 2026/11/20\n');
const context: CommonContext = {
  version: versionInfo,
  flags: { port: '5050', work_dir: '/var/lib/mesos' },
  metrics: { snapshot: () => new Map([['master/uptime_secs', 15]]) },
  verbosity: new Verbosity(new SystemClock(), 0),
  files: new Files(allowAll),
};
context.files.attach('/master/log', { realPath: log, demand: { action: 'ACCESS_MESOS_LOG' } });

const router = new EndpointRouter('master');
registerCommonEndpoints(router, 'master', context);
registerCallEndpoint(router, '/master/api/v1', {
  callType: master.Call,
  responseType: master.Response,
  dialect: masterDialect,
  authorizer: allowAll,
  calls: commonCalls,
  context,
});
registerCallEndpoint(router, '/slave(1)/api/v1', {
  callType: agent.Call,
  responseType: agent.Response,
  dialect: agentDialect,
  authorizer: allowAll,
  calls: commonCalls,
  context,
});
const server = new HttpServer({ router, log: silentLog });
const client = new HttpClient();
let base = '';

beforeAll(async () => {
  base = `http://127.0.0.1:${(await server.listen(0, '127.0.0.1')).port}`;
});

afterAll(async () => {
  client.close();
  await server.close();
  rmSync(directory, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly type: string | undefined;
  readonly body: string;
}

async function ask(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string | Uint8Array } = {},
): Promise<Answer> {
  const answer = await client.request({ method: 'GET', ...options, url: base + path });
  if (!answer.ok) throw new Error(answer.error);
  const { status, headers, body } = answer.value;
  return { status, type: headers['content-type'], body: body.toString() };
}

const json = { 'Content-Type': 'application/json' };

function post(
  who: 'master' | 'slave(1)',
  body: string | Uint8Array,
  headers = json,
): Promise<Answer> {
  return ask(`/${who}/api/v1`, { method: 'POST', headers, body });
}

describe('a v1 call', () => {
  it('is answered in what the client accepts, JSON first', async () => {
    const whole = '{"type":"GET_HEALTH","get_health":{"healthy":true}}';
    const call = '{"type":"GET_HEALTH","bogus_field":1}';
    expect(await post('master', call)).toEqual({
      status: 200,
      type: 'application/json',
      body: whole,
    });
    const accept = (media: string) => post('slave(1)', call, { ...json, Accept: media } as never);
    expect((await accept('*/*')).body).toBe(whole);
    expect((await accept('application/x-protobuf, application/json')).body).toBe(whole);
    expect(await accept('application/x-protobuf')).toEqual({
      status: 200,
      type: 'application/x-protobuf',
      body: '\u0008\u0001\u0012\u0002\u0008\u0001',
    });
    const protobuf = master.Call.encode({ type: 'GET_HEALTH' });
    const sent = await post('master', protobuf, { 'Content-Type': 'application/x-protobuf' });
    expect(sent.body).toBe(whole);
  });

  it('is found below its path and at the delegate', async () => {
    const call = { method: 'POST', headers: json, body: '{"type":"GET_HEALTH"}' };
    for (const path of ['/api/v1', '/api/v1/', '/api/v1/operator', '/master/api/v1/x/y']) {
      expect((await ask(path, call)).status).toBe(200);
    }
    expect((await ask('/api/v1')).body).toBe(
      "405 Method Not Allowed. Expecting one of { 'POST' }, but received 'GET'.",
    );
  });
});

/** Body, the master's words, the agent's words: as the real ones answered. */
const badBodies: [string, string, string][] = [
  ['', 'Failed to parse body into JSON: syntax error at line 1 near: ', '='],
  ['{"type":', 'Failed to parse body into JSON: syntax error at line 1 near: ', '='],
  [
    '{"type":"GET_HEALTH"} xx',
    'Failed to parse body into JSON: Parsed JSON included non-whitespace trailing characters:  xx',
    '=',
  ],
  [
    '[]',
    'Failed to convert JSON into Call protobuf: Expecting a JSON object',
    'Expecting a JSON object',
  ],
  [
    '{"type":1}',
    "Failed to convert JSON into Call protobuf: Not expecting a JSON number for field 'type'",
    "Not expecting a JSON number for field 'type'",
  ],
  [
    '{}',
    "Failed to validate master::Call: Expecting 'type' to be present",
    "Failed to validate agent::Call: Expecting 'type' to be present",
  ],
  [
    '{"type":"NO_SUCH_CALL"}',
    "Failed to validate master::Call: Expecting 'type' to be present",
    "Failed to validate agent::Call: Expecting 'type' to be present",
  ],
  [
    '{"type":"READ_FILE","read_file":{}}',
    'Failed to convert JSON into Call protobuf: Missing required fields: read_file.path, read_file.offset',
    'Missing required fields: read_file.path, read_file.offset',
  ],
  [
    '{"type":"GET_METRICS"}',
    "Failed to validate master::Call: Expecting 'get_metrics' to be present",
    "Failed to validate agent::Call: Expecting 'get_metrics' to be present",
  ],
];

describe('a call that is refused', () => {
  it.each(badBodies)('%s', async (body, master, agent) => {
    expect(await post('master', body)).toMatchObject({ status: 400, body: master });
    expect(await post('slave(1)', body)).toMatchObject({
      status: 400,
      body: agent === '=' ? master : agent,
    });
  });

  it('for its content type', async () => {
    const body = '{"type":"GET_HEALTH"}';
    const as = (who: 'master' | 'slave(1)', type: string) =>
      post(who, body, { 'Content-Type': type });
    const list = 'application/json or application/x-protobuf';
    for (const type of ['text/plain', 'Application/JSON', 'application/json; charset=utf-8']) {
      expect(await as('master', type)).toMatchObject({
        status: 415,
        body: `Expecting 'Content-Type' of ${list}`,
      });
      expect(await as('slave(1)', type)).toMatchObject({
        status: 415,
        body: `Expecting 'Content-Type' of ${list} or application/recordio`,
      });
    }
    expect(await as('slave(1)', 'application/recordio')).toMatchObject({
      status: 400,
      body: "Expecting 'Message-Content-Type' to be set for streaming requests",
    });
    expect(await as('master', 'application/x-protobuf')).toMatchObject({
      status: 400,
      body: expect.stringMatching(/^Failed to parse body into Call protobuf: .*: a length of/),
    });
    expect(await post('master', body, {} as never)).toMatchObject({
      status: 400,
      body: "Expecting 'Content-Type' to be present",
    });
  });

  it('for what its client accepts', async () => {
    const accept = (who: 'master' | 'slave(1)', media: string) =>
      post(who, '{"type":"GET_HEALTH"}', { ...json, Accept: media } as never);
    expect(await accept('master', 'application/recordio')).toMatchObject({
      status: 406,
      body: "Expecting 'Accept' to allow 'application/x-protobuf' or 'application/json'",
    });
    expect(await accept('slave(1)', 'application/recordio')).toMatchObject({
      status: 406,
      body: 'Streaming response is not supported for GET_HEALTH call',
    });
    expect((await accept('slave(1)', 'text/html')).body).toBe(
      "Expecting 'Accept' to allow application/json or application/x-protobuf or application/recordio",
    );
  });

  it('because it is not implemented', async () => {
    expect(await post('master', '{"type":"UNKNOWN"}')).toMatchObject({
      status: 501,
      body: '501 Not Implemented.',
    });
    expect((await post('slave(1)', '{"type":"PRUNE_IMAGES"}')).status).toBe(501);
  });
});

describe('common calls and endpoints', () => {
  it('LIST_FILES and READ_FILE show what is attached', async () => {
    const read = await post(
      'master',
      '{"type":"READ_FILE","read_file":{"path":"/master/log","offset":4,"length":4}}',
    );
    expect(read.body).toBe('{"type":"READ_FILE","read_file":{"size":32,"data":"ZmlsZQ=="}}');
    const list = (path: string) =>
      post('master', `{"type":"LIST_FILES","list_files":{"path":"${path}"}}`);
    expect((await list('/master/log')).body).toBe('{"type":"LIST_FILES","list_files":{}}');
    expect(await list('/nope')).toMatchObject({ status: 404, body: '' });
    expect(await list('')).toMatchObject({ status: 404, body: '' });
  });

  it('metrics, flags and version have one source each', async () => {
    expect((await ask('/metrics/snapshot')).body).toBe('{"master/uptime_secs":15.0}');
    expect(await ask('/metrics/snapshot?timeout=bogus')).toMatchObject({ status: 400 });
    expect((await post('master', '{"type":"GET_METRICS","get_metrics":{}}')).body).toBe(
      '{"type":"GET_METRICS","get_metrics":{"metrics":[{"name":"master/uptime_secs","value":15.0}]}}',
    );
    expect((await ask('/flags?jsonp=cb')).body).toBe(
      'cb({"flags":{"port":"5050","work_dir":"/var/lib/mesos"}})',
    );
    expect(JSON.parse((await ask('/version')).body)).toMatchObject({
      version: versionInfo.version,
    });
    expect((await ask('/version/x')).status).toBe(404);
    expect((await ask('/master/health')).body).toBe('');
  });

  it('the log level is raised for a while, by both ways', async () => {
    expect((await ask('/logging/toggle')).body).toBe('0\n');
    expect((await ask('/logging/toggle?level=1')).body).toBe(
      "Expecting 'duration=value' in query.\n",
    );
    expect((await ask('/logging/toggle?duration=1secs')).body).toBe(
      "Expecting 'level=value' in query.\n",
    );
    expect(await ask('/logging/toggle?level=-1&duration=1secs')).toMatchObject({ status: 400 });
    expect(await ask('/logging/toggle?level=2&duration=1hrs')).toMatchObject({
      status: 200,
      body: '',
    });
    expect((await post('master', '{"type":"GET_LOGGING_LEVEL"}')).body).toContain('"level":2');
    const reset = '{"level":0,"duration":{"nanoseconds":1000000000}}';
    const set = await post('master', `{"type":"SET_LOGGING_LEVEL","set_logging_level":${reset}}`);
    expect(set).toMatchObject({ status: 200, type: undefined, body: '' });
    expect((await ask('/logging/toggle')).body).toBe('0\n');
  });

  it('/system/stats.json has figures; without its ending it does not exist', async () => {
    const stats = JSON.parse((await ask('/system/stats.json')).body) as Record<string, number>;
    expect(stats['mem_total_bytes']).toBeGreaterThan(0);
    expect((await ask('/system/stats')).status).toBe(404);
  });
});
