/** A real agent that lends more than it has, and ends who has borrowed of it. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Scheduler, type mesos } from '../../src/scheduler/index.ts';
import { Cluster, eventually } from '../support/cluster.ts';

type Resource = mesos.Resource;

const estimator = 'org_apache_mesos_FixedResourceEstimator';
const controller = 'org_apache_mesos_LoadQoSController';

/** As documents of Mesos write it: one value where a list is wanted. */
const modules = {
  libraries: [
    {
      file: '/usr/local/lib64/libfixed_resource_estimator.so',
      modules: { name: estimator, parameters: { key: 'resources', value: 'cpus:2' } },
    },
    {
      file: '/usr/local/lib64/libload_qos_controller.so',
      // Every load is above it.
      modules: { name: controller, parameters: { key: 'load_threshold_5min', value: '-1' } },
    },
  ],
};

const flags = [
  '--resources=cpus:4;mem:1024;disk:1024',
  '--no-switch_user',
  `--resource_estimator=${estimator}`,
  `--qos_controller=${controller}`,
  `--modules=${JSON.stringify(modules)}`,
];

const revocableAware = ['PARTITION_AWARE', 'REVOCABLE_RESOURCES'] as const;

let cluster: Cluster;
const schedulers: Scheduler[] = [];

beforeEach(() => (cluster = new Cluster()));
afterEach(async () => {
  await Promise.all(schedulers.splice(0).map((one) => one.stop({ mode: 'teardown' })));
  await cluster.stop();
});

function cpusOf(offer: mesos.Offer, isLent: boolean): number {
  return (offer.resources ?? [])
    .filter(({ name, revocable }) => name === 'cpus' && (revocable !== undefined) === isLent)
    .reduce((sum, { scalar }) => sum + (scalar?.value ?? 0), 0);
}

it('lends as revocable, and calls back under load what it lends and nothing else', async () => {
  const master = await cluster.startMaster({ flags: ['--allocation_interval=100ms'] });
  const agent = await cluster.startAgent(master, { flags });
  const offers: mesos.Offer[] = [];
  const statuses: mesos.TaskStatus[] = [];
  const scheduler = new Scheduler({
    master: master.address,
    framework: {
      user: 'root',
      name: 'borrower',
      capabilities: revocableAware.map((type) => ({ type })),
    },
    handlers: {
      offers: (more) => void offers.push(...more),
      rescinded: (id) =>
        void offers.splice(0, offers.length, ...offers.filter((one) => one.id.value !== id)),
      update: (status) => void statuses.push(status),
    },
  });
  schedulers.push(scheduler);
  scheduler.start();
  const take = (what: string, fits: (offer: mesos.Offer) => boolean): Promise<mesos.Offer> =>
    eventually(what, () => {
      const place = offers.findIndex(fits);
      return place === -1 ? undefined : offers.splice(place, 1)[0];
    });
  const run = (id: string, offer: mesos.Offer, resources: Resource[]): void =>
    scheduler.launch(offer, [
      { name: id, task_id: { value: id }, command: { value: 'sleep 1000' }, resources },
    ]);
  const cpus: Resource = { name: 'cpus', type: 'SCALAR', scalar: { value: 0.5 } };
  const mem: Resource = { name: 'mem', type: 'SCALAR', scalar: { value: 32 } };
  const until = (id: string, state: string): Promise<mesos.TaskStatus> =>
    eventually(`${id} is ${state}`, () =>
      statuses.find((one) => one.task_id.value === id && one.state === state),
    );

  run('own', await take('an offer of what it has', (one) => cpusOf(one, false) >= 1), [cpus, mem]);
  await until('own', 'TASK_RUNNING');
  const lent = await take('an offer of what it lends', (one) => cpusOf(one, true) === 2);
  const { slaves } = (await master.getJson('/state')) as { slaves: { resources: object }[] };
  expect(slaves[0]!.resources).toMatchObject({ cpus: 4, cpus_revocable: 2 });
  run('borrowed', lent, [{ ...cpus, revocable: {} }]);
  expect(await until('borrowed', 'TASK_GONE')).toMatchObject({
    source: 'SOURCE_AGENT',
    reason: 'REASON_CONTAINER_PREEMPTED',
    message: 'Container preempted by QoS correction',
  });
  expect(statuses.filter(({ task_id }) => task_id.value === 'own').at(-1)!.state).toBe(
    'TASK_RUNNING',
  );
  expect(await agent.getJson('/metrics/snapshot')).toMatchObject({
    'slave/executors_preempted': 1,
    'slave/cpus_revocable_total': 2,
    'slave/cpus_revocable_used': 0,
  });
}, 120_000);
