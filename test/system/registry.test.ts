/** What docs/operating/recovery.md promises of a master's registry, on real processes and real files. */
import { readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../src/foundation/result.ts';
import type { Result } from '../../src/foundation/result.ts';
import { AdmittedAgent, UnreachableAgent } from '../../src/protocol/generated/registry.ts';
import type { WriteOperation } from '../../src/storage/key-value-store.ts';
import { LevelStore } from '../../src/storage/level-store.ts';
import { RecordedCluster } from '../conformance/recorded-cluster.ts';
import { Cluster, type Program, eventually } from '../support/cluster.ts';

const registryOf = (master: Program): string => join(master.workDir, 'registry');

async function putWeights(master: Program, weights: object): Promise<number> {
  const body = JSON.stringify(weights);
  const response = await fetch(`http://${master.address}/weights`, { method: 'PUT', body });
  return response.status;
}

/** Changes one byte in the middle of the file whose name ends so. */
function damage(directory: string, ending: string): void {
  const name = readdirSync(directory)
    .filter((one) => one.endsWith(ending))
    .toSorted((a, b) => statSync(join(directory, b)).size - statSync(join(directory, a)).size)[0]!;
  const bytes = readFileSync(join(directory, name));
  bytes[Math.floor(bytes.length / 2)]! ^= 0x01;
  writeFileSync(join(directory, name), bytes);
}

/** "it serves", or the last words of one that ended instead. */
async function fateOf(master: Program): Promise<string> {
  const logged = master.log.length;
  await master.start().catch(() => undefined);
  return eventually('the master serves or ends', async () => {
    if (!master.isRunning) return master.log.slice(logged);
    const response = await fetch(`http://${master.address}/weights`).catch(() => undefined);
    return response?.status === 200 ? 'it serves' : undefined;
  });
}

describe('the registry of a master', () => {
  let cluster: Cluster;
  beforeEach(() => void (cluster = new Cluster()));
  afterEach(() => cluster.stop());

  const startMaster = async (...flags: string[]): Promise<Program> => {
    const master = await cluster.startMaster({ flags });
    await eventually('the master serves', () => master.getJson('/weights').catch(() => undefined));
    return master;
  };

  it('keeps what was answered, though the master is killed right then', async () => {
    const master = await startMaster('--weights=first=3');
    for (let weight = 2; weight < 6; weight++) {
      expect(await putWeights(master, [{ role: 'eng/web', weight }])).toBe(200);
      await master.end('SIGKILL');
      expect(await fateOf(master)).toBe('it serves');
      expect(await master.getJson('/weights')).toEqual([
        { role: 'eng/web', weight },
        { role: 'first', weight: 3 },
      ]);
    }
  });

  it('that holds no longer what it held is refused, with the way out', async () => {
    const master = await startMaster();
    for (let i = 0; i < 20; i++) await putWeights(master, [{ role: `role-${i}`, weight: 2 }]);
    await master.end('SIGKILL');
    damage(registryOf(master), '.log');
    const sentence =
      /EXIT with status 1: .*registry is damaged: .*; put an intact copy of the directory back, or move it away/;
    expect(await fateOf(master)).toMatch(sentence);
    expect(await fateOf(master)).toMatch(sentence);
    rmSync(registryOf(master), { recursive: true });
    expect(await fateOf(master)).toBe('it serves');
    expect(await master.getJson('/weights')).toEqual([]);
  });

  it('of a version without checksums is read, and has them from then on', async () => {
    const master = await startMaster();
    await master.end();
    rmSync(registryOf(master), { recursive: true });
    await writeAsBefore(registryOf(master));
    expect(await fateOf(master)).toBe('it serves');
    const { recovered_slaves: recovered } = (await master.getJson('/slaves')) as {
      recovered_slaves: { id: string }[];
    };
    expect(recovered.map(({ id }) => id)).toEqual(['A-S0']);
    await master.end();
    damage(registryOf(master), '.log');
    expect(await fateOf(master)).toContain('is damaged: ');
  });
});

/** As it was before: messages and nothing else. */
async function writeAsBefore(directory: string): Promise<void> {
  const store = unwrap(
    await new Promise<Result<LevelStore>>((resolve) => LevelStore.open(directory, resolve)),
  );
  const agent = (id: string): { id: { value: string }; hostname: string } => ({
    id: { value: id },
    hostname: 'host',
  });
  const batch: WriteOperation[] = [
    {
      kind: 'put',
      key: 'agents/admitted/A-S0',
      value: AdmittedAgent.encode({ info: agent('A-S0'), pid: 'slave(1)@127.0.0.1:1' }),
    },
    {
      kind: 'put',
      key: 'agents/unreachable/A-S1',
      value: UnreachableAgent.encode({ info: agent('A-S1'), since_ms: Date.now() }),
    },
  ];
  unwrap(await new Promise<Result<void>>((resolve) => store.write(batch, resolve)));
  unwrap(await new Promise<Result<void>>((resolve) => store.close(resolve)));
}

describe('a master whose registry is lost', () => {
  let recordedCluster: RecordedCluster;
  beforeEach(async () => void (recordedCluster = await new RecordedCluster().start()));
  afterEach(() => recordedCluster.stop());

  it('gets its agents back under their ids, and what runs goes on', async () => {
    const { master, agentId } = recordedCluster;
    await master.end('SIGKILL');
    // If it asked for its task before the agent is back, it would rightly hear that nobody knows it.
    recordedCluster.killScheduler();
    damage(registryOf(master), '.log');
    expect(await fateOf(master)).toContain('is damaged: ');
    renameSync(registryOf(master), `${registryOf(master)}.damaged`);
    expect(await fateOf(master)).toBe('it serves');
    const back = await eventually('the agent is back', async () => {
      const { slaves } = (await master.getJson('/slaves')) as { slaves: { id: string }[] };
      return slaves[0]?.id;
    });
    expect(back).toBe(agentId);
    const { tasks } = (await master.getJson('/tasks')) as {
      tasks: { id: string; state: string }[];
    };
    expect(tasks).toContainEqual(expect.objectContaining({ id: 'test', state: 'TASK_RUNNING' }));
  });
});
