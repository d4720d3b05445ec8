/** Operator calls to master and agent, sent as they were recorded, bytes and mistakes included. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Response as AgentResponse } from '../../src/protocol/generated/agent.ts';
import { Response as MasterResponse } from '../../src/protocol/generated/master.ts';
import { unexpectedDifferences } from './compare.ts';
import { exchange, parseAnswer, recorded, recordedIn, withBody } from './exchange.ts';
import { RecordedCluster } from './recorded-cluster.ts';

const recordedCluster = new RecordedCluster();
beforeAll(async () => {
  await recordedCluster.start();
  // The recorded master had a weight left over from calls before.
  await exchange(recordedCluster.master.port, recorded('v1master/UPDATE_WEIGHTS.req'));
});
afterAll(() => recordedCluster.stop());

const callsIn = (folder: string): readonly string[] =>
  recordedIn(folder)
    .filter((name) => name.endsWith('.req'))
    .map((name) => name.slice(0, -'.req'.length));

describe.each([
  ['v1master', 'master', MasterResponse],
  ['v1agent', 'agent', AgentResponse],
] as const)('%s', (folder, program, responseType) => {
  it.each(callsIn(folder))('%s is answered as recorded', async (name) => {
    const path = `${folder}/${name}`;
    const request = withBody(recorded(`${path}.req`), (body) => recordedCluster.here(body));
    const answer = await exchange(recordedCluster[program].port, request);
    const expected = parseAnswer(recorded(`${path}.resp`), true);
    expect(unexpectedDifferences(path, expected, answer, responseType)).toEqual([]);
  });
});
