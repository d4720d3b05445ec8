/** For tests: a cluster of one agent that can be drained, and an operator who decides about it. */
import { RegisterSlaveMessage } from '../../../protocol/generated/internal.ts';
import type { AgentInfo_Capability } from '../../../protocol/generated/mesos.ts';
import {
  TestMaster,
  type TestFramework,
  aFramework,
  anAgent,
  storeDelayMs,
} from '../../core/test-support.ts';
import { callOf } from './operators.ts';

export const pid = 'slave(1)@10.0.0.1:5051';
export const capabilities: AgentInfo_Capability[] = [
  { type: 'MULTI_ROLE' },
  { type: 'HIERARCHICAL_ROLE' },
  { type: 'RESERVATION_REFINEMENT' },
  { type: 'AGENT_DRAINING' },
];

export function addAgent(master: TestMaster): string {
  master.receive(pid, RegisterSlaveMessage, {
    slave: anAgent(),
    version: '1.12.0',
    agent_capabilities: capabilities,
  });
  master.advance(2 * storeDelayMs);
  return master.sentTo(pid, 'SlaveRegisteredMessage').at(-1)!.message.slave_id.value;
}

export interface Cluster {
  readonly master: TestMaster;
  readonly framework: TestFramework;
  readonly agentId: string;
}

export function aCluster(options: ConstructorParameters<typeof TestMaster>[0] = {}): Cluster {
  const master = new TestMaster(options);
  const agentId = addAgent(master);
  const framework = master.subscribe(aFramework());
  master.advance(2_000);
  return { master, framework, agentId };
}

export function ask(master: TestMaster, type: string, agentId: string, more = {}): Promise<string> {
  return callOf(master, type, { agent_id: { value: agentId }, ...more });
}

export function comeBack(master: TestMaster, agentId: string, what = {}): void {
  master.reregister(pid, anAgent(undefined, agentId), {
    agent_capabilities: capabilities,
    ...what,
  });
  master.advance(4 * storeDelayMs);
}
