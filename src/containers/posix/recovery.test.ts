/**
 * Whole lives across a kill -9 of the agent: a small Node program plays the agent, launches
 * containers and is killed; a new containerizer on the same runtime directory must find everything.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../foundation/log.ts';
import type { ContainerID } from '../../protocol/generated/mesos.ts';
import { containerKey } from '../container-id.ts';
import type { ContainerConfig, KnownContainer, Recovery } from '../containerizer.ts';
import { Fetcher } from '../fetcher/fetcher.ts';
import { PosixContainerizer } from './posix-containerizer.ts';
import { findProcess } from './process-table.ts';
import { planRecovery } from '../life/recovery.ts';
import type { RecoveryPlan } from '../life/recovery.ts';
import { findCandidates } from './candidates.ts';
import type { Candidate, Survey } from './candidates.ts';
import type { LivingSupervisor } from './living-supervisors.ts';
import type { FoundContainer } from './runtime-directory.ts';
import { ended, until } from './test-support.ts';
import * as dying from './test-support/dying-agent.ts';
import type { Step } from './test-support/dying-agent.ts';

let home: string;

beforeAll(dying.bundleDyingAgent);
afterAll(dying.removeDyingAgent);

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'recovery-'));
});

afterEach(() => {
  dying.killProcessesOf(home);
  rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
});

function aContainerizer(): PosixContainerizer {
  const runtimeDirectory = join(home, 'run');
  const log = silentLog;
  return new PosixContainerizer({
    workDirectory: home,
    runtimeDirectory,
    isolators: [],
    fetcher: new Fetcher(),
    log,
  });
}

const aLaunch = (
  id: ContainerID,
  value: string,
  more?: Partial<ContainerConfig>,
): ReturnType<typeof dying.aLaunch> => dying.aLaunch(home, id, value, more);

const aKnown = (id: ContainerID): KnownContainer => dying.knownIn(home, id);

/** Another process launches them, one after the other, and is killed when all run. */
async function launchAndDie(launches: readonly Step[]): Promise<void> {
  const { signal, steps } = await dying.takeStepsAndDie(home, launches);
  expect([signal, steps.at(-1)]).toEqual(['SIGKILL', 'end']);
}

async function recover(
  containerizer: PosixContainerizer,
  ids: readonly ContainerID[],
): Promise<Recovery> {
  const known = ids.map((id) => aKnown(id));
  const result = await new Promise<Parameters<Parameters<PosixContainerizer['recover']>[1]>[0]>(
    (resolve) => containerizer.recover(known, resolve),
  );
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

describe('after a kill -9 of the agent', () => {
  it('every container is found: running, or with the exit status it had meanwhile', async () => {
    const gate = join(home, 'gate');
    const late = `while [ ! -e ${gate} ]; do sleep 0.02; done; echo late; exit 5`;
    const pod = { value: 'pod' };
    const nested = { value: 'nested', parent: pod };
    const { command: _, ...podConfig } = aLaunch(pod, '')[2];
    await launchAndDie([
      aLaunch({ value: 'early' }, 'exit 3'),
      aLaunch({ value: 'late' }, late),
      aLaunch({ value: 'killed' }, 'sleep 300'),
      ['launch', pod, podConfig],
      aLaunch(nested, late),
    ]);
    const status = join(home, 'run/containers/early/status');
    await until(() => readFileSync(status, 'utf8') !== '');
    const next = aContainerizer();
    const known = ['early', 'late', 'killed', 'pod', 'never'].map((value) => ({ value }));
    const { running, terminated, orphans } = await recover(next, known);
    expect(running.map(containerKey).toSorted()).toEqual(['killed', 'late', 'pod', 'pod.nested']);
    expect(terminated.map(containerKey).toSorted()).toEqual(['early', 'never']);
    expect(orphans).toEqual([]);
    expect(await ended(next, { value: 'early' })).toEqual({ status: 3 << 8 });
    expect((await ended(next, { value: 'never' }))?.status).toBeUndefined();
    writeFileSync(gate, '');
    expect(await ended(next, { value: 'late' })).toEqual({ status: 5 << 8 });
    expect(await ended(next, nested)).toEqual({ status: 5 << 8 });
    expect(readFileSync(join(home, 'sandboxes/late/stdout'), 'utf8')).toBe('late\n');
    expect(next.kill({ value: 'killed' }, 15)).toBe(true);
    expect(await ended(next, { value: 'killed' })).toEqual({ status: 15 });
    next.destroy(pod);
    expect(await ended(next, pod)).toEqual({});
    for (const id of known) expect(next.remove(id)).toBe(true);
    expect(next.list()).toEqual([]);
    await until(() => readdirSync(join(home, 'run/containers')).length === 0);
  });

  it('what nobody claims is destroyed, what an operator launched is not', async () => {
    const pod = { value: 'claimed' };
    const debug = { value: 'debug', parent: pod };
    await launchAndDie([
      aLaunch({ value: 'orphan' }, 'sleep 300'),
      aLaunch({ value: 'standalone' }, 'sleep 300', { isStandalone: true }),
      aLaunch(pod, 'sleep 300'),
      aLaunch(debug, 'sleep 300', { containerClass: 'debug' }),
    ]);
    const pidOf = (path: string): number =>
      Number(readFileSync(join(home, 'run/containers', path, 'pid'), 'utf8'));
    const pids = [pidOf('orphan'), pidOf('claimed/containers/debug')];
    const next = aContainerizer();
    const found = await recover(next, [pod]);
    expect(found.running.map(containerKey).toSorted()).toEqual(['claimed', 'standalone']);
    expect(found.orphans.map(containerKey).toSorted()).toEqual(['claimed.debug', 'orphan']);
    await until(() => next.list().length === 2);
    expect(pids.map((pid) => findProcess(pid)?.isZombie ?? true)).toEqual([true, true]);
    await until(() => !existsSync(join(home, 'run/containers/orphan')));
    for (const id of found.running) {
      next.destroy(id);
      expect(await ended(next, id)).toEqual({ status: 9 });
    }
  });

  it('a supervisor that was killed takes its task with it, and the status is said to be unknown', async () => {
    const id = { value: 'alone' };
    await launchAndDie([aLaunch(id, 'sleep 300')]);
    const next = aContainerizer();
    await recover(next, [id]);
    const path = join(home, 'run/containers/alone');
    const supervisor = Number.parseInt(readFileSync(join(path, 'supervisor.stat'), 'utf8'), 10);
    const task = Number(readFileSync(join(path, 'pid'), 'utf8'));
    process.kill(supervisor, 'SIGKILL');
    const message = 'Exit status of the container is not known';
    expect(await ended(next, id)).toEqual({ message });
    expect(findProcess(task)?.isZombie ?? true).toBe(true);
  });
});

function planOf(known: readonly KnownContainer[], survey: Survey): RecoveryPlan<Candidate> {
  return planRecovery(known, findCandidates(known, survey));
}

describe('the plan', () => {
  const nothing = { supervisors: new Map(), isAlive: () => true, findTask: () => undefined };
  const record = { directory: '/s', resources: [], isDebug: false, isStandalone: false };
  const alive = { pid: process.pid, startTime: '1' };
  const aFound = (value: string, bootId: string, status?: number): FoundContainer => ({
    id: { value },
    record: { ...record, bootId, hasProcess: true },
    hasRun: true,
    root: alive,
    supervisor: alive,
    status,
  });

  it('trusts no pid of before a reboot, but a status that was written', () => {
    const found = [aFound('now', 'b2'), aFound('before', 'b1'), aFound('done', 'b1', 0)];
    const plan = planOf(
      found.map(({ id }) => aKnown(id)),
      { ...nothing, found, bootId: 'b2' },
    );
    expect(plan.running.map(({ id }) => id.value)).toEqual(['now']);
    expect(plan.terminated.map(({ id, root }) => [id.value, root])).toEqual([
      ['before', undefined],
      ['done', undefined],
    ]);
  });

  it('takes no container for running whose supervisor is not', () => {
    const found = [aFound('a', 'b')];
    const survey = { ...nothing, found, bootId: 'b', isAlive: () => false };
    expect(planOf([aKnown({ value: 'a' })], survey).terminated).toHaveLength(1);
  });

  it('believes a living supervisor more than files, but not that its status is missing', () => {
    const living = (key: string): LivingSupervisor => ({
      ...alive,
      key,
      record: { ...record, bootId: 'torn', hasProcess: true },
      runtimeDirectory: '/run',
      home: undefined,
    });
    const torn = { ...aFound('torn', ''), record: undefined, supervisor: undefined };
    const done = aFound('done', 'b', 0);
    const plan = planOf(
      ['torn', 'done', 'pod'].map((value) => ({
        ...aKnown({ value }),
        hasProcess: value !== 'pod',
        directory: `/known/${value}`,
      })),
      {
        ...nothing,
        found: [torn, done],
        supervisors: new Map(
          ['torn', 'done', 'pod.task', 'stranger'].map((key) => [key, living(key)]),
        ),
        bootId: 'b',
      },
    );
    expect(plan.running.map(({ id, isDamaged }) => [containerKey(id), isDamaged])).toEqual([
      ['torn', true],
      ['pod', true],
      ['pod.task', true],
    ]);
    expect(plan.running[1]!.record).toMatchObject({ directory: '/known/pod', hasProcess: false });
    expect(plan.terminated.map(({ id }) => containerKey(id))).toEqual(['done']);
    expect(plan.orphans.map(({ id }) => containerKey(id))).toEqual(['stranger']);
  });
});
