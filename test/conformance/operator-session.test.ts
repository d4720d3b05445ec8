/**
 * An operator's day, as recorded: agents deactivated, drained and gone, then everything that the older
 * endpoints can change. Each request is sent in its turn, and answered as then.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Cluster, type Program, eventually } from '../support/cluster.ts';
import { unexpectedDifferences } from './compare.ts';
import { exchange, parseAnswer, recorded, recordedIn, withBody } from './exchange.ts';

const cluster = new Cluster();
let master: Program;
/** By the names of those that were there: of one nothing is asked but that it goes. */
const agents = new Map<string, string>();

interface Slave {
  readonly id: string;
  readonly active: boolean;
  readonly hostname: string;
  readonly drain_info?: { readonly state: string };
}

async function slaves(): Promise<readonly Slave[]> {
  return ((await master.getJson('/slaves')) as { readonly slaves: readonly Slave[] }).slaves;
}

beforeAll(async () => {
  // The recorded master had this one left over.
  master = await cluster.startMaster({ flags: ['--weights=rolea=2.5'] });
  for (const [name, recordedId] of [
    ['stays', '7197e87e-95a9-4000-b001-7da026e62753-S0'],
    ['rests', '5becc229-6d8f-471a-b63f-68f239e2290e-S0'],
    ['drains', '5becc229-6d8f-471a-b63f-68f239e2290e-S3'],
    ['goes', '5becc229-6d8f-471a-b63f-68f239e2290e-S2'],
  ] as const) {
    const resources = '--resources=cpus:2;mem:23081;disk:252899;ports:[31000-32000];gpus:0';
    const flags = [resources, '--attributes=rack:r1'];
    await cluster.startAgent(master, { name, flags });
    const findNew = async (): Promise<string | undefined> => {
      const known = [...agents.values()];
      return (await slaves()).find(({ id }) => !known.includes(id))?.id;
    };
    agents.set(recordedId, await eventually('the agent is there', findNew));
  }
}, 120_000);
afterAll(() => cluster.stop());

function here(text: string): string {
  return text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}-S\d+/g, (id) => agents.get(id) ?? id);
}

const steps = recordedIn('operator-session')
  .filter((name) => name.endsWith('.req'))
  .map((name) => name.slice(0, -'.req'.length));

it.each(steps)('%s', async (name) => {
  const path = `operator-session/${name}`;
  const answer = await exchange(master.port, withBody(recorded(`${path}.req`), here));
  const expected = parseAnswer(recorded(`${path}.resp`), true);
  // What there was besides is another machine's.
  const ours = answer && { ...answer, body: withoutCapacity(answer.body) };
  const theirs = expected && { ...expected, body: withoutCapacity(expected.body) };
  expect(unexpectedDifferences(path, theirs, ours)).toEqual([]);
  if (name.endsWith('_DRAIN_AGENT') && answer?.status === 200) {
    await eventually('it is drained', async () =>
      (await slaves()).some(({ drain_info: info }) => info?.state === 'DRAINED'),
    );
  }
});

function withoutCapacity(body: Buffer): Buffer {
  const text = body.toString('latin1');
  const isOfAmounts = / exceed cluster capacity | does not contain /.test(text);
  if (!isOfAmounts) return body;
  return Buffer.from(
    text.replace(/capacity '.*'/, "capacity ''").replace(/^.*(?= does not contain)/, ''),
  );
}
