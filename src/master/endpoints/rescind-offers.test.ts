/** Offers that operators take back. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAccess } from '../../manners/index.ts';
import type { Authorizer } from '../../security/authorization.ts';
import { ServedMaster } from './test-support.ts';

let served: ServedMaster;
let mayDo = true;
const authorizer: Authorizer = {
  allows: (_, { action }) => mayDo || action !== 'DEACTIVATE_AGENT',
};

beforeEach(async () => {
  mayDo = true;
  served = await new ServedMaster({ ...openAccess, authorizer }).listen();
});
afterEach(() => served.close());

async function post(form: string, method = 'POST'): Promise<string> {
  const body = method === 'POST' ? { body: form } : {};
  const response = await served.fetch('/master/rescind-offers', { method, ...body });
  return `${response.status} ${await response.text()}`;
}

/** Two agents, each offered to the one framework. */
function aCluster() {
  const { master } = served;
  const framework = master.subscribe();
  const agents = [master.addAgent(), master.addAgent('slave(2)@10.0.0.2:5051')];
  master.clock.advance(2_000);
  return { master, framework, agents };
}

describe('POST /rescind-offers', () => {
  it('takes back one offer, tells its framework, and has it offered again', async () => {
    const { master, framework } = aCluster();
    expect(master.state.offers.size).toBe(2);
    const [offer, other] = [...master.state.offers.values()];
    expect(await post(`offerId=${offer!.id}`)).toBe('200 {"rescinded":1}');
    expect(framework.types).toContain('RESCIND');
    expect([...master.state.offers.keys()]).toEqual([other!.id]);
    expect(offer!.agent.offered.isEmpty()).toBe(true);
    master.clock.advance(2_000);
    expect(master.state.offers.size).toBe(2);
  });

  it('takes back all of an agent, and none of another one', async () => {
    const { master } = aCluster();
    const [offer, other] = [...master.state.offers.values()];
    expect(await post(`slaveId=${offer!.agent.id}`)).toBe('200 {"rescinded":1}');
    expect([...master.state.offers.keys()]).toEqual([other!.id]);
    expect(await post(`slaveId=${offer!.agent.id}`)).toBe('200 {"rescinded":0}');
  });

  it('says what is wrong, and changes nothing', async () => {
    const { master } = aCluster();
    expect(await post('offerId=gone')).toMatch(/^404 There is no outstanding offer 'gone'/);
    expect(await post('slaveId=gone')).toMatch(/^404 There is no agent 'gone' registered here/);
    const either = "400 Expecting either 'offerId' or 'slaveId' in the request body";
    expect(await post('')).toBe(either);
    expect(await post('offerId=a&slaveId=b')).toBe(either);
    expect(await post('offerId=%zz')).toMatch(/^400 Unable to decode/);
    expect(await post(`offerId=${'a'.repeat(70_000)}`)).toMatch(/^413 The form is too large/);
    expect(await post('', 'GET')).toMatch(/^405 /);
    expect(master.state.offers.size).toBe(2);
  });

  it('is for those who may deactivate agents', async () => {
    const { master } = aCluster();
    const [offer] = [...master.state.offers.values()];
    mayDo = false;
    expect(await post(`offerId=${offer!.id}`)).toMatch(/^403 DEACTIVATE_AGENT is not allowed/);
    expect(master.state.offers.size).toBe(2);
  });
});
