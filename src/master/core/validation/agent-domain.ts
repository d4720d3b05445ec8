/**
 * Whether an agent may come from where it says. A master that does not know where it is itself
 * cannot tell whether the agent is remote; to be safe it does not take it. The agent is not told to
 * end, so that its tasks run on while somebody mends the configuration.
 */
import type { AgentInfo, MasterInfo } from '../../../protocol/generated/mesos.ts';

export function findDomainError(master: MasterInfo, agent: AgentInfo): string | undefined {
  const { domain } = agent;
  if (domain === undefined || master.domain !== undefined) return undefined;
  const { region, zone } = domain.fault_domain ?? {};
  const place = region === undefined ? 'a domain' : `the domain ${region.name}/${zone?.name}`;
  return `it is configured with ${place}, but this master has no domain; start the agent without --domain`;
}
