import { describe, expect, it } from 'vitest';
import type { ExecutorInfo, TaskInfo } from '../../../protocol/generated/mesos.ts';
import type { PodDefinition } from '../../model/pod.ts';
import { testOptions } from '../../test-support/test-marathon.ts';
import { groupOfPod } from './pod-group.ts';
import { aContainer, anInstance, anOffer, aPod, scalar } from './test-support.ts';

function groupOf(
  pod: PodDefinition,
  hostPorts: readonly (readonly (number | undefined)[])[] = [],
  envVarsPrefix?: string,
): { executor: ExecutorInfo; tasks: TaskInfo[] } {
  const instance = anInstance(anOffer(), {
    id: 'pod.instance-1',
    runSpecId: '/pod',
    tasks: pod.containers.map(({ name }, index) => ({
      taskId: `pod.instance-1.${name}.1`,
      container: name,
      condition: 'Provisioned',
      stagedAt: 0,
      hostPorts: hostPorts[index] ?? [],
      ipAddresses: [],
    })),
  });
  return groupOfPod({
    pod,
    instance,
    parts: pod.containers.map(({ resources }) => [scalar('cpus', resources.cpus)]),
    executorResources: [scalar('cpus', 0.1)],
    enforcesRole: true,
    options: { ...testOptions, envVarsPrefix },
  });
}

const variablesOf = ({ command }: TaskInfo): Record<string, string | undefined> =>
  Object.fromEntries(
    (command?.environment?.variables ?? []).map(({ name, value }) => [name, value]),
  );

const endpoint = { name: 'http-api', protocol: ['tcp'], labels: {}, networkNames: [] };
const bridge = [{ mode: 'container/bridge' as const, labels: {} }];

describe('the group of a pod', () => {
  it('is an executor with its amounts and labels, and a task for each container', () => {
    const pod = aPod({
      labels: { team: 'a' },
      containers: [
        aContainer({ labels: { part: 'web' }, lifecycle: { killGracePeriodSeconds: 3 } }),
        aContainer({ name: 'side', resourceLimits: { mem: 'unlimited' }, user: 'www' }),
      ],
      user: 'root',
    });
    const { executor, tasks } = groupOf(pod);
    expect(executor).toEqual({
      type: 'DEFAULT',
      executor_id: { value: 'pod.instance-1' },
      resources: [scalar('cpus', 0.1)],
      container: { type: 'MESOS', linux_info: { share_cgroups: false } },
      labels: { labels: [{ key: 'team', value: 'a' }] },
    });
    expect(tasks).toMatchObject([
      {
        name: 'web',
        task_id: { value: 'pod.instance-1.web.1' },
        command: { shell: true, value: 'sleep 1000', user: 'root' },
        container: { type: 'MESOS', linux_info: { share_cgroups: false } },
        labels: { labels: [{ key: 'part', value: 'web' }] },
        kill_policy: { grace_period: { nanoseconds: 3_000_000_000 } },
        discovery: { visibility: 'FRAMEWORK', name: 'pod', ports: { ports: [] } },
      },
      { name: 'side', command: { user: 'www' }, limits: { mem: { value: Infinity } } },
    ]);
  });

  it('shares cgroups where it is of the older kind', () => {
    const { executor, tasks } = groupOf(aPod({ legacySharedCgroups: true }));
    expect(executor.container?.linux_info).toEqual({});
    expect(tasks[0]!.container?.linux_info).toEqual({ share_cgroups: true });
  });

  it('gives words to the entrypoint of an image, unless they are to stand for it', () => {
    const image = { kind: 'DOCKER' as const, id: 'nginx', labels: {} };
    const command = { argv: ['nginx', '-g'] };
    const commandOf = (container: Partial<PodDefinition['containers'][number]>) => {
      const pod = aPod({ containers: [aContainer(container)] });
      const { environment: _environment, ...rest } = groupOf(pod).tasks[0]!.command!;
      return rest;
    };
    const withValue = { shell: false, value: 'nginx', arguments: ['nginx', '-g'] };
    expect(commandOf({ exec: { command } })).toEqual(withValue);
    expect(commandOf({ exec: { command, overrideEntrypoint: true }, image })).toEqual(withValue);
    expect(commandOf({ exec: { command }, image })).toEqual({
      shell: false,
      arguments: ['nginx', '-g'],
    });
  });

  it('has volumes in the sandbox that all of its containers share', () => {
    const mounts = ['e', 'p', 'h', 's'].map((name) => ({ name, mountPath: `/${name}` }));
    const pod = aPod({
      secrets: { key: { source: '/keys/tls' } },
      volumes: [
        { kind: 'ephemeral', name: 'e' },
        { kind: 'persistent', name: 'p', persistent: { type: 'root', size: 1, constraints: [] } },
        { kind: 'host', name: 'h', host: '/srv' },
        { kind: 'secret', name: 's', secret: 'key' },
      ],
      containers: [
        aContainer({ volumeMounts: [{ ...mounts[0]!, readOnly: true }, ...mounts.slice(1)] }),
      ],
    });
    const inSandbox = (path: string) => ({
      type: 'SANDBOX_PATH',
      sandbox_path: { type: 'PARENT', path },
    });
    const secret = { type: 'REFERENCE', reference: { name: '/keys/tls' } };
    expect(groupOf(pod).tasks[0]!.container?.volumes).toEqual([
      { container_path: '/e', mode: 'RO', source: inSandbox('volumes/e') },
      { container_path: '/p', mode: 'RW', source: inSandbox('p') },
      { container_path: '/h', mode: 'RW', host_path: '/srv' },
      { container_path: '/s', mode: 'RW', source: { type: 'SECRET', secret } },
    ]);
  });
});

describe('what containers of pods are told', () => {
  it('is who they are, and it counts more than what users set', () => {
    const pod = aPod({
      labels: { a: 'pod', b: 'pod' },
      environment: { A: 'pod', B: 'pod', HOST: 'mine' },
      containers: [aContainer({ labels: { b: 'web' }, environment: { B: 'web' } })],
    });
    expect(variablesOf(groupOf(pod).tasks[0]!)).toEqual({
      A: 'pod',
      B: 'web',
      HOST: 'host1',
      MESOS_TASK_ID: 'pod.instance-1.web.1',
      MESOS_EXECUTOR_ID: 'pod.instance-1',
      MARATHON_APP_ID: '/pod',
      MARATHON_APP_VERSION: '1970-01-01T00:00:00.000Z',
      MARATHON_APP_ENFORCE_GROUP_ROLE: 'TRUE',
      MARATHON_APP_LABELS: 'A B',
      MARATHON_APP_LABEL_A: 'pod',
      MARATHON_APP_LABEL_B: 'web',
      MARATHON_CONTAINER_ID: 'web',
      MARATHON_CONTAINER_RESOURCE_CPUS: '0.5',
      MARATHON_CONTAINER_RESOURCE_MEM: '64.0',
      MARATHON_CONTAINER_RESOURCE_DISK: '0.0',
      MARATHON_CONTAINER_RESOURCE_GPUS: '0',
    });
  });

  it('is where all endpoints of the pod are, on the host and inside', () => {
    const containers = [
      aContainer({ endpoints: [{ ...endpoint, containerPort: 80, hostPort: 0 }] }),
      aContainer({ name: 'side', endpoints: [{ ...endpoint, name: 'own', containerPort: 90 }] }),
    ];
    const { executor, tasks } = groupOf(
      aPod({ networks: bridge, containers }),
      [[31_000], [undefined]],
      'my_',
    );
    for (const task of tasks) {
      expect(variablesOf(task)).toMatchObject({
        MY_ENDPOINT_HTTP_API: '80',
        MY_EP_HOST_HTTP_API: '31000',
        MY_EP_CONTAINER_HTTP_API: '80',
        MY_ENDPOINT_OWN: '90',
        MY_EP_CONTAINER_OWN: '90',
      });
      expect(variablesOf(task)).not.toHaveProperty('MY_EP_HOST_OWN');
    }
    // The port inside is the same where it is left open.
    const open = [aContainer({ endpoints: [{ ...endpoint, hostPort: 0 }] })];
    const same = groupOf(aPod({ networks: bridge, containers: open }), [[31_001]]);
    expect(same.executor.container?.network_infos?.[0]?.port_mappings).toEqual([
      { host_port: 31_001, container_port: 31_001, protocol: 'tcp' },
    ]);
    expect(executor.container?.network_infos).toEqual([
      {
        name: 'mesos-bridge',
        ip_addresses: [{}],
        port_mappings: [{ host_port: 31_000, container_port: 80, protocol: 'tcp' }],
      },
    ]);
    expect(tasks[0]!.discovery?.ports?.ports).toEqual([
      {
        number: 31_000,
        name: 'http-api',
        protocol: 'tcp',
        labels: { labels: [{ key: 'network-scope', value: 'host' }] },
      },
    ]);
  });

  it('is the port of the host on its network', () => {
    const containers = [aContainer({ endpoints: [{ ...endpoint, hostPort: 0 }] })];
    const { tasks } = groupOf(aPod({ containers }), [[31_000]]);
    expect(variablesOf(tasks[0]!)).toMatchObject({
      ENDPOINT_HTTP_API: '31000',
      EP_HOST_HTTP_API: '31000',
    });
    expect(tasks[0]!.discovery?.ports?.ports).toEqual([
      { number: 31_000, name: 'http-api', protocol: 'tcp' },
    ]);
  });
});
