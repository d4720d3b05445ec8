/** A real framework that gets no offers, and a master and agents that say why. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { userInfo } from 'node:os';
import { Scheduler, type mesos } from '../../src/scheduler/index.ts';
import { Cluster, type Program, eventually } from '../support/cluster.ts';

interface Explained {
  readonly summary: string;
  readonly offers: readonly {
    readonly reasons: readonly { readonly reason: string; readonly agents: number }[];
    readonly recent_cycles: { readonly cycles: readonly { readonly given: number }[] };
  }[];
}

describe('/explain', () => {
  let cluster: Cluster;
  let master: Program;
  let scheduler: Scheduler | undefined;
  let frameworkId: string | undefined;
  let offers: mesos.Offer[];

  beforeEach(async () => {
    cluster = new Cluster();
    offers = [];
    master = await cluster.startMaster({ flags: ['--registry=in_memory'] });
    const resources = ['--resources=cpus:2;mem:512;disk:0;ports:[]'];
    await cluster.startAgent(master, { name: 'plain', flags: resources });
    const gpus = ['--resources=cpus:2;mem:512;disk:0;ports:[];gpus:2'];
    await cluster.startAgent(master, { name: 'gpus', flags: gpus });
    await eventually('both agents are registered', async () => {
      const { slaves } = (await master.getJson('/slaves')) as { readonly slaves: unknown[] };
      return slaves.length === 2;
    });
    scheduler = new Scheduler({
      master: master.address,
      framework: { user: userInfo().username, name: 'picky', failover_timeout: 0 },
      handlers: {
        subscribed: (subscribed) => void (frameworkId = subscribed.frameworkId),
        offers: (given) => void offers.push(...given),
      },
    });
    scheduler.start();
  }, 60_000);

  afterEach(async () => {
    await scheduler?.stop({ mode: 'disconnect' });
    await cluster.stop();
  });

  async function explained(): Promise<Explained> {
    return (await master.getJson(`/explain/framework/${frameworkId}`)) as Explained;
  }

  const reasons = async (): Promise<string[]> =>
    (await explained()).offers[0]!.reasons.map(({ reason, agents }) => `${reason} ${agents}`);

  it('tells a framework of its filters, its missing capability, its silence and its end', async () => {
    const [offer] = await eventually('an offer of the plain agent', () =>
      offers.length > 0 ? offers : undefined,
    );
    expect(await reasons()).toEqual(
      expect.arrayContaining(['MISSING_CAPABILITY 1', 'NOTHING_LEFT 1']),
    );

    scheduler!.decline([offer!], { refuse_seconds: 3_600 });
    const refused = await eventually('the refusal is told', async () => {
      const answer = await explained();
      return answer.summary.includes('refused by the framework') ? answer : undefined;
    });
    expect(refused.summary).toMatch(
      /^Framework \S+ \(picky\) is connected\. In role \* it holds something on 0 agents\. Of 2 agents: /,
    );
    expect(refused.summary).toMatch(
      /1 refused by the framework \(until 20\d\d-\d\d-\d\dT[\d:]{8}Z\)/,
    );
    expect(refused.summary).toMatch(
      '1 with GPUs, which are for frameworks with the capability GPU_RES',
    );
    // The cycle that found its refusal was noted, because somebody had asked.
    await eventually('a cycle is told of', async () => {
      const [{ recent_cycles: recent } = undefined!] = (await explained()).offers;
      return recent.cycles.some(({ given }) => given === 0);
    });

    scheduler!.suppress();
    await eventually('the silence is told', async () => (await reasons()).includes('SUPPRESSED 2'));
    await scheduler!.stop({ mode: 'teardown' });
    await eventually('the end is told', async () => {
      const { summary } = await explained();
      return summary.endsWith('has ended and gets no offers.');
    });
  }, 60_000);
});
