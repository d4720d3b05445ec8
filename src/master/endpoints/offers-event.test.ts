/** The bytes of offers that are written from records are those of the messages. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  AgentInfo,
  FrameworkInfo,
  FrameworkInfo_Capability_Type,
  Resource,
} from '../../protocol/generated/mesos.ts';
import { Event } from '../../protocol/generated/scheduler.ts';
import { offersEvent } from '../core/offers/offer-message.ts';
import type { OfferRecord } from '../core/state.ts';
import {
  type TestFramework,
  TestMaster,
  aFramework,
  aTask,
  anAgent,
  launchOf,
  resources,
} from '../core/test-support.ts';
import { tryEncodeOffers } from './offers-event.ts';

const pid = 'slave(1)@10.0.0.1:5051';

const reservedVolume: Resource = {
  ...resources('disk:64')[0]!,
  reservations: [{ type: 'DYNAMIC', role: 'web', principal: 'ops' }],
  disk: {
    persistence: { id: 'data', principal: 'ops' },
    volume: { container_path: 'data', mode: 'RW' },
  },
};

const parts: Readonly<Record<string, Resource[]>> = {
  scalars: resources('cpus:8;mem:16384.125;disk:100000;gpus:2'),
  'small scalars': resources('cpus:0.001;mem:0.5;name that is longer than the forty others:1'),
  ports: resources('ports:[31000-32000]'),
  'many ports': resources('ports:[1-1,3-3,128-300,16384-65535,4294967296-4294967297]'),
  'hidden ports': resources('ephemeral_ports:[40000-40100]'),
  words: resources('zones:{a,b}'),
  reserved: resources('cpus(web):2;ports(web):[1-9]'),
  volume: [reservedVolume],
  revocable: [{ ...resources('cpus:3')[0]!, revocable: {} }],
  'ümläut 語': resources('ümläut:1'),
};

const capabilities: readonly FrameworkInfo_Capability_Type[] = [
  ...(['MULTI_ROLE', 'RESERVATION_REFINEMENT', 'REVOCABLE_RESOURCES', 'SHARED_RESOURCES'] as const),
  ...(['GPU_RESOURCES', 'PARTITION_AWARE', 'REGION_AWARE'] as const),
];

const shape = fc.record({
  parts: fc.subarray(Object.keys(parts), { minLength: 1 }),
  capabilities: fc.subarray([...capabilities]),
  hostname: fc.oneof(fc.constantFrom('h', 'x'.repeat(200), 'höst'), fc.string({ minLength: 1 })),
  hasDomain: fc.boolean(),
  hasAttributes: fc.boolean(),
  agents: fc.integer({ min: 1, max: 3 }),
});

const domain = { fault_domain: { region: { name: 'r' }, zone: { name: 'z' } } };

interface Shape {
  readonly parts: string[];
  readonly hostname: string;
  readonly hasDomain: boolean;
  readonly hasAttributes: boolean;
}

function agentOf({ hostname, parts: names, ...has }: Shape): AgentInfo {
  const info = anAgent();
  info.hostname = hostname;
  info.resources = names.flatMap((name) => parts[name]!);
  if (has.hasDomain) info.domain = domain;
  if (has.hasAttributes) {
    info.attributes = [
      { name: 'rack', type: 'TEXT', text: { value: 'r1' } },
      { name: 'level', type: 'SCALAR', scalar: { value: 1.5 } },
    ];
  }
  return info;
}

const recordsOf = (framework: TestFramework): OfferRecord[] => [...framework.record!.offers];

function expectSame(offers: readonly OfferRecord[]): void {
  const bytes = tryEncodeOffers(offers);
  expect(bytes.ok && bytes.value.equals(Event.encode(offersEvent(offers)))).toBe(true);
}

describe('offers written from their records', () => {
  it('are those of the messages, whatever is offered to whom', () => {
    let offered = 0;
    fc.assert(
      fc.property(shape, (chosen) => {
        const master = new TestMaster({}, undefined, 'recovered', undefined, { domain });
        for (let i = 0; i < chosen.agents; i++) {
          master.register(`slave(1)@10.0.0.${i}:5051`, agentOf(chosen));
          master.advance(20);
        }
        const isMultiRole = chosen.capabilities.includes('MULTI_ROLE');
        const framework = master.subscribe(
          aFramework({
            ...(isMultiRole ? { roles: ['web', 'b'] } : { role: 'web', roles: [] }),
            capabilities: chosen.capabilities.map((type) => ({ type })),
          }),
        );
        master.advance(2_000);
        const offers = recordsOf(framework);
        offered += offers.length;
        expectSame(offers);
      }),
      { seed: 1, numRuns: 150 },
    );
    expect(offered).toBeGreaterThan(100);
  });

  it('name the executors that the framework has on the agent', () => {
    const master = new TestMaster();
    master.addAgent(pid);
    const framework = master.subscribe();
    master.advance(0);
    const [offer] = framework.offers;
    const executor = { executor_id: { value: 'e' }, command: { value: 'x' }, resources: [] };
    const task = aTask('t', offer!);
    delete task.command;
    master.accept(framework, [offer!], launchOf({ ...task, executor }));
    framework.forget();
    master.advance(1_000);
    expect(framework.offers[0]!.executor_ids).toEqual([{ value: 'e' }]);
    expectSame(recordsOf(framework));
  });

  it('stay as they were sent when the framework learns more', () => {
    const master = new TestMaster();
    master.addAgent(pid);
    const framework = master.subscribe(aFramework({ capabilities: [{ type: 'MULTI_ROLE' }] }));
    master.advance(0);
    const [sent] = framework.offers;
    const offers = recordsOf(framework);
    const framework_info: FrameworkInfo = {
      ...framework.record!.info,
      capabilities: [{ type: 'MULTI_ROLE' }, { type: 'RESERVATION_REFINEMENT' }],
    };
    master.call(framework, { type: 'UPDATE_FRAMEWORK', update_framework: { framework_info } });
    expect(offersEvent(offers).offers!.offers).toEqual([sent]);
  });
});
