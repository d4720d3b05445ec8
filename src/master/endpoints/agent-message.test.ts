/** What is written of an agent from its record is what its message would be. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Response_GetAgents_Agent } from '../../protocol/generated/master.ts';
import type { Resource } from '../../protocol/generated/mesos.ts';
import { wholeView } from '../../security/view.ts';
import {
  TestMaster,
  aFramework,
  aTask,
  anAgent,
  launchOf,
  resources,
} from '../core/test-support.ts';
import type { AgentRecord } from '../core/state.ts';
import { agentElement, agentJson } from './agent-message.ts';
import { agentMessage } from './messages.ts';

const agentsField = 1;

function expectSame(agent: AgentRecord): void {
  const message = agentMessage(agent, wholeView);
  expect(agentJson(agent, wholeView)).toBe(Response_GetAgents_Agent.toJson(message));
  const expected = Buffer.from(Response_GetAgents_Agent.encodeElement(agentsField, message));
  const bytes = Buffer.from(agentElement(agentsField, agent, wholeView));
  expect(bytes.equals(expected)).toBe(true);
}

const parts: Readonly<Record<string, Resource[]>> = {
  scalars: resources('mem:16384.125;disk:100000;gpus:2'),
  ports: resources('ports:[31000-32000]'),
  'other ports': resources('other_ports:[1-1,3-3,128-300]'),
  words: resources('zones:{a,b}'),
  reserved: resources('cpus(web):2;ports(web):[1-9]'),
  dynamic: [
    {
      ...resources('disk:64')[0]!,
      reservations: [{ type: 'DYNAMIC', role: 'web', principal: 'ops' }],
    },
  ],
};

const shape = fc.record({
  parts: fc.subarray(Object.keys(parts)),
  cpus: fc.constantFrom(4, 8),
  hostname: fc.constantFrom('h', 'x'.repeat(200), 'höst'),
  tasks: fc.integer({ min: 0, max: 2 }),
  isDeactivated: fc.boolean(),
  isDrained: fc.boolean(),
});

describe('an agent written from its record', () => {
  it('is its message, whatever it has and whoever has it', () => {
    fc.assert(
      fc.property(fc.array(shape, { minLength: 1, maxLength: 4 }), (agents) => {
        const master = new TestMaster();
        const roles = { roles: ['web', 'db'], capabilities: [{ type: 'MULTI_ROLE' as const }] };
        const framework = master.subscribe(aFramework(roles));
        for (const [i, { cpus, parts: names, hostname, tasks }] of agents.entries()) {
          const info = anAgent(`cpus:${cpus}`);
          info.hostname = hostname;
          info.resources!.push(...names.flatMap((name) => parts[name]!));
          master.register(`slave(1)@10.0.0.${i}:5051`, info);
          master.advance(2_000);
          const offer = framework.offers.at(-1);
          if (offer === undefined || tasks === 0) continue;
          const launched = Array.from({ length: tasks }, (_, task) =>
            aTask(`t${i}.${task}`, offer, 'cpus:1'),
          );
          master.accept(framework, [offer], launchOf(...launched));
        }
        const records = [...master.core.state.agents.values()];
        expect(records.length).toBe(agents.length);
        for (const [i, { isDeactivated, isDrained }] of agents.entries()) {
          const record = records[i]!;
          if (isDrained) {
            record.deactivation = { drainInfo: { state: 'DRAINING', config: {} }, drainStartMs: 5 };
          } else if (isDeactivated) {
            record.deactivation = { drainInfo: undefined, drainStartMs: undefined };
          }
          if (i % 2 === 1) record.reregisteredMs = 1_234_567.89;
          expectSame(record);
        }
      }),
      { seed: 1, numRuns: 100 },
    );
  });
});
