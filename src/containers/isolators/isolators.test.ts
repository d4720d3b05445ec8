import { availableParallelism, totalmem } from 'node:os';
import { describe, expect, it } from 'vitest';
import type { Resource } from '../../protocol/generated/mesos.ts';
import { defaultPath, missingVariables } from './environment/environment.ts';
import { readAllowedDevices } from './allowed-devices.ts';
import { cpuStatistics } from './posix-cpu/posix-cpu.ts';
import { memStatistics } from './posix-mem/posix-mem.ts';
import { prlimitWords } from './posix-rlimits/posix-rlimits.ts';
import type { Isolator } from './isolator.ts';
import { Preparations } from './preparation.ts';
import { findCgroupsFault, findLauncherFault, makeIsolators, readIsolation } from './registry.ts';
import { isolatorParts } from './test-support.ts';

function scalar(name: string, value: number): Resource {
  return { name, type: 'SCALAR', scalar: { value } };
}

const resources = [scalar('cpus', 0.1), scalar('cpus', 0.2), scalar('mem', 32)];
const used = { processCount: 1, userTimeSecs: 1, systemTimeSecs: 2, rssBytes: 4096 };
const none = { processCount: 0, userTimeSecs: 0, systemTimeSecs: 0, rssBytes: 0 };

describe('--isolation', () => {
  const namesOf = (...asked: string[]): unknown => {
    const isolation = readIsolation(asked);
    if (!isolation.ok) return isolation.error;
    const made = makeIsolators(isolation.value, isolatorParts('/nowhere'));
    expect(made.map(({ name }) => name)).toEqual(isolation.value.names);
    return isolation.value.names;
  };

  it('names isolators in any order and gets them in the right one', () => {
    const all = ['filesystem/posix', 'environment', 'agent socket', 'posix/cpu', 'posix/mem'];
    expect(namesOf('posix/mem', 'posix/cpu')).toEqual(all);
    expect(namesOf()).toEqual(['filesystem/posix', 'environment', 'agent socket']);
    expect(namesOf('filesystem/posix', 'posix/mem', 'posix/cpu')).toEqual(all);
    expect(namesOf('posix/rlimits')).toContain('posix/rlimits');
  });

  it('knows the old name for two of them, also beside one of the two, and warns', () => {
    expect(namesOf('process')).toEqual(namesOf('posix/cpu', 'posix/mem'));
    expect(namesOf('process', 'posix/cpu')).toEqual(namesOf('process'));
    const isolation = readIsolation(['process']);
    expect(isolation.ok && isolation.value.warnings[0]).toContain(
      '--isolation=posix/cpu,posix/mem',
    );
  });

  it('has a name for all of cgroups that the machine has', () => {
    const has = (name: string): boolean => name === 'cpu' || name === 'net_cls';
    const findObstacle = (name: string): string | undefined =>
      has(name) ? undefined : `no ${name}`;
    const isolation = readIsolation(['cgroups/all', 'cgroups/cpu'], { has });
    expect(isolation.ok && isolation.value.names).toEqual([
      ...['filesystem/posix', 'environment', 'agent socket', 'cgroups/cpu', 'cgroups/net_cls'],
    ]);
    expect(findCgroupsFault(['cgroups/cpu'], { findObstacle })).toBeUndefined();
    expect(findCgroupsFault(['cgroups/mem'], { findObstacle })).toBe(
      "isolator 'cgroups/mem': no memory",
    );
  });

  it('says of some what to name instead', () => {
    expect(namesOf('disk/xfs')).toContain("has no isolator 'disk/xfs'; name disk/du");
    expect(namesOf('network/port_mapping')).toContain('network/cni');
    expect(namesOf('filesystem/shared')).toContain('name filesystem/linux');
    expect(namesOf('volume/csi')).toContain('name docker/volume');
  });

  it('has with filesystem/linux what comes with it, and without it nothing that needs it', () => {
    const implied = ['volume/sandbox_path', 'volume/host_path', 'volume/image'];
    expect(namesOf('filesystem/linux')).toEqual([
      'filesystem/linux',
      ...implied,
      'environment',
      'agent socket',
    ]);
    for (const name of ['volume/secret', 'docker/volume'])
      expect(namesOf(name)).toContain(`isolator '${name}' needs 'filesystem/linux'; add that`);
    expect(namesOf('filesystem/linux', 'filesystem/posix')).toContain(
      'only one filesystem isolator',
    );
  });

  it('names some that need another launcher', () => {
    const names = ['posix/cpu', 'cgroups/mem'];
    expect(findLauncherFault(names, 'linux')).toBeUndefined();
    expect(findLauncherFault(['posix/cpu'], 'posix')).toBeUndefined();
    expect(findLauncherFault(names, 'posix')).toBe(
      "isolator 'cgroups/mem' needs --launcher=linux, this agent has posix",
    );
  });

  it.each([
    ['cgroups/misc', "no isolator 'cgroups/misc'; it has filesystem/posix, filesystem/linux"],
    ['disk/xfs', "no isolator 'disk/xfs'"],
    ['network/port_mapping', "no isolator 'network/port_mapping'"],
    ['environment', "no isolator 'environment'"],
    ['toString', "no isolator 'toString'"],
    ['posix/cpu,posix/cpu', "'posix/cpu' is named twice"],
    ['process,process', "'process' is named twice"],
  ])('%s is refused', (asked, why) => expect(namesOf(...asked.split(','))).toContain(why));
});

describe('statistics of the posix isolators', () => {
  it('have the request as soft limit and no hard one unless asked for', () => {
    const container = { resources, limits: undefined };
    expect(cpuStatistics(container, used)).toEqual({
      cpus_user_time_secs: 1,
      cpus_system_time_secs: 2,
      cpus_soft_limit: 0.3,
    });
    expect(memStatistics(container, used)).toEqual({
      mem_rss_bytes: 4096,
      mem_limit_bytes: 33554432,
      mem_soft_limit_bytes: 33554432,
    });
  });

  it('show explicit limits, of infinite ones what the machine has', () => {
    const limits = { cpus: { value: Infinity }, mem: { value: 64 } };
    expect(cpuStatistics({ resources, limits }, none)).toEqual({
      cpus_limit: availableParallelism(),
      cpus_soft_limit: 0.3,
    });
    const infinite = { mem: { value: Infinity } };
    expect(memStatistics({ resources, limits: infinite }, none).mem_limit_bytes).toBe(totalmem());
    expect(memStatistics({ resources, limits }, none)).toEqual({
      mem_limit_bytes: 67108864,
      mem_soft_limit_bytes: 33554432,
    });
  });
});

describe('--allowed_devices', () => {
  const access = { read: true };
  it.each([
    [{ allowed_devices: [{ device: { path: 'dev/x' }, access }] }, "has no absolute 'path'"],
    [{ allowed_devices: [{ device: { path: '/dev/x' }, access: {} }] }, 'allows nothing'],
    [{ allowed_devices: [{ access }] }, 'it is no DeviceWhitelist'],
    ['text', 'it is no DeviceWhitelist'],
  ])('%o is refused', (value, why) => {
    const read = readAllowedDevices(value);
    expect(!read.ok && read.error).toContain(why);
  });
});

describe('isolators', () => {
  it('add only the variables that the task does not set', () => {
    expect(missingVariables({}, '/s')).toEqual({ PATH: defaultPath, MESOS_SANDBOX: '/s' });
    expect(missingVariables({ PATH: '', MESOS_SANDBOX: '/t' }, '/s')).toEqual({});
  });

  it('turn rlimits into words for prlimit', () => {
    const words = prlimitWords({
      rlimits: [{ type: 'RLMT_CORE' }, { type: 'RLMT_NOFILE', soft: 1, hard: 2 }],
    });
    const options = ['--core=unlimited:unlimited', '--nofile=1:2'];
    expect(words).toEqual({ ok: true, value: ['prlimit', ...options] });
    const upsideDown = prlimitWords({ rlimits: [{ type: 'RLMT_NOFILE', soft: 3, hard: 2 }] });
    expect(upsideDown).toMatchObject({ error: expect.stringContaining('soft (3)') });
    expect(prlimitWords({ rlimits: [{ type: 'RLMT_CORE', soft: 1 }] })).toMatchObject({
      ok: false,
    });
  });
});

describe('what isolators want of a launch', () => {
  const carrier = { name: 'posix', carries: new Set(['environment', 'wrapper'] as const) };

  it('is put together: later environments over earlier, wrappers in order', () => {
    const all = new Preparations(carrier, { A: 'task', B: 'task' });
    expect(all.add('one', { environment: { A: '1' }, wrapper: ['outer', '-x'] }).ok).toBe(true);
    expect(all.add('two', { environment: { A: '1', C: '2' }, wrapper: ['inner'] }).ok).toBe(true);
    expect(all.prepared).toEqual({
      environment: { A: '1', B: 'task', C: '2' },
      wrappers: [['outer', '-x'], ['inner']],
      namespaces: {},
      mounts: [],
      devices: undefined,
      deviceFiles: [],
      noNewPrivileges: false,
      capabilities: undefined,
      seccomp: undefined,
      hostname: undefined,
      imageVolumes: [],
      secretFiles: [],
    });
  });

  it('is refused with both names when two do not agree, and by the part when none carries it', () => {
    const all = new Preparations({ name: 'bare', carries: new Set(['environment'] as const) }, {});
    all.add('one', { environment: { A: '1' } });
    const before = all.prepared;
    expect(all.add('two', { environment: { B: '1', A: '2' } })).toMatchObject({
      error: expect.stringMatching(/'one' and 'two' set the environment variable A to different/u),
    });
    expect(all.add('three', { wrapper: ['w'] })).toMatchObject({
      error: expect.stringMatching(/'three' asks for the wrapper .* launcher 'bare' cannot give/u),
    });
    expect(all.prepared).toBe(before);
  });

  it('can rest on what its maker was given', () => {
    const parts = isolatorParts('/home');
    const seen: unknown[] = [];
    const make = (given: unknown): Isolator => {
      seen.push(given);
      return { name: 'new' };
    };
    const table = [{ name: 'new', choice: 'named', make } as const];
    expect(makeIsolators({ names: ['new'] }, parts, table)).toEqual([{ name: 'new' }]);
    expect(seen).toEqual([parts]);
  });
});
