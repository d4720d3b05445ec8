import { expect, it } from 'vitest';
import type { Resource } from '../../../protocol/generated/mesos.ts';
import { TestMarathon } from '../../test-support/test-marathon.ts';
import { anOffer, scalar } from '../offers/test-support.ts';
import { frameworkLabel, instanceLabel } from '../offers/selectors.ts';

function reservedFor(framework: string, instance: string, resource: Resource): Resource {
  const labels = [
    { key: frameworkLabel, value: framework },
    { key: instanceLabel, value: instance },
  ];
  return { ...resource, role: 'keepers', reservation: { labels: { labels } } };
}

/** For example when its agent was given up for gone, and comes back. */
it('what is reserved for an instance that nobody knows is given back, but not what is that of another Marathon', () => {
  const test = new TestMarathon({ agents: [] });
  test.mesos.send = (call) => void test.mesos.calls.push(call);
  const volume = {
    ...reservedFor('framework', 'kept.instance-1', scalar('disk', 10)),
    disk: { persistence: { id: 'kept#data#1' }, volume: { container_path: 'data', mode: 'RW' } },
  } as const;
  const cpus = reservedFor('framework', 'kept.instance-1', scalar('cpus', 1));
  const others = reservedFor('another', 'kept.instance-2', scalar('mem', 32));
  test.marathon.receiveOffers([anOffer({ resources: [volume, cpus, others] })]);
  test.run(100);
  const operations = test.mesos.calls.flatMap(({ accept }) => accept?.operations ?? []);
  const { disk: _disk, ...plain } = volume;
  expect(operations).toEqual([
    { type: 'DESTROY', destroy: { volumes: [volume] } },
    { type: 'UNRESERVE', unreserve: { resources: [plain, cpus] } },
  ]);
});
