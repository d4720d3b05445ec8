/** The real core of a master with what simulated ones have in common: observer, options, addresses. */
import { defaultAllocatorOptions } from '../../allocator/options.ts';
import type { MasterEnvironment, Observer } from '../../master/core/environment.ts';
import { Master } from '../../master/core/master.ts';
import { masterInfoOf } from '../../leadership/core/master-info.ts';
import type { MasterInfo } from '../../protocol/generated/mesos.ts';
import type { AgentId } from '../../protocol/ids.ts';

/** What became of an agent that a master has no longer. */
export type AgentFate = Parameters<Observer['agentRemoved']>[1];

export type SimulatedMasterParts = Omit<MasterEnvironment, 'observer' | 'options' | 'count'> & {
  readonly onAgentRemoved: (agentId: AgentId, fate: AgentFate) => void;
};

export function simulatedMaster({ onAgentRemoved, ...parts }: SimulatedMasterParts): Master {
  return new Master(
    {
      ...parts,
      observer: { ...silentObserver, agentRemoved: onAgentRemoved },
      options: simulatedOptions,
      count: () => undefined,
    },
    defaultAllocatorOptions,
  );
}

export function simulatedMasterInfo(address: string, id: string): MasterInfo {
  const [ip = '', port] = address.split(':');
  return masterInfoOf({ ip, port: Number(port), hostname: 'master' }, id);
}

const silentObserver = {
  agentAdded: () => undefined,
  agentRemoved: () => undefined,
  frameworkAdded: () => undefined,
  frameworkUpdated: () => undefined,
  frameworkRemoved: () => undefined,
  taskAdded: () => undefined,
  taskUpdated: () => undefined,
  taskRetold: () => undefined,
  taskEnded: () => undefined,
};

/** The flags' defaults. */
const simulatedOptions = {
  agentPingTimeoutMs: 15_000,
  maxAgentPingTimeouts: 5,
  agentReregisterTimeoutMs: 600_000,
  offerTimeoutMs: undefined,
  maxCompletedFrameworks: 50,
  maxCompletedTasksPerFramework: 1000,
  maxUnreachableTasksPerFramework: 1000,
  registryMaxAgentCount: 102_400,
  registryMaxAgentAgeMs: 1_209_600_000,
  registryGcIntervalMs: 900_000,
  rootSubmissions: true,
  rolesWhitelist: undefined,
  initialWeights: new Map(),
};
