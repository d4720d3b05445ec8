/** Pods of a real Marathon, under the default executor of a real agent. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MarathonCluster } from '../support/marathon.ts';

interface PodContainer {
  readonly name: string;
  readonly status: string;
  readonly containerId: string;
  readonly conditions: readonly { readonly name: string; readonly value: string }[];
  readonly endpoints: readonly { readonly name: string; readonly allocatedHostPort?: number }[];
}

interface PodStatus {
  readonly id: string;
  readonly status: string;
  readonly instances: readonly {
    readonly id: string;
    readonly status: string;
    readonly agentHostname: string;
    readonly containers: readonly PodContainer[];
  }[];
}

const resources = { cpus: 0.1, mem: 32 };

describe('pods of a real Marathon', () => {
  const mesos = new MarathonCluster();

  beforeAll(() =>
    mesos.start({
      agents: [{ flags: ['--resources=cpus:8;mem:4000;disk:4000;ports:[31500-31599]'] }],
    }),
  );
  afterAll(() => mesos.stop());

  const at = (name: string): string => join(mesos.cluster.directory, name);
  const shell = (text: string): object => ({ exec: { command: { shell: text } } });

  const status = (id: string): Promise<PodStatus> => mesos.get(`/v2/pods/${id}::status`);

  const stable = (id: string, instances: number): Promise<PodStatus> =>
    mesos.until(`${id} is stable with ${instances}`, async () => {
      const found = await status(id);
      return found.status === 'STABLE' && found.instances.length === instances ? found : undefined;
    });

  const written = (name: string): Promise<string> =>
    mesos.until(`${name} is written`, () => {
      const text = existsSync(at(name)) ? readFileSync(at(name), 'utf8') : '';
      return text.endsWith('\n') ? text : undefined;
    });

  /** One listens, the other tells what it knows of it. */
  const duo = (version: string): object => ({
    id: '/duo',
    environment: { VERSION: version },
    scaling: { kind: 'fixed', instances: 1 },
    containers: [
      {
        ...{ name: 'first', resources, ...shell('exec sleep 1000') },
        endpoints: [{ name: 'web', hostPort: 0, protocol: ['tcp'] }],
      },
      {
        ...{ name: 'second', resources },
        ...shell(
          `echo "$EP_HOST_WEB $MARATHON_CONTAINER_ID" > ${at('told')}-$VERSION; exec sleep 1000`,
        ),
        healthCheck: {
          ...shell(`test -e ${at('told')}-$VERSION`),
          ...{ gracePeriodSeconds: 60, intervalSeconds: 2, timeoutSeconds: 1, delaySeconds: 0 },
        },
      },
    ],
    upgrade: { minimumHealthCapacity: 0, maximumOverCapacity: 0 },
    backoff: { backoff: 0.1, backoffFactor: 1, maxLaunchDelay: 1 },
  });

  it('know where they are, are checked, and are made new', async () => {
    await mesos.accepted('POST', '/v2/pods', duo('one'));
    await mesos.settled();
    const [instance] = (await stable('duo', 1)).instances;
    expect(instance!.containers.map(({ name, status: is }) => [name, is])).toEqual([
      ['first', 'TASK_RUNNING'],
      ['second', 'TASK_RUNNING'],
    ]);
    const [first, second] = instance!.containers;
    expect(second!.conditions).toMatchObject([{ name: 'healthy', value: 'true' }]);
    expect(second!.containerId).toBe(`${instance!.id}.second.1`);
    const port = first!.endpoints[0]!.allocatedHostPort;
    expect(await written('told-one')).toBe(`${port} second\n`);

    await mesos.accepted('PUT', '/v2/pods/duo', duo('two'));
    await mesos.settled();
    const [after] = (await stable('duo', 1)).instances;
    expect(after!.id).not.toBe(instance!.id);
    expect(await written('told-two')).toMatch(/^\d+ second\n$/u);
    const versions = await mesos.get<readonly string[]>('/v2/pods/duo::versions');
    expect(versions).toHaveLength(2);
    const environments = versions.map(
      async (version) =>
        (await mesos.get<{ environment: { VERSION: string } }>(`/v2/pods/duo::versions/${version}`))
          .environment.VERSION,
    );
    expect((await Promise.all(environments)).toSorted()).toEqual(['one', 'two']);

    expect((await mesos.call('DELETE', '/v2/pods/duo')).status).toBe(202);
    await mesos.settled();
    expect((await mesos.call('GET', '/v2/pods/duo::status')).status).toBe(404);
    const { tasks } = (await mesos.master.getJson('/tasks')) as { tasks: { state: string }[] };
    expect(tasks.filter(({ state }) => state === 'TASK_RUNNING')).toEqual([]);
  });

  it('end as a whole when one of their containers does, and start again', async () => {
    const ends = at('ends');
    await mesos.accepted('POST', '/v2/pods', {
      id: '/whole',
      containers: [
        { name: 'stays', resources, ...shell('exec sleep 1000') },
        {
          name: 'ends',
          resources,
          ...shell(`until test -e ${ends}; do sleep 0.1; done; rm ${ends}; exit 7`),
        },
      ],
      scaling: { kind: 'fixed', instances: 1 },
      backoff: { backoff: 0.1, backoffFactor: 1, maxLaunchDelay: 1 },
    });
    await mesos.settled();
    const [before] = (await stable('whole', 1)).instances;
    const idsOf = ({ containers }: PodStatus['instances'][number]): string[] =>
      containers.map(({ containerId }) => containerId);
    writeFileSync(ends, '');
    const after = await mesos.until('both are new', async () => {
      const found = await status('whole');
      const [instance] = found.instances;
      const isNew =
        found.status === 'STABLE' && idsOf(instance!).every((id) => !idsOf(before!).includes(id));
      return isNew ? instance : undefined;
    });
    expect(after!.containers.map(({ status: is }) => is)).toEqual(['TASK_RUNNING', 'TASK_RUNNING']);
  });

  it('are scaled, and lose the instances that are named', async () => {
    const pod = await mesos.get<{ scaling: object }>('/v2/pods/whole');
    const scaling = { kind: 'fixed', instances: 2 };
    await mesos.accepted('PUT', '/v2/pods/whole', { ...pod, scaling });
    await mesos.settled();
    const { instances } = await stable('whole', 2);
    const [victim, other] = instances;
    const killed = await mesos.call('DELETE', `/v2/pods/whole::instances/${victim!.id}`);
    expect(killed).toMatchObject({ status: 200, body: { instanceId: victim!.id } });
    const running = victim!.containers.map(({ containerId }) => containerId);
    await mesos.until('another one is in its place', async () => {
      const found = await status('whole');
      const ids = found.instances.flatMap(({ containers }) =>
        containers.map(({ containerId }) => containerId),
      );
      const isSo = found.status === 'STABLE' && found.instances.length === 2;
      return isSo && running.every((id) => !ids.includes(id)) ? true : undefined;
    });
    await mesos.accepted('PUT', '/v2/pods/whole', {
      ...pod,
      scaling: { kind: 'fixed', instances: 1 },
    });
    await mesos.settled();
    const all = await mesos.get<readonly PodStatus[]>('/v2/pods::status');
    expect(all.map(({ id }) => id)).toEqual(['/whole']);
    expect(all[0]!.instances.map(({ id }) => id)).toEqual([other!.id]);
    await mesos.accepted('DELETE', '/v2/pods/whole');
    await mesos.settled();
    expect(await mesos.get('/v2/pods')).toEqual([]);
  });
});
