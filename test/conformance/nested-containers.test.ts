/** Nested containers and sessions, as recorded; the container around them is the one of a task of ours. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { RecordDecoder } from '../../src/protocol/recordio.ts';
import { Cluster, type Program, eventually } from '../support/cluster.ts';
import { unexpectedDifferences } from './compare.ts';
import { exchange, parseAnswer, recorded, withBody } from './exchange.ts';

const recordedParent = 'f187149d-db1e-4fef-8b65-a005dae22941';
const cluster = new Cluster();
let agent: Program;
let parent: string;

beforeAll(async () => {
  const master = await cluster.startMaster();
  agent = await cluster.startAgent(master);
  const execute = fileURLToPath(new URL('../../bin/mesos-execute', import.meta.url));
  const words = [`--master=${master.address}`, '--name=long', '--command=sleep 1000'];
  spawn(process.execPath, [execute, ...words, '--resources=cpus:0.1;mem:32'], { stdio: 'ignore' });
  parent = await eventually('the task runs', async () => {
    const { tasks } = (await master.getJson('/tasks?task_id=long')) as {
      tasks: {
        state: string;
        statuses: { container_status?: { container_id: { value: string } } }[];
      }[];
    };
    const [task] = tasks.filter(({ state }) => state === 'TASK_RUNNING');
    return task?.statuses[0]?.container_status?.container_id.value;
  });
});
afterAll(() => cluster.stop());

const ask = (name: string): ReturnType<typeof exchange> =>
  exchange(
    agent.port,
    withBody(recorded(`nested/${name}.req`), (text) => text.replace(recordedParent, parent)),
  );

it.each([
  'LAUNCH_NESTED_CONTAINER',
  'WAIT_NESTED_CONTAINER',
  'REMOVE_NESTED_CONTAINER',
  'ATTACH_CONTAINER_OUTPUT_unknown',
])('%s', async (name) => {
  const path = `nested/${name}`;
  const expected = parseAnswer(recorded(`${path}.resp`), true);
  expect(unexpectedDifferences(path, expected, await ask(name))).toEqual([]);
});

it('LAUNCH_NESTED_CONTAINER_SESSION', async () => {
  const path = 'nested/LAUNCH_NESTED_CONTAINER_SESSION';
  const expected = parseAnswer(recorded(`${path}.resp`), true)!;
  const answer = (await ask('LAUNCH_NESTED_CONTAINER_SESSION'))!;
  // Which of two pipes is read first is a matter of chance.
  expect(recordsOf(answer.body)).toEqual(recordsOf(expected.body));
  const { date: _ours, ...ours } = answer.headers;
  const { date: _theirs, ...theirs } = expected.headers;
  expect([answer.status, ours]).toEqual([expected.status, theirs]);
});

function recordsOf(body: Uint8Array): readonly string[] {
  const records: string[] = [];
  const decoder = new RecordDecoder((record) => records.push(Buffer.from(record).toString()));
  expect(decoder.push(body)).toMatchObject({ ok: true });
  expect(decoder.isAtBoundary).toBe(true);
  return records.toSorted();
}
