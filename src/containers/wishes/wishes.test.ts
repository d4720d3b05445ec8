import { describe, expect, it } from 'vitest';
import type { MessageSchema } from '../../protocol/codec/schema.ts';
import { EnumType } from '../../protocol/codec/schema.ts';
import type { ContainerInfo, ExecutorInfo, TaskInfo } from '../../protocol/generated/mesos.ts';
import { isolatorNames } from '../isolators/registry.ts';
import { findUnmetContainerWish } from './container.ts';
import { findLimitsFault } from './limits.ts';
import { executorWishes, taskWishes } from './tables.ts';
import { findUnmetWish, unsupported } from './wish.ts';

/** As the test walks it, without the types of the messages. */
interface AnyTable {
  readonly type: MessageSchema;
  readonly rows: Readonly<Record<string, AnyRow>>;
}

interface AnyRow {
  readonly kind: string;
  readonly table?: AnyTable;
  readonly tables?: readonly AnyTable[];
}

function tablesBelow(table: AnyTable, seen = new Set<AnyTable>()): Set<AnyTable> {
  if (seen.has(table)) return seen;
  seen.add(table);
  for (const row of Object.values(table.rows)) {
    for (const inner of row.tables ?? []) tablesBelow(inner, seen);
    if (row.table !== undefined) tablesBelow(row.table, seen);
  }
  return seen;
}

const roots = [taskWishes, executorWishes] as readonly unknown[] as readonly AnyTable[];
const all = roots.flatMap((root) => [...tablesBelow(root)]);

/** Messages that are one value to an agent; no field of theirs can ask for something. */
const values = [
  'AgentID',
  'DurationInfo',
  'ExecutorID',
  'FrameworkID',
  'Secret.Value',
  'TaskID',
  'Value.Ranges',
  'Value.Scalar',
  'Value.Set',
].map((name) => `mesos.v1.${name}`);

describe('the tables of wishes', () => {
  it.each(all.map((table) => [table.type.typeName, table] as const))(
    'have a row for each field of %s',
    (_name, { type, rows }) => {
      expect(Object.keys(rows).toSorted()).toEqual(type.fields.map(({ name }) => name).toSorted());
    },
  );

  it('reach into every message that an agent acts on', () => {
    for (const { type, rows } of all) {
      for (const field of type.fields) {
        const row = rows[field.name]!;
        if (typeof field.type === 'string' || field.type instanceof EnumType) continue;
        const inner = field.type().typeName;
        if (row.kind === 'within') expect(row.table!.type.typeName).toBe(inner);
        else if (row.kind === 'choice') {
          for (const { type: chosen } of row.tables!) expect(chosen.typeName).toBe(inner);
        } else if (row.kind === 'applied') expect(values, field.name).toContain(inner);
      }
    }
  });

  it('cover the messages by which frameworks say what they want', () => {
    const names = all.map(({ type }) => type.typeName.replace('mesos.v1.', ''));
    for (const name of [
      ...['TaskInfo', 'ExecutorInfo', 'CommandInfo', 'CommandInfo.URI', 'ContainerInfo'],
      ...['LinuxInfo', 'NetworkInfo', 'Volume', 'Volume.Source', 'DiscoveryInfo'],
      ...['CheckInfo', 'HealthCheck', 'KillPolicy', 'Resource', 'Environment.Variable'],
    ]) {
      expect(names).toContain(name);
    }
  });
});

const nothing = new Set<string>();

function refusalOf(more: Partial<TaskInfo>, abilities = nothing): string | undefined {
  const task: TaskInfo = { name: 't', task_id: { value: 't' }, agent_id: { value: 's' }, ...more };
  return findUnmetWish(taskWishes, task, abilities)?.message;
}

function containerRefusal(more: Partial<ContainerInfo>): string | undefined {
  return refusalOf({ container: { type: 'MESOS', ...more } });
}

const volume = { container_path: 'x', mode: 'RW' as const };

describe('a wish of a container', () => {
  it.each<[string, Partial<ContainerInfo>]>([
    ['container.type', { type: 'DOCKER', docker: { image: 'alpine' } }],
    ['container.docker', { docker: { image: 'alpine' } }],
    ['container.mesos.image', { mesos: { image: { type: 'DOCKER', docker: { name: 'x' } } } }],
    ['container.hostname', { hostname: 'h' }],
    ['container.tty_info', { tty_info: {} }],
    ['container.rlimit_info', { rlimit_info: { rlimits: [{ type: 'RLMT_CORE' }] } }],
    ['container.network_infos[1].name', { network_infos: [{}, { name: 'blue' }] }],
    ['container.network_infos[0].groups', { network_infos: [{ groups: ['a'] }] }],
    [
      'container.network_infos[0].port_mappings',
      { network_infos: [{ port_mappings: [{ host_port: 1, container_port: 2 }] }] },
    ],
    [
      'container.network_infos[0].ip_addresses[0].ip_address',
      { network_infos: [{ ip_addresses: [{ ip_address: '10.0.0.9' }] }] },
    ],
    [
      'container.network_infos[0].ip_addresses[0].protocol',
      { network_infos: [{ ip_addresses: [{ protocol: 'IPv6' }] }] },
    ],
    ['container.linux_info.capability_info', { linux_info: { capability_info: {} } }],
    ['container.linux_info.effective_capabilities', { linux_info: { effective_capabilities: {} } }],
    ['container.linux_info.bounding_capabilities', { linux_info: { bounding_capabilities: {} } }],
    [
      'container.linux_info.seccomp.profile_name',
      { linux_info: { seccomp: { profile_name: 'p' } } },
    ],
    ['container.linux_info.share_pid_namespace', { linux_info: { share_pid_namespace: false } }],
    ['container.linux_info.ipc_mode', { linux_info: { ipc_mode: 'PRIVATE' } }],
    ['container.linux_info.shm_size', { linux_info: { shm_size: 8 } }],
    ['container.volumes[0].container_path', { volumes: [volume] }],
    ['container.volumes[0].host_path', { volumes: [{ ...volume, host_path: '/x' }] }],
    [
      'container.volumes[0].image',
      { volumes: [{ ...volume, image: { type: 'DOCKER', docker: { name: 'x' } } }] },
    ],
    [
      'container.volumes[0].source.sandbox_path',
      { volumes: [{ ...volume, source: { sandbox_path: { type: 'PARENT', path: 'p' } } }] },
    ],
    [
      'container.volumes[0].source.docker_volume',
      { volumes: [{ ...volume, source: { docker_volume: { name: 'v' } } }] },
    ],
    [
      'container.volumes[0].source.secret',
      { volumes: [{ ...volume, source: { secret: { type: 'VALUE' } } }] },
    ],
    [
      'container.volumes[0].source.host_path',
      { volumes: [{ ...volume, source: { host_path: { path: '/x' } } }] },
    ],
    [
      'container.volumes[0].source.csi_volume',
      { volumes: [{ ...volume, source: { csi_volume: { plugin_name: 'p' } } }] },
    ],
  ])('%s is refused by name', (path, container) => {
    expect(containerRefusal(container)).toMatch(`'${path}' is refused: this agent cannot give `);
  });

  it('that the machine grants as it is, is granted', () => {
    expect(containerRefusal({})).toBeUndefined();
    expect(
      containerRefusal({
        mesos: {},
        volumes: [],
        network_infos: [{ labels: { labels: [] }, ip_addresses: [{ protocol: 'IPv4' }] }],
        linux_info: {
          share_pid_namespace: true,
          ipc_mode: 'SHARE_PARENT',
          share_cgroups: false,
          seccomp: { unconfined: true },
        },
      }),
    ).toBeUndefined();
  });

  it('is granted by an agent with the ability, and a refusal tells how to get it', () => {
    const container: ContainerInfo = { type: 'MESOS', rlimit_info: {} };
    expect(refusalOf({ container })).toContain('use an agent that has it in --isolation');
    expect(refusalOf({ container }, new Set(['posix/rlimits']))).toBeUndefined();
    expect(isolatorNames).toContain('posix/rlimits');
  });
});

describe('a wish of a task', () => {
  const reference = { type: 'REFERENCE' as const, reference: { name: 'kept' } };
  const secret = { name: 'PASSWORD', type: 'SECRET' as const, secret: reference };
  const environment = { variables: [{ name: 'A', value: '' }, secret] };

  it.each<[string, Partial<TaskInfo>]>([
    ['command.environment.variables[1].secret.type', { command: { value: 'x', environment } }],
    [
      'check.command.command.environment.variables[1].secret.type',
      { check: { type: 'COMMAND', command: { command: { value: 'x', environment } } } },
    ],
    [
      'health_check.command.environment.variables[1].secret.type',
      { health_check: { type: 'COMMAND', command: { value: 'x', environment } } },
    ],
    ['check.type', { check: { type: 'UNKNOWN' } }],
    ['health_check.type', { health_check: { type: 'UNKNOWN' } }],
    ['health_check.http.scheme', { health_check: { http: { port: 1, scheme: 'gopher' } } }],
    [
      'resources[0].disk.persistence',
      { resources: [{ name: 'disk', type: 'SCALAR', disk: { persistence: { id: 'v' } } }] },
    ],
  ])('%s is refused by name', (path, task) => {
    expect(refusalOf(task)).toMatch(`'${path}' is refused: this agent cannot give `);
  });

  it('that built-in executors grant is granted', () => {
    expect(
      refusalOf({
        command: {
          value: 'x',
          user: 'u',
          arguments: ['x'],
          uris: [{ value: 'http://h/x', cache: true, output_file: 'y', executable: true }],
          environment: {
            variables: [
              { name: 'A', value: '1', type: 'VALUE' },
              {
                name: 'B',
                type: 'SECRET',
                secret: { type: 'VALUE', value: { data: new Uint8Array() } },
              },
            ],
          },
        },
        health_check: { type: 'HTTP', http: { port: 1, scheme: 'https', statuses: [200] } },
        check: { type: 'TCP', tcp: { port: 1 } },
        kill_policy: { grace_period: { nanoseconds: 1 } },
        max_completion_time: { nanoseconds: 1 },
        discovery: { visibility: 'CLUSTER', ports: { ports: [{ number: 1 }] } },
        labels: { labels: [{ key: 'a' }] },
        resources: [{ name: 'disk', type: 'SCALAR', disk: { source: { type: 'PATH' } } }],
      }),
    ).toBeUndefined();
  });
});

it('executors are judged by the same rows', () => {
  const info: ExecutorInfo = {
    executor_id: { value: 'e' },
    container: { type: 'MESOS', network_infos: [{ name: 'blue' }] },
  };
  expect(findUnmetWish(executorWishes, info, nothing)?.message).toContain(
    "'container.network_infos[0].name' is refused",
  );
});

it('so is whatever container the containerizer is handed', () => {
  const config = { environment: {}, directory: '/s', resources: [] };
  const container: ContainerInfo = { type: 'MESOS', tty_info: {} };
  const secret = { type: 'REFERENCE' as const };
  const variables = [{ name: 'A', type: 'SECRET' as const, secret }];
  const messageOf = (more: object): string | undefined =>
    findUnmetContainerWish({ ...config, ...more }, nothing)?.message;
  expect(messageOf({})).toBeUndefined();
  expect(messageOf({ container })).toContain("'container.tty_info' is refused");
  expect(messageOf({ command: { value: 'x', environment: { variables } } })).toContain(
    'secret.type',
  );
  expect(messageOf({ limits: { mem: { value: 1 } } })).toContain("'cgroups/mem' isolator");
  const resources = [{ name: 'disk', type: 'SCALAR', disk: { persistence: { id: 'v' } } }];
  expect(messageOf({ resources })).toContain("'resources[0].disk.persistence' is refused");
});

it('limits are for agents with cgroups', () => {
  const limits = { mem: { value: 64 } };
  expect(findLimitsFault(undefined, nothing)).toBeUndefined();
  expect(findLimitsFault(limits, nothing)).toContain('Memory limits can only be set');
  expect(findLimitsFault({ ...limits, cpus: { value: 1 } }, nothing)).toContain('CPU limits can');
  expect(findLimitsFault(limits, new Set(['cgroups/mem']))).toBeUndefined();
});

it('containers are judged by the table of their kind', () => {
  const docker = { image: 'i', network: 'BRIDGE' as const };
  const container: ContainerInfo = { type: 'DOCKER', docker, hostname: 'h' };
  const refusal = (more: Partial<ContainerInfo>, abilities: readonly string[]) =>
    refusalOf({ container: { ...container, ...more } }, new Set(abilities));
  expect(refusal({}, ['Docker containerizer'])).toBeUndefined();
  expect(refusal({}, ['network/cni'])).toContain("'container.type' is refused");
  expect(refusal({ tty_info: {} }, ['Docker containerizer', 'I/O switchboard'])).toBeUndefined();
  expect(refusal({ linux_info: {} }, ['Docker containerizer'])).toContain(
    'it has no way to do that with Docker; leave it out',
  );
  expect(refusal({ type: 'MESOS' }, ['Docker containerizer'])).toContain("'container.hostname'");
});

it('Docker containers are known to be nobody here', () => {
  const unmet = findUnmetWish(taskWishes, taskWithDocker(), nothing)!;
  expect(unsupported(unmet)).toMatchObject({ ok: false, cause: 'unsupported' });
});

function taskWithDocker(): TaskInfo {
  const container: ContainerInfo = { type: 'DOCKER', docker: { image: 'alpine' } };
  return { name: 't', task_id: { value: 't' }, agent_id: { value: 's' }, container };
}
