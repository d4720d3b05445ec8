/** What the engine is told of a container, and what is refused before it is asked. */
import { describe, expect, it } from 'vitest';
import type { Result } from '../../foundation/result.ts';
import type {
  CommandInfo,
  ContainerInfo,
  ContainerInfo_DockerInfo,
  Resource,
} from '../../protocol/generated/mesos.ts';
import { readDockerDns } from './dns.ts';
import type { ContainerSpec } from './engine/spec.ts';
import { makeSpec } from './run-options.ts';
import type { RunRequest } from './run-options.ts';

const mebibyte = 1024 * 1024;

function specOf(
  docker: Partial<ContainerInfo_DockerInfo> = {},
  more: Partial<RunRequest> & {
    readonly info?: Partial<ContainerInfo>;
    readonly dns?: unknown;
  } = {},
): Result<ContainerSpec> {
  const { info, dns, ...request } = more;
  const entries = readDockerDns(dns);
  if (!entries.ok) throw new Error(entries.error);
  const container: ContainerInfo = { type: 'DOCKER', docker: { image: 'i', ...docker }, ...info };
  const whole = {
    ...{ name: 'mesos-c', container, command: { value: 'x' }, environment: {} },
    ...{ directory: '/work/sandbox', resources: [], ...request },
  };
  const options = { workDirectory: '/work', sandboxDirectory: '/mnt/mesos/sandbox' };
  return makeSpec(whole, { ...options, isRequestTheLimit: false, dns: entries.value });
}

function hostOf(...args: Parameters<typeof specOf>): ContainerSpec['HostConfig'] {
  const spec = specOf(...args);
  if (!spec.ok) throw new Error(spec.error);
  return spec.value.HostConfig;
}

function faultOf(...args: Parameters<typeof specOf>): string | undefined {
  const spec = specOf(...args);
  return spec.ok ? undefined : spec.error;
}

const scalar = (name: string, value: number): Resource => ({
  ...{ name, type: 'SCALAR', scalar: { value } },
});
const ports: Resource = {
  ...{ name: 'ports', type: 'RANGES', ranges: { range: [{ begin: 31_000, end: 31_010 }] } },
};

describe('the command', () => {
  it.each<[string, CommandInfo, string[] | undefined, string[]]>([
    ['of a shell takes the place of the entry point', { value: 'a b' }, ['/bin/sh'], ['-c', 'a b']],
    [
      'that is plain is given to the entry point',
      { shell: false, value: 'a', arguments: ['b'] },
      undefined,
      ['a', 'b'],
    ],
    ['that is none leaves it to the image', { shell: false }, undefined, []],
  ])('%s', (_what, command, Entrypoint, Cmd) => {
    const spec = specOf({}, { command });
    expect(spec).toMatchObject({ ok: true, value: { Cmd } });
    expect(spec.ok && spec.value.Entrypoint).toEqual(Entrypoint);
  });

  it('of a shell must be there', () => {
    expect(faultOf({}, { command: {} })).toBe('Shell specified but no command value provided');
  });
});

it('the environment has what the task asks for, the sandbox and the name', () => {
  const allocated = { ...scalar('cpus', 1), allocation_info: { role: 'r' } };
  const spec = specOf({}, { environment: { A: '1' }, resources: [allocated] });
  expect(spec).toMatchObject({
    value: {
      Env: [
        ...['A=1', 'MESOS_SANDBOX=/mnt/mesos/sandbox', 'MESOS_CONTAINER_NAME=mesos-c'],
        'MESOS_ALLOCATION_ROLE=r',
      ],
    },
  });
});

describe('limits', () => {
  const resources = [scalar('cpus', 0.5), scalar('mem', 64)];

  it('are what was asked for', () => {
    const host = hostOf({}, { resources });
    expect(host).toMatchObject({ CpuShares: 512, Memory: 64 * mebibyte });
    expect(host.CpuQuota).toBeUndefined();
  });

  it('are never less than Docker and Mesos can do with', () => {
    const host = hostOf({}, { resources: [scalar('cpus', 0.001), scalar('mem', 1)] });
    expect(host).toMatchObject({ CpuShares: 2, Memory: 32 * mebibyte });
  });

  it('of their own make the request a reservation', () => {
    const limits = { cpus: { value: 2 }, mem: { value: 128 } };
    const host = hostOf({}, { resources, limits });
    expect(host).toMatchObject({
      ...{ CpuShares: 512, CpuPeriod: 100_000, CpuQuota: 200_000 },
      ...{ Memory: 128 * mebibyte, MemoryReservation: 64 * mebibyte },
    });
    expect(host.OomScoreAdj).toBeGreaterThan(900);
  });

  it('that are infinite are none', () => {
    const limits = { cpus: { value: Infinity }, mem: { value: Infinity } };
    const host = hostOf({}, { resources, limits });
    expect([host.Memory, host.CpuQuota]).toEqual([undefined, undefined]);
  });

  it('of GPUs cannot be', () => {
    expect(faultOf({}, { resources: [scalar('gpus', 1)] })).toContain("'gpus' cannot be given");
  });
});

describe('networks', () => {
  it.each([
    ['HOST', 'host'],
    ['BRIDGE', 'bridge'],
    ['NONE', 'none'],
  ] as const)('%s is %s', (network, NetworkMode) => {
    expect(hostOf({ network }).NetworkMode).toBe(NetworkMode);
  });

  it('of users are named in the first NetworkInfo', () => {
    const info = (...names: string[]) => ({ network_infos: names.map((name) => ({ name })) });
    expect(hostOf({ network: 'USER' }, { info: info('n') }).NetworkMode).toBe('n');
    expect(faultOf({ network: 'USER' })).toBe('No network info found in container info');
    expect(faultOf({ network: 'USER' }, { info: info('a', 'b') })).toBe(
      'Only a single network can be defined in Docker run',
    );
    expect(faultOf({ network: 'USER' }, { info: { network_infos: [{}] } })).toBe(
      'No network name found in network info',
    );
  });

  it('by a parameter win', () => {
    const parameters = [{ key: 'net', value: 'mine' }];
    expect(hostOf({ network: 'HOST', parameters }).NetworkMode).toBe('mine');
  });

  it('of the host have its name', () => {
    expect(faultOf({}, { info: { hostname: 'h' } })).toBe(
      'Unable to set hostname with host network mode',
    );
    expect(specOf({ network: 'BRIDGE' }, { info: { hostname: 'h' } })).toMatchObject({
      value: { Hostname: 'h' },
    });
  });

  it('map ports that the task has', () => {
    const mapping = { host_port: 31_005, container_port: 80 };
    const docker = { network: 'BRIDGE' as const, port_mappings: [mapping] };
    expect(hostOf(docker, { resources: [ports] }).PortBindings).toEqual({
      '80/tcp': [{ HostPort: '31005' }],
    });
    const foreign = { ...docker, port_mappings: [{ ...mapping, host_port: 80 }] };
    expect(faultOf(foreign, { resources: [ports] })).toBe('Port [80] not included in resources');
    expect(faultOf(docker)).toBe('Port mappings require port resources');
    expect(faultOf({ ...docker, network: 'HOST' as const }, { resources: [ports] })).toBe(
      'Port mappings are only supported for bridge and user-defined networks',
    );
  });

  it('have the DNS of the agent unless a parameter says another', () => {
    const entry = (mode: string, server: string, name?: string): object => ({
      ...{ network_mode: mode, dns: { nameservers: [server], search: ['s'], options: ['o'] } },
      ...(name !== undefined && { network_name: name }),
    });
    const dns = { docker: [entry('BRIDGE', '1'), entry('USER', '2'), entry('USER', '3', 'n')] };
    const info = (name: string) => ({ network_infos: [{ name }] });
    expect(hostOf({ network: 'BRIDGE' }, { dns })).toMatchObject({
      ...{ Dns: ['1'], DnsSearch: ['s'], DnsOptions: ['o'] },
    });
    expect(hostOf({ network: 'USER' }, { dns, info: info('m') }).Dns).toEqual(['2']);
    expect(hostOf({ network: 'USER' }, { dns, info: info('n') }).Dns).toEqual(['3']);
    expect(hostOf({ network: 'HOST' }, { dns }).Dns).toBeUndefined();
    const parameters = [{ key: 'dns', value: '9' }];
    expect(hostOf({ network: 'BRIDGE', parameters }, { dns }).Dns).toEqual(['9']);
  });
});

describe('volumes', () => {
  const sandbox = '/work/sandbox:/mnt/mesos/sandbox:rw';
  const withVolumes = (...volumes: NonNullable<ContainerInfo['volumes']>) => ({
    info: { volumes },
  });

  it('are of the machine or of the sandbox, and the sandbox is one', () => {
    const host = hostOf(
      {},
      withVolumes(
        { host_path: '/a', container_path: '/b', mode: 'RO' },
        { host_path: '/a', container_path: 'c', mode: 'RW' },
        { host_path: 'd', container_path: '/d', mode: 'RW' },
      ),
    );
    expect(host.Binds).toEqual([
      ...['/a:/b:ro', '/a:/mnt/mesos/sandbox/c:rw', '/work/sandbox/d:/d:rw', sandbox],
    ]);
  });

  it('whose paths are relative both are refused', () => {
    expect(faultOf({}, withVolumes({ host_path: 'a', container_path: 'b', mode: 'RW' }))).toBe(
      "Both host_path 'a' and container_path 'b' of a volume are relative",
    );
  });

  it('of drivers have one driver', () => {
    const volume = (name: string, driver: string) => ({
      ...{ container_path: '/v', mode: 'RW' as const },
      source: { type: 'DOCKER_VOLUME' as const, docker_volume: { name, driver } },
    });
    expect(hostOf({}, withVolumes(volume('n', 'd')))).toMatchObject({
      ...{ Binds: ['n:/v:rw', sandbox], VolumeDriver: 'd' },
    });
    expect(faultOf({}, withVolumes(volume('n', 'd'), volume('m', 'e')))).toBe(
      'Only one volume driver is supported',
    );
    expect(faultOf({ volume_driver: 'e' }, withVolumes(volume('n', 'd')))).toBe(
      'Only one volume driver is supported',
    );
  });

  it('of a sandbox with a colon in its path are told in the long form', () => {
    const host = hostOf({}, { directory: '/work/a:b' });
    expect(host.Mounts).toEqual([
      { Type: 'bind', Source: '/work/a:b', Target: '/mnt/mesos/sandbox', ReadOnly: false },
    ]);
  });

  it('that are persistent are bound into the sandbox', () => {
    const disk = {
      persistence: { id: 'p' },
      volume: { container_path: 'data', mode: 'RW' as const },
    };
    const reservations = [{ type: 'DYNAMIC' as const, role: 'r' }];
    const resources = [{ ...scalar('disk', 1), disk, reservations }];
    expect(hostOf({}, { resources }).Binds).toContain(
      '/work/volumes/roles/r/p:/mnt/mesos/sandbox/data:rw',
    );
  });
});

describe('networks that are there before the container', () => {
  const mount = {
    Type: 'bind' as const,
    Source: '/s/hosts',
    Target: '/etc/hosts',
    ReadOnly: false,
  };
  const joined = {
    ...{ networkMode: 'container:h', mounts: [mount] },
    environment: { LIBPROCESS_IP: '0.0.0.0' },
  };

  it('are shared, with the files and the name that belong to them', () => {
    const made = specOf({ network: 'NONE' }, { joined, info: { hostname: 'h' } });
    expect(made).toMatchObject({
      value: { HostConfig: { NetworkMode: 'container:h', Mounts: [mount] } },
    });
    const { Env, Hostname } = made.ok ? made.value : { Env: [], Hostname: '' };
    expect(Env).toContain('LIBPROCESS_IP=0.0.0.0');
    // The engine refuses a name beside another's network.
    expect(Hostname).toBeUndefined();
  });

  it('do not go with others, or with ports of Docker', () => {
    const net = { parameters: [{ key: 'net', value: 'host' }] };
    expect(faultOf(net, { joined })).toBe("Parameter 'net' cannot be combined with CNI networks");
    const mapping = { host_port: 31_000, container_port: 80 };
    expect(faultOf({ port_mappings: [mapping] }, { joined, resources: [ports] })).toContain(
      'Port mappings are only supported for bridge',
    );
  });
});
