import { describe, expect, it } from 'vitest';
import { Resources } from '../../resources/resources.ts';
import { TestMaster, aFramework, aTask, launchOf } from './test-support.ts';

/** The example with which Mesos' own documents explain resource offers. */
function cluster() {
  const master = new TestMaster();
  master.addAgent('slave(1)@10.0.0.1:5051', 'cpus:4;mem:4096');
  const first = master.subscribe(aFramework({ name: 'framework 1', roles: ['one'] }));
  master.advance(0);
  const second = master.subscribe(aFramework({ name: 'framework 2', roles: ['two'] }));
  return { master, first, second };
}

const sizeOf = (resources: Parameters<typeof Resources.fromMessages>[0]) => {
  const { cpus, mem } = Resources.fromMessages(resources);
  return { cpus, mem };
};

describe('an agent with 4 cpus and 4 GB', () => {
  it('is offered to framework 1 as a whole', () => {
    const { first, second } = cluster();
    expect(first.offers.map((offer) => sizeOf(offer.resources))).toEqual([{ cpus: 4, mem: 4096 }]);
    expect(second.offers).toEqual([]);
  });

  it('is offered to framework 2 as far as the tasks of framework 1 leave something', () => {
    const { master, first, second } = cluster();
    const [offer] = first.offers;
    const tasks = [
      aTask('task 1', offer!, 'cpus:2;mem:1024'),
      aTask('task 2', offer!, 'cpus:1;mem:2048'),
    ];
    master.accept(first, [offer!], launchOf(...tasks));
    const sent = master.sentTo('slave(1)@10.0.0.1:5051', 'RunTaskMessage');
    expect(sent.map(({ message }) => message.task.task_id.value)).toEqual(['task 1', 'task 2']);
    master.advance(1_000);
    expect(second.offers.map(({ resources }) => sizeOf(resources))).toEqual([
      { cpus: 1, mem: 1024 },
    ]);
  });

  it('goes to framework 2 when framework 1 refuses', () => {
    const { master, first, second } = cluster();
    master.call(first, {
      type: 'DECLINE',
      decline: { offer_ids: [first.offers[0]!.id], filters: { refuse_seconds: 60 } },
    });
    first.forget();
    master.advance(1_000);
    expect(second.offers.map(({ resources }) => sizeOf(resources))).toEqual([
      { cpus: 4, mem: 4096 },
    ]);
    expect(first.offers).toEqual([]);
  });

  it('comes back to framework 1 when its refusal has run out', () => {
    const { master, first, second } = cluster();
    const refuse = { refuse_seconds: 60 };
    const decline = (framework: typeof first, filters: { refuse_seconds: number }) =>
      master.call(framework, {
        type: 'DECLINE',
        decline: { offer_ids: framework.offers.slice(-1).map(({ id }) => id), filters },
      });
    decline(first, refuse);
    master.advance(1_000);
    decline(second, { refuse_seconds: 3600 });
    first.forget();
    master.advance(50_000);
    expect(first.offers).toEqual([]);
    master.advance(12_000);
    expect(first.offers.map(({ resources }) => sizeOf(resources))).toEqual([
      { cpus: 4, mem: 4096 },
    ]);
  });
});
