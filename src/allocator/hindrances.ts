/** Notes on what does not depend on what an agent has left. */
import type { Holder, Note } from './notes.ts';
import type { Client } from './state.ts';

export const unknownRole: Note = {
  reason: 'MISSING_CAPABILITY',
  capability: 'HIERARCHICAL_ROLE',
  of: 'agent',
};

/** What keeps all agents from it. */
export function findClientHindrance({ framework, role }: Client): Note | undefined {
  if (!framework.isSubscribed || !framework.isActive) return { reason: 'FRAMEWORK_INACTIVE' };
  if (!framework.roles.has(role.name)) return { reason: 'NOT_SUBSCRIBED' };
  return framework.suppressedRoles.has(role.name) ? { reason: 'SUPPRESSED' } : undefined;
}

export function holderOf(client: Client): Holder {
  const { role, framework } = client;
  return {
    frameworkId: framework.id,
    role: role.name,
    share: role.frameworks.share(client),
    roleShare: role.parent?.competitors.share(role) ?? 0,
  };
}
