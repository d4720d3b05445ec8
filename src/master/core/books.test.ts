/** Books that do not agree stop the master, instead of giving something out twice. */
import { describe, expect, it } from 'vitest';
import { Resources } from '../../resources/resources.ts';
import { takeOffer } from './offers/offers.ts';
import { freeResources } from './tasks/tasks.ts';
import { aFramework, aTask, launchOf, resources, TestMaster } from './test-support.ts';

function running(): {
  master: TestMaster;
  free: (text: string) => void;
  take: () => Resources;
} {
  const master = new TestMaster();
  const agentId = master.addAgent();
  const framework = master.subscribe(aFramework());
  master.advance(2_000);
  const [offer] = framework.offers;
  master.accept(framework, [offer!], launchOf(aTask('t', offer!, 'cpus:1;mem:32')));
  master.advance(2_000);
  const agent = master.state.agents.get(agentId)!;
  const [again] = agent.offers;
  return {
    master,
    free: (text) => {
      const held = Resources.fromMessages(resources(text)).allocate('*');
      freeResources(master.core, framework.record!, agent, held);
    },
    take: () => takeOffer(master.core, again!),
  };
}

describe('books', () => {
  it('give an offer back once', () => {
    const { take } = running();
    expect(take().cpus).toBe(3);
    expect(take).toThrow('Invariant broken');
  });

  it('free what is used, and no more', () => {
    const { free } = running();
    free('cpus:0.5');
    expect(() => free('cpus:0.6')).toThrow('Invariant broken: cpus(allocated: *):0.5');
  });
});
