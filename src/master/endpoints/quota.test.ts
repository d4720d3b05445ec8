/** Quotas, as operators ask for them by the v1 calls and by /quota. */
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../core/decisions.ts';
import { mostQuotas, mostQuotasAtOnce, updateQuotas } from '../core/quota/update.ts';
import { Resources } from '../../resources/resources.ts';
import { TestMaster, aFramework, resources, storeDelayMs } from '../core/test-support.ts';
import { askEndpoint, callOf, requestOf } from './test-support/operators.ts';
import { quotaEndpoint } from './quota.ts';
import { rolesJson } from './roles.ts';
import { contextOf } from './test-support.ts';

const update = (master: TestMaster, ...quota_configs: unknown[]): Promise<string> =>
  callOf(master, 'UPDATE_QUOTA', { quota_configs });

const quota = (master: TestMaster, method: string, body: unknown, rest = ''): Promise<string> =>
  askEndpoint(
    master,
    quotaEndpoint(contextOf(master)),
    requestOf(method, typeof body === 'string' ? body : JSON.stringify(body), {
      route: '/master/quota',
      rest,
    }),
  );

const cpus = (value: number): object => ({ cpus: { value } });

function aCluster(options: ConstructorParameters<typeof TestMaster>[0] = {}): TestMaster {
  const master = new TestMaster(options);
  master.addAgent('slave(1)@10.0.0.1:5051', 'cpus:4;mem:4096');
  return master;
}

describe('UPDATE_QUOTA', () => {
  it('is answered when it is durable, shown everywhere, and outlives the master', async () => {
    const master = aCluster();
    const config = {
      role: 'roleb',
      guarantees: { cpus: { value: 0.5 }, mem: { value: 16 } },
      limits: { cpus: { value: 1 }, mem: { value: 64 } },
    };
    expect(await update(master, config)).toBe('200');
    const shown =
      '{"infos":[{"role":"roleb","guarantee":[{"name":"cpus","type":"SCALAR","scalar":{"value":0.5}},{"name":"mem","type":"SCALAR","scalar":{"value":16.0}}]}],"configs":[{"role":"roleb","guarantees":{"cpus":{"value":0.5},"mem":{"value":16.0}},"limits":{"cpus":{"value":1.0},"mem":{"value":64.0}}}]}';
    for (const one of [master, new TestMaster({}, master)]) {
      expect(await quota(one, 'GET', '')).toBe(`200 ${shown}`);
      expect(await callOf(one, 'GET_QUOTA')).toBe(
        `200 {"type":"GET_QUOTA","get_quota":{"status":${shown}}}`,
      );
      expect(rolesJson(contextOf(one))).toContain(
        '"quota":{"role":"roleb","guarantee":{"cpus":0.5,"mem":16.0},"limit":{"cpus":1.0,"mem":64.0},"consumed":{}}',
      );
      one.master.stop();
    }
  });

  it('without guarantees and limits takes a quota away, for ever', async () => {
    const master = aCluster();
    await update(master, { role: 'a', limits: cpus(0) });
    expect(rolesJson(contextOf(master))).toContain('"limit":{"cpus":0.0}');
    expect(await update(master, { role: 'a' })).toBe('200');
    expect(master.state.quotas.size).toBe(0);
    expect(new TestMaster({}, master).state.quotas.size).toBe(0);
    expect(await quota(master, 'GET', '')).toBe('200 {}');
  });

  it.each([
    [{ guarantees: cpus(1) }, '400 Failed to convert JSON into Call protobuf: '],
    [
      { role: '', guarantees: cpus(1) },
      "400 Invalid QuotaConfig: Invalid 'QuotaConfig.role': Role names cannot be the empty string",
    ],
    [{ role: 'a b' }, "400 Invalid QuotaConfig: Invalid 'QuotaConfig.role': Role component 'a b'"],
    [{ role: 'a/b' }, "400 Updating quota on nested role 'a/b' is not supported yet"],
    [
      { role: 'r', guarantees: cpus(-1) },
      "400 Invalid QuotaConfig: Invalid guarantee configuration {'cpus': -1}: Negative values not supported",
    ],
    [
      { role: 'r', limits: cpus(-1) },
      "400 Invalid QuotaConfig: Invalid limit configuration {'cpus': -1}: Negative values not supported",
    ],
    [
      { role: 'r', guarantees: cpus(2e12) },
      "400 Invalid QuotaConfig: Invalid 'QuotaConfig.guarantees': {'cpus': 2000000000000} is invalid: values greater than 1 trillion (1000000000000) are not supported",
    ],
    [
      { role: 'r', limits: { mem: { value: 2e12 } } },
      "400 Invalid QuotaConfig: Invalid 'QuotaConfig.limits': {'mem': 2000000000000} is invalid: values greater than 1 exabyte (1099511627776) are not supported",
    ],
    [{ role: 'r', limits: { cpus: {} } }, '400 Failed to convert JSON into Call protobuf: '],
    [
      { role: 'r', guarantees: cpus(1), limits: cpus(0.5) },
      "400 Invalid QuotaConfig: 'QuotaConfig.guarantees' { cpus: 1 } is not contained within the 'QuotaConfig.limits' { cpus: 0.5 }",
    ],
    [
      { role: 'r', guarantees: cpus(5), limits: cpus(5) },
      "400 Invalid QuotaConfig: total quota guarantees 'cpus:6' exceed cluster capacity 'cpus:4; mem:4096' (use 'force' flag to bypass this check)",
    ],
    [
      {
        role: 'r',
        limits: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`n${i}`, { value: 1 }])),
      },
      "400 Invalid QuotaConfig: Invalid 'QuotaConfig.limits': 101 resources are more than 100",
    ],
    [
      { role: 'r', limits: { ['x'.repeat(256)]: { value: 1 } } },
      "400 Invalid QuotaConfig: Invalid 'QuotaConfig.limits': The name of a resource is longer than 255 characters",
    ],
  ])('refuses %j and changes nothing, for the others neither', async (config, why) => {
    const master = aCluster();
    const before = new Map(master.disk);
    expect(await update(master, { role: 'good', guarantees: cpus(1) }, config)).toContain(why);
    expect(master.state.quotas.size).toBe(0);
    expect(master.disk).toEqual(before);
  });

  it.each([
    [NaN, 'NaN not supported'],
    [Number.MIN_VALUE, 'Subnormal values not supported'],
    [-Infinity, 'Infinite values not supported'],
  ])('refuses %d, which protobuf can say', (value, why) => {
    const configs = [{ role: 'r', limits: { gpus: { value } } }];
    let outcome: Outcome | undefined;
    const master = aCluster();
    updateQuotas(master.core, { configs, isForced: false }, (given) => (outcome = given));
    const message = `Invalid QuotaConfig: Invalid limit configuration {'gpus': ${value}}: ${why}`;
    expect(outcome).toEqual({ ok: false, error: { status: 400, message } });
  });

  it('refuses roles that are not on the whitelist', async () => {
    const master = aCluster({ rolesWhitelist: new Set(['x']) });
    expect(await update(master, { role: 'y' })).toBe(
      "400 Invalid QuotaConfig: 'y' is not on the roles whitelist",
    );
  });

  it('refuses limits below what is used, and too large guarantees, unless forced', async () => {
    const master = aCluster();
    const framework = master.subscribe(aFramework({ roles: ['busy'] }));
    master.advance(2_000);
    master.runTask(framework, 't', 'cpus:2;mem:32');
    const config = { role: 'busy', limits: cpus(1) };
    expect(await update(master, config)).toBe(
      "400 Invalid QuotaConfig: Role 'busy' is already consuming 'cpus:2; mem:32'; this is more than the requested limits 'cpus:1' (use 'force' flag to bypass this check)",
    );
    const force = true;
    expect(await callOf(master, 'UPDATE_QUOTA', { force, quota_configs: [config] })).toBe('200');
    const large = [{ role: 'large', guarantees: cpus(100) }];
    expect(await callOf(master, 'UPDATE_QUOTA', { force, quota_configs: large })).toBe('200');
    expect([...master.state.quotas.keys()]).toEqual(['busy', 'large']);
  });

  it('takes offers back that pass a limit, or that others are owed', async () => {
    const master = aCluster();
    const framework = master.subscribe(aFramework({ roles: ['r'] }));
    master.advance(2_000);
    expect(framework.offers).toHaveLength(1);
    const rescinds = (): number => framework.types.filter((type) => type === 'RESCIND').length;
    await update(master, { role: 'r', limits: cpus(8) });
    expect(rescinds()).toBe(0);
    await update(master, { role: 'r', limits: cpus(1) });
    expect(rescinds()).toBe(1);
  });

  /** Two agents of 4 cpus, and who holds offers of both. */
  function holding(role: string): { master: TestMaster; rescinds: () => number } {
    const master = aCluster();
    master.addAgent('slave(1)@10.0.0.2:5051', 'cpus:4;mem:4096');
    const framework = master.subscribe(aFramework({ roles: [role] }));
    master.advance(2_000);
    expect(framework.offers).toHaveLength(2);
    return { master, rescinds: () => framework.types.filter((type) => type === 'RESCIND').length };
  }

  it.each([
    ['its own, until they are within the limit', 'r', { limits: cpus(4) }, 1],
    ['those of roles below it as well', 'r/web', { limits: cpus(4) }, 1],
    ['those of others, until they are what is owed', 'other', { guarantees: cpus(3) }, 1],
    ['all when all is owed', 'other', { guarantees: cpus(8) }, 2],
    ['none when nothing is owed', 'other', { limits: cpus(1) }, 0],
    ['none of its own, which are what it is owed', 'r/web', { guarantees: cpus(8) }, 0],
    ['none of a role that only begins with its name', 'r2', { limits: cpus(0) }, 0],
  ])('takes back offers: %s', async (_what, role, config, expected) => {
    const { master, rescinds } = holding(role);
    expect(await update(master, { role: 'r', ...config })).toBe('200');
    expect(rescinds()).toBe(expected);
  });

  it('cannot be guaranteed by what may be revoked', async () => {
    const master = aCluster();
    const [agent] = master.state.agents.values();
    const revocable = resources('cpus:4').map((one) => ({ ...one, revocable: {} }));
    agent!.total = agent!.total.add(Resources.fromMessages(revocable));
    expect(await update(master, { role: 'r', guarantees: cpus(5) })).toContain(
      "total quota guarantees 'cpus:5' exceed cluster capacity 'cpus:4; mem:4096'",
    );
  });

  it('stays while roles below it are guaranteed a part of it', async () => {
    const master = aCluster();
    await update(master, { role: 'eng', guarantees: cpus(2) });
    // An older master may have left it behind.
    const guarantees = new Map([['cpus', 1_000]]);
    master.state.quotas.set('eng/web', { guarantees, limits: new Map() });
    const why =
      "Invalid quota configuration. Parent role 'eng' with guarantees ({}) does not contain the sum of its children's guarantees (cpus:1)";
    expect(await callOf(master, 'REMOVE_QUOTA', { role: 'eng' })).toBe(
      `400 Failed to remove quota: ${why}`,
    );
    expect(await update(master, { role: 'eng', guarantees: cpus(0.5) })).toContain(
      "guarantees (cpus:0.5) does not contain the sum of its children's guarantees (cpus:1)",
    );
    expect(await update(master, { role: 'eng', guarantees: cpus(1) })).toBe('200');
  });

  it('counts what is reserved as used', async () => {
    const master = aCluster();
    const agent_id = { value: [...master.state.agents.keys()][0] };
    const reservations = [{ type: 'DYNAMIC', role: 'r' }];
    const reserved = resources('cpus:2').map((one) => ({ ...one, reservations }));
    const reserve = { agent_id, resources: reserved };
    expect(await callOf(master, 'RESERVE_RESOURCES', reserve)).toBe('202');
    expect(await update(master, { role: 'r', limits: cpus(1) })).toContain(
      "Role 'r' is already consuming 'cpus:2'",
    );
  });

  it('is bounded in roles, and in roles at once', async () => {
    const master = aCluster();
    const many = Array.from({ length: mostQuotasAtOnce + 1 }, (_, i) => ({ role: `r${i}` }));
    expect(await update(master, ...many)).toContain('1001 quotas are more than 1000 at once');
    const nothing = { guarantees: new Map<string, number>(), limits: new Map([['cpus', 1]]) };
    for (let i = 0; i < mostQuotas; i++) master.state.quotas.set(`r${i}`, nothing);
    expect(await update(master, { role: 'one-more', limits: cpus(1) })).toContain(
      '10001 roles would have a quota; at most 10000 may',
    );
  });

  it('that come together are checked against each other', async () => {
    const master = aCluster();
    const answers = await Promise.all([
      update(master, { role: 'a', guarantees: cpus(3) }),
      update(master, { role: 'b', guarantees: cpus(3) }),
    ]);
    expect(answers[0]).toBe('200');
    expect(answers[1]).toContain("total quota guarantees 'cpus:6' exceed cluster capacity");
  });
});

describe('SET_QUOTA and POST /quota', () => {
  const asked = { role: 'r', guarantee: resources('cpus:1') };

  it('set a guarantee that is the limit as well, once', async () => {
    const master = aCluster();
    expect(await callOf(master, 'SET_QUOTA', { quota_request: asked })).toBe('200');
    expect(await quota(master, 'POST', asked)).toBe(
      "400 Failed to validate set quota request: Cannot set quota for role 'r' which already has quota",
    );
    expect(await quota(master, 'GET', '')).toContain(
      '"configs":[{"role":"r","guarantees":{"cpus":{"value":1.0}},"limits":{"cpus":{"value":1.0}}}]',
    );
  });

  it('of two that come together one is refused', async () => {
    const master = aCluster();
    const answers = await Promise.all([quota(master, 'POST', asked), quota(master, 'POST', asked)]);
    expect(answers[0]).toBe('200');
    expect(answers[1]).toContain('which already has quota');
  });

  const invalid = '400 Failed to validate set quota request: ';
  it.each([
    ['xx', "400 Failed to parse set quota request JSON 'xx': "],
    ['[]', "400 Failed to parse set quota request JSON '[]': Unexpected JSON type parsed"],
    ['{"role":7}', `400 Failed to validate set quota request JSON '{"role":7}': `],
    [{ role: 'x' }, `${invalid}QuotaInfo with empty 'guarantee'`],
    [
      { guarantee: resources('cpus:1') },
      `${invalid}QuotaInfo with invalid role: Role names cannot be the empty string`,
    ],
    [{ ...asked, role: '/r' }, `${invalid}QuotaInfo with invalid role: Role '/r' cannot start`],
    [
      { ...asked, guarantee: resources('ports:[1-2]') },
      `${invalid}QuotaInfo must not include non-scalar resources`,
    ],
    [
      { ...asked, guarantee: resources('cpus(x):1') },
      `${invalid}QuotaInfo must not contain any ReservationInfo`,
    ],
    [
      { ...asked, guarantee: [{ ...resources('cpus:1')[0], revocable: {} }] },
      `${invalid}QuotaInfo must not contain RevocableInfo`,
    ],
    [
      { ...asked, guarantee: [{ ...resources('disk:1')[0], disk: {} }] },
      `${invalid}QuotaInfo must not contain DiskInfo`,
    ],
    [
      { ...asked, guarantee: [...resources('cpus:1'), ...resources('cpus:1')] },
      `${invalid}QuotaInfo contains duplicate resource name 'cpus'`,
    ],
    [
      { ...asked, guarantee: [{ name: 'cpus', type: 'SCALAR', scalar: { value: -1 } }] },
      `${invalid}QuotaInfo with invalid resource: `,
    ],
    [
      { ...asked, role: 'a/b' },
      `${invalid}Invalid quota configuration. Parent role 'a' with guarantees ({}) does not contain the sum of its children's guarantees (cpus:1)`,
    ],
    [{ ...asked, role: 'p/b' }, "400 Setting quota on nested role 'p/b' is not supported yet"],
    [
      { ...asked, guarantee: resources('cpus:5') },
      "409 Quota guarantees overcommit the cluster (use 'force' to bypass this check): Total quota guarantees 'cpus:7' exceed cluster capacity 'cpus:4; mem:4096'",
    ],
  ])('refuse %j and change nothing', async (body, why) => {
    const master = aCluster();
    await update(master, { role: 'p', guarantees: cpus(2) });
    expect(await quota(master, 'POST', body)).toContain(why);
    expect([...master.state.quotas.keys()]).toEqual(['p']);
  });

  it('may be forced, and do not read megabytes', async () => {
    const master = aCluster();
    const large = { force: true, role: 'r', guarantee: resources('cpus:100') };
    expect(await quota(master, 'POST', large)).toBe('200');
    expect(await quota(master, 'POST', 'x'.repeat(300_000))).toBe(
      '413 The quota is too large, expecting at most 262144 bytes',
    );
  });
});

describe('REMOVE_QUOTA and DELETE /quota', () => {
  it('take a quota away once, even when they come together', async () => {
    const master = aCluster();
    await update(master, { role: 'r', limits: cpus(1) }, { role: 's', limits: cpus(1) });
    expect(await callOf(master, 'REMOVE_QUOTA', { role: 'r' })).toBe('200');
    expect(await callOf(master, 'REMOVE_QUOTA', { role: 'r' })).toBe(
      "400 Failed to remove quota: Role 'r' has no quota set",
    );
    const answers = await Promise.all([
      quota(master, 'DELETE', '', '/s'),
      quota(master, 'DELETE', '', '/s'),
    ]);
    expect(answers).toEqual([
      '200',
      "400 Failed to remove quota for path '/master/quota/s': Role 's' has no quota set",
    ]);
    expect(new TestMaster({}, master).state.quotas.size).toBe(0);
  });

  it.each([
    ['', "400 Failed to parse remove quota request for path '/master/quota': expected 3 tokens"],
    ['/', "400 Failed to parse remove quota request for path '/master/quota/': expected 3 tokens"],
    ['/y', "400 Failed to validate remove quota request for path '/master/quota/y': Unknown role"],
    ['/x', "400 Failed to remove quota for path '/master/quota/x': Role 'x' has no quota set"],
  ])('refuse %j', async (rest, why) => {
    const master = aCluster({ rolesWhitelist: new Set(['x']) });
    expect(await quota(master, 'DELETE', '', rest)).toContain(why);
  });
});

it('a quota whose write never ends is never answered', async () => {
  const master = aCluster();
  let isAnswered = false;
  Object.assign(master.core.registrar, { write: () => undefined });
  void update(master, { role: 'r', limits: cpus(1) }).then(() => (isAnswered = true));
  for (let i = 0; i < 20; i++) await Promise.resolve();
  master.advance(storeDelayMs);
  expect([isAnswered, master.state.quotas.size]).toEqual([false, 0]);
});
