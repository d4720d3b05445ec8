/**
 * Whether an agent may come from where it says. A master that does not know where it is itself
 * cannot tell whether the agent is remote; to be safe it does not take it. With --require_agent_domain
 * it does not take one that does not know where it is itself. The agent is not told to end, so that its tasks run on while somebody mends the configuration.
 */
import type { AgentInfo } from '../../../protocol/generated/mesos.ts';
import type { Core } from '../environment.ts';

export function findDomainError(
  { masterInfo, options }: Core,
  agent: AgentInfo,
): string | undefined {
  const { domain } = agent;
  if (domain === undefined) {
    return options.requiresAgentDomain === true
      ? 'it has no domain, which this master requires (--require_agent_domain); start the agent with --domain'
      : undefined;
  }
  if (masterInfo.domain !== undefined) return undefined;
  const { region, zone } = domain.fault_domain ?? {};
  const place = region === undefined ? 'a domain' : `the domain ${region.name}/${zone?.name}`;
  return `it is configured with ${place}, but this master has no domain; start the agent without --domain`;
}
