/** Options of `docker run`, as the Engine API wants them. */
import { describe, expect, it } from 'vitest';
import type { ContainerSpec } from './engine/spec.ts';
import { applyParameters } from './parameters.ts';

function empty(): ContainerSpec {
  return { Image: 'i', Env: ['A=1'], Cmd: [], Labels: {}, HostConfig: { NetworkMode: 'n' } };
}

function apply(...pairs: (readonly [string, string])[]): ContainerSpec | string {
  const spec = empty();
  const parameters = pairs.map(([key, value]) => ({ key, value }));
  const applied = applyParameters(spec, parameters);
  return applied.ok ? spec : applied.error;
}

describe('parameters', () => {
  it.each<[string, string, object]>([
    ['label', 'a=b', { Labels: { a: 'b' } }],
    ['label', 'a', { Labels: { a: '' } }],
    ['hostname', 'h', { Hostname: 'h' }],
    ['env', 'B=2', { Env: ['A=1', 'B=2'] }],
    ['env', 'A=2', { Env: ['A=2'] }],
    ['volume', '/a:/b:ro', { HostConfig: { Binds: ['/a:/b:ro'] } }],
    ['v', '/b', { Volumes: { '/b': {} } }],
    ['volumes-from', 'c', { HostConfig: { VolumesFrom: ['c'] } }],
    ['ulimit', 'nofile=1:2', { HostConfig: { Ulimits: [{ Name: 'nofile', Soft: 1, Hard: 2 }] } }],
    ['ulimit', 'core=0', { HostConfig: { Ulimits: [{ Name: 'core', Soft: 0, Hard: 0 }] } }],
    ['cap-add', 'SYS_ADMIN', { HostConfig: { CapAdd: ['SYS_ADMIN'] } }],
    ['cap-drop', 'ALL', { HostConfig: { CapDrop: ['ALL'] } }],
    ['dns', '1.1.1.1', { HostConfig: { Dns: ['1.1.1.1'] } }],
    ['dns-option', 'ndots:1', { HostConfig: { DnsOptions: ['ndots:1'] } }],
    ['add-host', 'a:1.1.1.1', { HostConfig: { ExtraHosts: ['a:1.1.1.1'] } }],
    ['memory-swap', '-1', { HostConfig: { MemorySwap: -1 } }],
    ['memory-swap', '1g', { HostConfig: { MemorySwap: 1024 ** 3 } }],
    ['m', '64m', { HostConfig: { Memory: 64 * 1024 ** 2 } }],
    ['cpus', '1.5', { HostConfig: { NanoCpus: 1_500_000_000 } }],
    ['cpuset-cpus', '0-1', { HostConfig: { CpusetCpus: '0-1' } }],
    ['user', '1000:1000', { User: '1000:1000' }],
    ['workdir', '/tmp', { WorkingDir: '/tmp' }],
    ['entrypoint', '/bin/a', { Entrypoint: ['/bin/a'] }],
    ['log-driver', 'none', { HostConfig: { LogConfig: { Type: 'none', Config: {} } } }],
    ['log-opt', 'a=b', { HostConfig: { LogConfig: { Type: '', Config: { a: 'b' } } } }],
    ['restart', 'always', { HostConfig: { RestartPolicy: { Name: 'always' } } }],
    [
      'restart',
      'on-failure:3',
      { HostConfig: { RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 } } },
    ],
    ['shm-size', '1m', { HostConfig: { ShmSize: 1024 ** 2 } }],
    ['tmpfs', '/a:size=1m', { HostConfig: { Tmpfs: { '/a': 'size=1m' } } }],
    ['sysctl', 'net.a=1', { HostConfig: { Sysctls: { 'net.a': '1' } } }],
    ['security-opt', 'seccomp=unconfined', { HostConfig: { SecurityOpt: ['seccomp=unconfined'] } }],
    ['pid', 'host', { HostConfig: { PidMode: 'host' } }],
    ['ipc', 'host', { HostConfig: { IpcMode: 'host' } }],
    ['init', 'true', { HostConfig: { Init: true } }],
    ['read-only', '', { HostConfig: { ReadonlyRootfs: true } }],
    [
      'device',
      '/dev/null:/dev/x:r',
      {
        HostConfig: {
          Devices: [{ PathOnHost: '/dev/null', PathInContainer: '/dev/x', CgroupPermissions: 'r' }],
        },
      },
    ],
    [
      'ip',
      '10.0.0.2',
      {
        NetworkingConfig: {
          EndpointsConfig: { n: { IPAMConfig: { IPv4Address: '10.0.0.2' } } },
        },
      },
    ],
    ['network-alias', 'a', { NetworkingConfig: { EndpointsConfig: { n: { Aliases: ['a'] } } } }],
    [
      'publish',
      '127.0.0.1:8080:80/udp',
      { HostConfig: { PortBindings: { '80/udp': [{ HostIp: '127.0.0.1', HostPort: '8080' }] } } },
    ],
    ['expose', '80', { ExposedPorts: { '80/tcp': {} } }],
    [
      'mount',
      'type=bind,source=/a,target=/b,readonly',
      { HostConfig: { Mounts: [{ Type: 'bind', Source: '/a', Target: '/b', ReadOnly: true }] } },
    ],
    ['health-interval', '1m30s', { Healthcheck: { Interval: 90_000_000_000 } }],
    ['no-healthcheck', 'true', { Healthcheck: { Test: ['NONE'] } }],
    ['stop-timeout', '7', { StopTimeout: 7 }],
  ])('--%s=%s is translated', (key, value, expected) => {
    expect(apply([key, value])).toMatchObject(expected);
  });

  it('that can be repeated add up', () => {
    expect(apply(['cap-add', 'A'], ['cap-add', 'B'])).toMatchObject({
      HostConfig: { CapAdd: ['A', 'B'] },
    });
  });

  it.each([
    ['name', 'x', "Parameter 'name' is not supported: containers are named by the agent"],
    ['rm', 'true', "Parameter 'rm' is not supported: the agent removes containers itself"],
    ['t', '', "Parameter 't' is not supported: the output of tasks goes to files"],
    ['gpus', 'all', "Parameter 'gpus' is not supported: this agent does not know its GPUs"],
    ['nonsense', 'x', "Parameter 'nonsense' is not supported: this agent knows no such option"],
    ['constructor', 'x', "Parameter 'constructor' is not supported: this agent knows no such"],
    ['ulimit', 'x', "Parameter 'ulimit' cannot be 'x': it must be name=soft[:hard]"],
    ['env', 'HOME', "Parameter 'env' cannot be 'HOME': it must be name=value"],
    ['restart', 'maybe', "Parameter 'restart' cannot be 'maybe': it must be no, always"],
    ['memory', 'much', "Parameter 'memory' cannot be 'much': it must be a number with a unit"],
    ['security-opt', 'seccomp=/p.json', "Parameter 'security-opt' cannot be 'seccomp=/p.json':"],
    ['mount', 'type=npipe,target=/a', 'the type must be one of bind, volume, tmpfs'],
  ])('--%s=%s is refused with a sentence', (key, value, sentence) => {
    expect(apply([key, value])).toContain(sentence);
  });
});
