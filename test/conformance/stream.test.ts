/** The event stream of the operator API: the snapshot and what follows a task, by shape. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RecordDecoder } from '../../src/protocol/recordio.ts';
import { unexpectedDifferences, unexplained } from './compare.ts';
import { exchange, parseAnswer, recorded } from './exchange.ts';
import { EventStream } from './scheduler-session.ts';
import { RecordedCluster } from './recorded-cluster.ts';
import { differences, learn, parseExactly } from './shape.ts';

const recordedCluster = new RecordedCluster();
const stream = new EventStream('/api/v1');
beforeAll(() => recordedCluster.start());
afterAll(async () => {
  stream.close();
  await recordedCluster.stop();
});

const subscribe = (accept: string): Buffer => {
  const body = '{"type":"SUBSCRIBE"}';
  const types = `Content-Type: application/json\r\nAccept: ${accept}`;
  const head = `POST /api/v1 HTTP/1.1\r\nHost: localhost\r\n${types}\r\nContent-Length: ${body.length}`;
  return Buffer.from(`${head}\r\n\r\n${body}`);
};

function recordsOf(recordio: Buffer): readonly string[] {
  const texts: string[] = [];
  new RecordDecoder((record) => texts.push(Buffer.from(record).toString())).push(recordio);
  return texts;
}

const typeOf = (text: string): string => (JSON.parse(text) as { type: string }).type;

it('RecordIO is no type that can be asked for', async () => {
  const name = 'stream/SUBSCRIBE_accept_recordio';
  const answer = await exchange(recordedCluster.master.port, subscribe('application/recordio'));
  const expected = parseAnswer(recorded(`${name}.raw`), true);
  expect(unexpectedDifferences(name, expected, answer)).toEqual([]);
});

it('a task that comes and goes is told as recorded', async () => {
  await stream.open(recordedCluster.master.port, subscribe('application/json'));
  const execute = fileURLToPath(new URL('../../bin/mesos-execute', import.meta.url));
  const at = `--master=${recordedCluster.master.address}`;
  const options = [execute, at, '--name=short', '--command=true'];
  await once(spawn(process.execPath, options, { stdio: 'ignore' }), 'exit');
  await stream.seen('FRAMEWORK_REMOVED');

  const known = recordsOf(recorded('stream/SUBSCRIBE_json.recordio'));
  const lifecycle = parseAnswer(recorded('stream/SUBSCRIBE_agent_lifecycle.raw'), true)!.body;
  const shapes = new Map<string, ReturnType<typeof learn>>();
  for (const text of [...known, ...recordsOf(lifecycle)]) {
    shapes.set(typeOf(text), learn(parseExactly(text), shapes.get(typeOf(text))));
  }
  const found = stream.texts.flatMap((text) => {
    const shape = shapes.get(typeOf(text));
    if (shape === undefined) return [`${typeOf(text)} is not among the recorded events`];
    return differences(shape, parseExactly(text)).map((one) => `${typeOf(text)}: ${one}`);
  });
  expect(unexplained('stream/events', [...new Set(found)])).toEqual([]);

  const types = [...new Set(stream.events.map(({ type }) => type))];
  const needed = ['SUBSCRIBED', 'HEARTBEAT', 'FRAMEWORK_ADDED', 'TASK_ADDED', 'TASK_UPDATED'];
  expect(types).toEqual(expect.arrayContaining([...needed, 'FRAMEWORK_REMOVED']));
  expect(stream.isClosed).toBe(false);
  expect(toldOf(stream.texts)).toEqual(toldOf(known));
});

interface TaskUpdated {
  readonly task_updated?: { readonly status: { readonly state: string } };
}

/** The states of the task that finished, before its framework went. */
function toldOf(texts: readonly string[]): readonly string[] {
  const told = texts
    .filter((text) => typeOf(text) === 'TASK_UPDATED')
    .map((text) => (JSON.parse(text) as TaskUpdated).task_updated!.status.state);
  return told.slice(0, 3);
}
