/** /explain and GET_EXPLANATION, asked over HTTP of a master in a bottle. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Authorizer } from '../../../security/authorization.ts';
import { allowAll } from '../../../security/authorization.ts';
import { aFramework, anAgent, storeDelayMs, type TestMaster } from '../../core/test-support.ts';
import { ServedMaster } from '../test-support.ts';

// Whatever the text says; tests look into it field by field.
// oxlint-disable-next-line typescript/no-explicit-any
type Json = any;

let served: ServedMaster;
let master: TestMaster;

async function serve(authorizer: Authorizer = allowAll): Promise<void> {
  served = await new ServedMaster({ authorizer, authenticators: new Map() }).listen();
  ({ master } = served);
}

beforeEach(() => serve());
afterEach(() => served.close());

async function ask(path: string, status = 200): Promise<Json> {
  const answer = await served.fetch(path);
  expect(answer.status).toBe(status);
  return answer.json();
}

function addAgent(number: number, text = 'cpus:4;mem:1024', hostname = `h${number}`): void {
  const pid = `slave(1)@10.0.0.${number}:5051`;
  master.register(pid, { ...anAgent(text), hostname });
  master.advance(2 * storeDelayMs);
}

const reasonsOf = ({ offers }: Json): unknown =>
  offers[0].reasons.map(({ reason, agents }: Json) => `${reason} ${agents}`);

describe('/explain/framework/<id>', () => {
  it('says of agents that it refused until when, of others what they lack', async () => {
    const framework = master.subscribe(aFramework({ name: 'web' }));
    addAgent(1);
    master.call(framework, {
      type: 'DECLINE',
      decline: { offer_ids: framework.offers.map(({ id }) => id), filters: { refuse_seconds: 60 } },
    });
    addAgent(2, 'cpus:0.001;mem:1');
    addAgent(3, 'cpus:4;mem:1024;gpus:1');
    const answer = await ask(`/explain/framework/${framework.id}`);
    expect(reasonsOf(answer)).toEqual(['REFUSED 1', 'MIN_ALLOCATABLE 1', 'MISSING_CAPABILITY 1']);
    const until = '1970-01-01T00:17:40Z';
    expect(answer.summary).toBe(
      `Framework ${framework.id} (web) is connected. In role * it holds something on 0 agents. Of 3 agents: ` +
        `1 refused by the framework (until ${until}); ` +
        '1 with less free than 0.01 cpus or 32 mem; ' +
        '1 with GPUs, which are for frameworks with the capability GPU_RESOURCES.',
    );
    const refused = answer.offers[0].reasons[0];
    expect(refused.examples).toEqual([
      { agent_id: 'M1-S0', hostname: 'h1', refused: { cpus: 4, mem: 1024 }, until },
    ]);
    expect(answer.framework).toEqual({
      id: framework.id,
      name: 'web',
      state: 'active',
      roles: ['*'],
      suppressed_roles: [],
    });
  });

  it('tells of cycles since somebody asked first', async () => {
    const { id } = master.subscribe();
    const before = await ask(`/explain/framework/${id}`);
    expect(before.offers[0].recent_cycles).toMatchObject({
      summary: expect.stringMatching(/^No cycle was noted since /),
      cycles: [],
    });
    addAgent(1);
    addAgent(2, 'cpus:0.001;mem:1');
    const { recent_cycles: recent } = (await ask(`/master/explain/framework/${id}`)).offers[0];
    expect(recent.summary).toMatch(
      /^In the last 2 cycles since .* given something of 1 of 2 agents/,
    );
    expect(recent.cycles).toMatchObject([
      { agents: 1, given: 1, reasons: [] },
      { agents: 1, given: 0, reasons: [{ reason: 'MIN_ALLOCATABLE', agents: 1 }] },
    ]);
  });

  it('says who has what, and who comes first', async () => {
    const greedy = master.subscribe(aFramework({ roles: ['greedy'] }));
    addAgent(1);
    const asking = master.subscribe(aFramework({ roles: ['poor'] }));
    const { summary, offers } = await ask(`/explain/framework/${asking.id}`);
    expect(summary).toMatch(
      `1 with nothing left (offered to or used by framework ${greedy.id} in role greedy).`,
    );
    expect(offers[0].reasons[0].examples[0].held_by).toEqual([
      { framework_id: greedy.id, role: 'greedy', share: 1, role_share: 1 },
    ]);
  });

  it('says of agents that are drained, deactivated, or not on the whitelist', async () => {
    const { id } = master.subscribe();
    for (const number of [1, 2, 3]) addAgent(number);
    master.core.allocator.deactivateAgent('M1-S0', 'draining');
    master.core.allocator.deactivateAgent('M1-S1', 'maintenance');
    master.core.allocator.updateWhitelist(new Set(['elsewhere']));
    const { summary } = await ask(`/explain/framework/${id}`);
    expect(summary).toMatch('2 kept from everybody (draining, maintenance)');
    expect(summary).toMatch('1 not on the --whitelist');
  });

  it('says what quota leaves', async () => {
    const limits = new Map([
      ['cpus', 2_000],
      ['mem', 10_000],
    ]);
    master.core.allocator.setQuota('r', { guarantees: new Map(), limits });
    const framework = master.subscribe(aFramework({ roles: ['r'] }));
    addAgent(1);
    addAgent(2);
    const { summary, roles } = await ask(`/explain/framework/${framework.id}`);
    expect(summary).toMatch("beyond the limit of the role's quota, which leaves nothing");
    expect(roles[0].quota).toEqual({
      guarantees: {},
      limits: { cpus: 2, mem: 10 },
      consumed: { cpus: 2, mem: 10 },
    });
  });

  it('says that it suppressed, is away, has ended, or is not known', async () => {
    const framework = master.subscribe(aFramework({ failover_timeout: 1_000 }));
    const { id } = framework;
    addAgent(1);
    master.call(framework, { type: 'SUPPRESS', suppress: {} });
    expect((await ask(`/explain/framework/${id}`)).summary).toMatch(
      'is connected and has suppressed all its roles. In role * it holds something on 1 agent. Of 1 agent: 1 not offered, because the framework suppressed this role',
    );
    master.disconnect(framework);
    expect((await ask(`/explain/framework/${id}`)).summary).toMatch(
      /is not connected, and gets no offers until it subscribes again\..* 1 not offered, because the framework is not connected\.$/,
    );
    master.advance(1_000_000);
    expect(await ask(`/explain/framework/${id}`)).toMatchObject({
      summary: `Framework ${id} (test) has ended and gets no offers.`,
      framework: { state: 'completed' },
    });
    expect(await ask('/explain/framework/none', 404)).toEqual({
      summary: 'No framework none is known: it never subscribed, or ended long ago.',
    });
  });
});

describe('/explain/role/<role>', () => {
  it('takes roles with slashes', async () => {
    const { id } = master.subscribe(aFramework({ name: 'web', roles: ['eng/web'] }));
    addAgent(1);
    const { summary, roles, offers } = await ask('/explain/role/eng/web');
    expect(summary).toMatch(
      `1 framework in role eng/web, which has 4 cpus and 1024 mem. Framework ${id}: In role eng/web it holds something on 1 agent.`,
    );
    expect(roles).toMatchObject([{ role: 'eng/web', weight: 1, place: 1, place_of: 1 }]);
    expect(offers).toMatchObject([{ framework_id: id, holds_on_agents: 1 }]);
  });

  it('says when nobody is in it, and refuses what is no role', async () => {
    expect((await ask('/explain/role/nobody')).summary).toBe(
      'No framework is subscribed to role nobody, and nothing is offered to it.',
    );
    expect((await ask('/explain/role/a/-b', 400)).summary).toMatch(/'-b'/);
  });
});

describe('/explain/agent/<id>', () => {
  it('says what it has and why nobody gets it', async () => {
    const framework = master.subscribe(aFramework(), ['*']);
    addAgent(1);
    const answer = await ask('/explain/agent/M1-S0');
    expect(answer).toMatchObject({
      summary:
        'Agent M1-S0 (h1) has 4 cpus and 1024 mem free. Why not of frameworks in roles: SUPPRESSED for 1.',
      agent: { id: 'M1-S0', hostname: 'h1', free: { cpus: 4, mem: 1024 } },
      offers: [{ framework_id: framework.id, reasons: [{ reason: 'SUPPRESSED', agents: 1 }] }],
    });
    expect(answer.offers[0].recent_cycles).toBeUndefined();
  });

  it('says when its machine will be away', async () => {
    master.subscribe();
    addAgent(1);
    const window =
      '{"machine_ids":[{"hostname":"h1","ip":"10.0.0.1"}],"unavailability":{"start":{"nanoseconds":1796035741123456789}}}';
    const body = `{"windows":[${window}]}`;
    const scheduled = served.fetch('/master/maintenance/schedule', { method: 'POST', body });
    await expect
      .poll(async () => {
        master.advance(storeDelayMs);
        return ((await ask('/explain/agent/M1-S0')) as Json).agent.unavailability;
      })
      .toEqual({ start: { nanoseconds: expect.closeTo(1_796_035_741_123_456_789, -3) as number } });
    expect((await scheduled).status).toBe(200);
  });

  it('says where it is when it is away', async () => {
    addAgent(1);
    master.breakConnection('slave(1)@10.0.0.1:5051');
    master.advance(700_000);
    expect((await ask('/explain/agent/M1-S0')).summary).toBe(
      'Agent M1-S0 is unreachable: nothing of it is offered.',
    );
    expect(await ask('/explain/agent/none', 404)).toEqual({ summary: 'No agent none is known.' });
  });
});

it.each(['/explain', '/explain/', '/explain/cluster/x', '/explain/framework/'])(
  '%s is answered with what may be asked',
  async (path) => {
    const answer = await served.fetch(path);
    expect([answer.status, await answer.text()]).toEqual([
      400,
      'Expecting /explain/framework/<id>, /explain/role/<role> or /explain/agent/<id>',
    ]);
  },
);

describe('what is not theirs to see', () => {
  it('is not told', async () => {
    await served.close();
    await serve({
      allows: (_, { action, object }) =>
        action === 'VIEW_FRAMEWORK'
          ? object?.frameworkInfo?.name !== 'secret'
          : action !== 'VIEW_ROLE' || object?.value !== 'hidden',
    });
    const secret = master.subscribe(aFramework({ name: 'secret', roles: ['hidden'] }));
    addAgent(1);
    const { id } = master.subscribe(aFramework({ roles: ['open'] }));
    const text = JSON.stringify(await ask(`/explain/framework/${id}`));
    expect(text).toMatch('offered to or used by somebody else');
    expect(text).not.toMatch(/hidden|secret/);
    expect(text).not.toMatch(`${secret.id}"`);
    await ask(`/explain/framework/${secret.id}`, 404);
    await ask('/explain/role/hidden', 404);
    expect((await ask('/explain/agent/M1-S0')).offers).toMatchObject([{ framework_id: id }]);
  });
});

describe('GET_EXPLANATION', () => {
  function call(body: unknown, accept = 'application/json'): Promise<[number, string]> {
    return send(JSON.stringify(body), accept);
  }

  async function send(body: string, accept = 'application/json'): Promise<[number, string]> {
    const headers = { 'content-type': 'application/json', accept };
    const answer = await served.fetch('/api/v1', { method: 'POST', headers, body });
    return [answer.status, await answer.text()];
  }

  it('answers the same in JSON', async () => {
    const { id } = master.subscribe();
    addAgent(1);
    for (const [message, path] of [
      [{ framework_id: { value: id } }, `framework/${id}`],
      [{ role: '*' }, 'role/*'],
      [{ agent_id: { value: 'M1-S0' } }, 'agent/M1-S0'],
    ] as const) {
      const expected = await ask(`/explain/${path}`);
      const [status, text] = await call({ type: 'GET_EXPLANATION', get_explanation: message });
      expect([status, JSON.parse(text)]).toEqual([
        200,
        { type: 'GET_EXPLANATION', get_explanation: expected },
      ]);
    }
  });

  it('is known by its name, however JSON writes it', async () => {
    const message =
      '{"type":"GET_\\u0045XPLANATION","get_explanation":{"framework_id":{"value":"f"}}}';
    expect(await send(message)).toEqual([404, expect.stringContaining('No framework f is known')]);
  });

  it('is refused when it asks for nothing, too much, what is not known, or protobuf', async () => {
    const fault = 'Failed to validate master::Call: ';
    expect(await call({ type: 'GET_EXPLANATION' })).toEqual([
      400,
      `${fault}Expecting 'get_explanation' to be present`,
    ]);
    for (const message of [{}, { role: 'a', framework_id: { value: 'f' } }, { role: 7 }]) {
      expect(await call({ type: 'GET_EXPLANATION', get_explanation: message })).toEqual([
        400,
        `${fault}Expecting one of 'framework_id', 'agent_id' (with a 'value') and 'role'`,
      ]);
    }
    const unknown = { framework_id: { value: 'f' } };
    expect(await call({ type: 'GET_EXPLANATION', get_explanation: unknown })).toEqual([
      404,
      'No framework f is known: it never subscribed, or ended long ago',
    ]);
    expect(
      (
        await call({ type: 'GET_EXPLANATION', get_explanation: unknown }, 'application/x-protobuf')
      )[0],
    ).toBe(406);
  });
});
