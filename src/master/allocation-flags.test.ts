/** Flags that are about allocation, each from the command line to the offers that come of it. */
import { describe, expect, it } from 'vitest';
import { loadFlags } from '../foundation/flags/load.ts';
import type { AgentInfo, DomainInfo, FrameworkInfo } from '../protocol/generated/mesos.ts';
import { aFramework, anAgent, storeDelayMs, TestMaster } from './core/test-support.ts';
import { type MasterFlags, masterFlags } from './flags.ts';
import { allocatorOptionsOf, domainOf, optionsOf } from './options.ts';

function valuesOf(...args: string[]): MasterFlags {
  const outcome = loadFlags(masterFlags, { args: ['--registry=in_memory', ...args] });
  if (outcome.kind !== 'loaded') throw new Error(JSON.stringify(outcome));
  return outcome.flags.values;
}

function startWith(...args: string[]): TestMaster {
  const values = valuesOf(...args);
  const domain = domainOf(values);
  return new TestMaster(optionsOf(values), undefined, 'recovered', undefined, {
    ...(domain === undefined ? {} : { domain }),
    allocator: allocatorOptionsOf(values),
  });
}

function addAgent(master: TestMaster, number: number, info: Partial<AgentInfo> = {}): void {
  const pid = `slave(1)@10.0.0.${number}:5051`;
  master.register(pid, { ...anAgent(), hostname: `h${number}`, ...info });
  master.advance(2 * storeDelayMs);
}

function offeredHosts(master: TestMaster, info: Partial<FrameworkInfo> = {}): string[] {
  const framework = master.subscribe(aFramework(info));
  master.advance(10);
  return framework.offers.map(({ hostname }) => hostname).toSorted();
}

const faultDomain = (region: string): DomainInfo => ({
  fault_domain: { region: { name: region }, zone: { name: 'z' } },
});
const domainFlag = `--domain=${JSON.stringify(faultDomain('here'))}`;
const multiRole = { type: 'MULTI_ROLE' } as const;

describe('--domain', () => {
  it('keeps agents of other regions for frameworks that are REGION_AWARE', () => {
    const master = startWith(domainFlag);
    addAgent(master, 1, { domain: faultDomain('here') });
    addAgent(master, 2, { domain: faultDomain('there') });
    addAgent(master, 3);
    expect(offeredHosts(master)).toEqual(['h1', 'h3']);
    const capabilities = [multiRole, { type: 'REGION_AWARE' } as const];
    expect(offeredHosts(master, { capabilities })).toEqual(['h2']);
  });

  it('is needed to take agents that have one', () => {
    const master = startWith();
    addAgent(master, 1, { domain: faultDomain('here') });
    addAgent(master, 2);
    expect(offeredHosts(master)).toEqual(['h2']);
  });

  it.each(['{}', '{"fault_domain":{"region":{"name":"r"}}}'])('is refused as %s', (text) => {
    const outcome = loadFlags(masterFlags, { args: ['--registry=in_memory', `--domain=${text}`] });
    expect(outcome.kind).not.toBe('loaded');
  });
});

it('--require_agent_domain refuses agents without one, also those that come back', () => {
  const master = startWith(domainFlag, '--require_agent_domain');
  addAgent(master, 1);
  master.reregister('slave(1)@10.0.0.3:5051', { ...anAgent('cpus:1', 'S9'), hostname: 'h3' });
  addAgent(master, 2, { domain: faultDomain('here') });
  expect(offeredHosts(master)).toEqual(['h2']);
  expect([...master.state.agents.values()].map(({ info }) => info.hostname)).toEqual(['h2']);
});

it('--filter_gpu_resources keeps agents with GPUs for GPU_RESOURCES', () => {
  const gpus = { resources: anAgent('cpus:4;mem:1024;gpus:1').resources! };
  const filtered = startWith();
  addAgent(filtered, 1, gpus);
  expect(offeredHosts(filtered)).toEqual([]);
  const open = startWith('--no-filter_gpu_resources');
  addAgent(open, 1, gpus);
  expect(offeredHosts(open)).toEqual(['h1']);
});

it('--min_allocatable_resources is the least that is offered; a framework may have its own', () => {
  const master = startWith('--min_allocatable_resources=cpus:2;mem:1024|disk:10');
  addAgent(master, 1, { resources: anAgent('cpus:2;mem:512').resources! });
  addAgent(master, 2, { resources: anAgent('cpus:2;mem:1024').resources! });
  expect(offeredHosts(master)).toEqual(['h2']);
  const least = { quantities: [{ quantities: { cpus: { value: 0.5 } } }] };
  const offer_filters = { '*': { min_allocatable_resources: least } };
  expect(offeredHosts(master, { offer_filters })).toEqual(['h1']);
});

/** Who is offered an agent that comes when `a` holds most cpus, and `b` most of a GPU's. */
function nextAfterGpus(...args: string[]): string {
  const master = startWith('--no-filter_gpu_resources', ...args);
  addAgent(master, 1, { resources: anAgent('cpus:4;mem:64').resources! });
  const a = master.subscribe(aFramework({ roles: ['a'], name: 'a' }));
  master.advance(10);
  master.call(a, { type: 'SUPPRESS', suppress: {} });
  addAgent(master, 2, { resources: anAgent('cpus:1;mem:64;gpus:8').resources! });
  const b = master.subscribe(aFramework({ roles: ['b'], name: 'b' }));
  master.advance(10);
  master.call(b, { type: 'SUPPRESS', suppress: {} });
  expect([a.offers.length, b.offers.length]).toEqual([1, 1]);
  master.call(a, { type: 'REVIVE', revive: {} });
  master.call(b, { type: 'REVIVE', revive: {} });
  addAgent(master, 3, { resources: anAgent('cpus:1;mem:64').resources! });
  return a.offers.length > 1 ? 'a' : 'b';
}

it('--fair_sharing_excluded_resource_names are not counted in a share', () => {
  expect(nextAfterGpus()).toBe('a');
  expect(nextAfterGpus('--fair_sharing_excluded_resource_names=gpus')).toBe('b');
});

/** How many of 30 agents each of two competitors is offered; the first holds a large one already. */
function shares(roles: readonly [string, string], ...args: string[]): number[] {
  const master = startWith(...args);
  addAgent(master, 1, { resources: anAgent('cpus:1000;mem:100000').resources! });
  const first = master.subscribe(aFramework({ roles: [roles[0]] }));
  master.advance(10);
  const second = master.subscribe(aFramework({ roles: [roles[1]] }));
  for (let number = 2; number < 32; number++) addAgent(master, number);
  return [first.offers.length - 1, second.offers.length];
}

describe.each([
  ['--role_sorter', ['a', 'b']],
  ['--framework_sorter', ['a', 'a']],
] as const)('%s', (flag, roles) => {
  it('drf gives to who has least', () => {
    expect(shares(roles)).toEqual([0, 30]);
    expect(shares(roles, `${flag}=drf`)).toEqual([0, 30]);
  });

  it('random gives to any', () => {
    const [first, second] = shares(roles, `${flag}=random`);
    expect(first).toBeGreaterThan(5);
    expect(second).toBeGreaterThan(5);
  });

  it('of another name is refused', () => {
    const outcome = loadFlags(masterFlags, { args: ['--registry=in_memory', `${flag}=fair`] });
    expect(outcome).toMatchObject({ kind: 'refused' });
  });
});

describe('after a failover with quota', () => {
  /** One of four agents is back. */
  function failedOver(...args: string[]): { master: TestMaster; offered: () => number } {
    const master = startWith(...args);
    const limits = new Map([['cpus', 1_000_000]]);
    const quotas = new Map([['q', { guarantees: new Map(), limits }]]);
    master.core.allocator.recover(4, quotas);
    addAgent(master, 1);
    const framework = master.subscribe(aFramework());
    return { master, offered: () => framework.offers.length };
  }

  it('--allocator_agent_recovery_factor says how many agents are waited for', () => {
    const most = failedOver();
    most.master.advance(10_000);
    expect(most.offered()).toBe(0);
    const few = failedOver('--allocator_agent_recovery_factor=0.25');
    few.master.advance(10);
    expect(few.offered()).toBe(1);
  });

  it('--allocator_recovery_timeout says how long', () => {
    const { master, offered } = failedOver('--allocator_recovery_timeout=20secs');
    master.advance(19_000);
    expect(offered()).toBe(0);
    master.advance(1_000);
    expect(offered()).toBe(1);
  });
});

it('a role that is suppressed in SUBSCRIBE or UPDATE_FRAMEWORK gets nothing until it is revived', () => {
  const master = startWith();
  addAgent(master, 1);
  const info = aFramework({ roles: ['a', 'b'] });
  const framework = master.subscribe(info, ['a', 'b']);
  master.advance(2_000);
  expect(framework.offers).toEqual([]);
  const framework_info = { ...info, id: { value: framework.id } };
  const suppressed_roles = ['a'];
  const update_framework = { framework_info, suppressed_roles };
  master.call(framework, { type: 'UPDATE_FRAMEWORK', update_framework });
  master.advance(2_000);
  expect(framework.offers.map(({ allocation_info }) => allocation_info?.role)).toEqual(['b']);
});
