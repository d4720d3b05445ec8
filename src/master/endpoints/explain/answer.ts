/**
 * Why somebody gets no offers: of a framework, a role or an agent. What cannot be explained (a framework
 * that has ended, an agent that is away) is said as plainly; what is not known, or not for those who ask
 * to see, is 404.
 */
import type { Explanation } from '../../../allocator/explanation.ts';
import { type Result, failure, ok } from '../../../foundation/result.ts';
import { Unavailability } from '../../../protocol/generated/mesos.ts';
import type { AgentId, FrameworkId, RoleName } from '../../../protocol/ids.ts';
import { validateRole } from '../../../resources/roles.ts';
import type { FrameworkRecord } from '../../core/state.ts';
import type { MasterContext } from '../context.ts';
import { clientJson, clientSummary, plural, roleJson } from './client-json.ts';
import { Teller, amounts, amountsText } from './teller.ts';

export type Asked =
  | { readonly kind: 'framework'; readonly id: FrameworkId }
  | { readonly kind: 'role'; readonly id: RoleName }
  | { readonly kind: 'agent'; readonly id: AgentId };

interface Refusal {
  readonly status: 400 | 404;
  readonly why: string;
}

type Answer = Result<{ readonly summary: string; readonly [field: string]: unknown }, Refusal>;

/** `seen`: as whoever asks sees the master. */
export function explain(seen: MasterContext, asked: Asked): Answer {
  switch (asked.kind) {
    case 'framework':
      return explainFramework(new Teller(seen), asked.id);
    case 'role':
      return explainRole(new Teller(seen), asked.id);
    case 'agent':
      return explainAgent(new Teller(seen), asked.id);
  }
}

function explainFramework(teller: Teller, id: FrameworkId): Answer {
  const { core } = teller.seen;
  const framework = core.state.frameworks.get(id);
  if (framework === undefined) return explainAbsent(teller, id);
  const explanation = core.allocator.explain({ frameworkId: id });
  const clients = explanation.clients.filter((client) => teller.shows(client));
  const intro = `Framework ${id} (${framework.info.name}) is ${stateText(framework)}.`;
  const sentences = clients.map((client) => clientSummary(client, teller));
  return ok({
    summary: [intro, ...sentences].join(' '),
    at: teller.time(explanation.nowMs),
    framework: frameworkJson(framework, framework.state),
    ...listsJson({ ...explanation, clients }, teller),
  });
}

function stateText({ state, suppressedRoles, roles }: FrameworkRecord): string {
  switch (state) {
    case 'active':
      return suppressedRoles.size > 0 && suppressedRoles.size === roles.size
        ? 'connected and has suppressed all its roles'
        : 'connected';
    case 'disconnected':
      return 'not connected, and gets no offers until it subscribes again';
    case 'recovered':
      return 'known from its tasks and has not subscribed since this master leads';
  }
}

function explainAbsent({ seen }: Teller, id: FrameworkId): Answer {
  const ended = seen.core.state.completedFrameworks.get(id);
  if (ended === undefined) {
    const why = `No framework ${id} is known: it never subscribed, or ended long ago`;
    return failure({ status: 404, why });
  }
  return ok({
    summary: `Framework ${id} (${ended.info.name}) has ended and gets no offers.`,
    framework: frameworkJson(ended, 'completed'),
  });
}

function frameworkJson(
  { id, info, roles, suppressedRoles }: FrameworkRecord,
  state: FrameworkRecord['state'] | 'completed',
): Record<string, unknown> {
  return {
    id,
    name: info.name,
    state,
    roles: [...roles].toSorted(),
    suppressed_roles: [...suppressedRoles].toSorted(),
  };
}

function explainRole(teller: Teller, id: RoleName): Answer {
  const valid = validateRole(id);
  if (!valid.ok) return failure({ status: 400, why: valid.error });
  const { core, view } = teller.seen;
  if (!view.showsRole(id)) return failure({ status: 404, why: `No role ${id} is known` });
  const explanation = core.allocator.explain({ role: id });
  const clients = explanation.clients.filter((client) => teller.shows(client));
  const role = explanation.roles.find((one) => one.role === id);
  const sentences = clients.map(
    (client) => `Framework ${client.frameworkId}: ${clientSummary(client, teller)}`,
  );
  const intro =
    clients.length === 0
      ? `No framework is subscribed to role ${id}, and nothing is offered to it.`
      : `${plural(clients.length + explanation.clientsLeftOut, 'framework')} in role ${id}, which has ${amountsText(role?.allocated ?? new Map())}.`;
  return ok({
    summary: [intro, ...sentences.slice(0, mostSentences)].join(' '),
    at: teller.time(explanation.nowMs),
    ...listsJson({ ...explanation, clients }, teller),
  });
}

/** In a summary; each framework has its own in the list. */
const mostSentences = 5;

function listsJson(explanation: Explanation, teller: Teller): Record<string, unknown> {
  const { view } = teller.seen;
  return {
    roles: explanation.roles.filter(({ role }) => view.showsRole(role)).map(roleJson),
    offers: explanation.clients.map((client) => clientJson(client, teller)),
    frameworks_left_out: explanation.clientsLeftOut,
  };
}

function explainAgent(teller: Teller, id: AgentId): Answer {
  const { core } = teller.seen;
  const explanation = core.allocator.explain({ agentId: id });
  const { agent } = explanation;
  if (agent === undefined) return explainAway(teller, id);
  const clients = explanation.clients.filter((client) => teller.shows(client));
  const free = agent.free.quantities();
  const intro = `Agent ${id} (${teller.hostname(id)}) has ${amountsText(free)} free.`;
  const inactive =
    agent.inactiveWhy === undefined ? [] : [`It is kept from everybody: ${agent.inactiveWhy}.`];
  return ok({
    summary: [intro, ...inactive, ...agentSentences(explanation)].join(' '),
    at: teller.time(explanation.nowMs),
    agent: {
      id,
      hostname: teller.hostname(id),
      total: amounts(agent.total.quantities()),
      free: amounts(free),
      inactive_why: agent.inactiveWhy,
      unavailability: unavailabilityJson(agent.unavailability),
    },
    ...listsJson({ ...explanation, clients }, teller),
  });
}

/** As other answers have it: its nanoseconds are more than a number of JavaScript holds exactly. */
function unavailabilityJson(unavailability: Unavailability | undefined): unknown {
  return unavailability && JSON.parse(Unavailability.toJson(unavailability));
}

/** How many frameworks in roles get nothing of it for which reason. */
function agentSentences({ clients }: Explanation): string[] {
  const counts = new Map<string, number>();
  for (const { reasons } of clients) {
    for (const { reason } of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  if (counts.size === 0) return ['No framework is subscribed.'];
  const parts = Array.from(counts, ([reason, count]) => `${reason} for ${count}`);
  return [`Why not of frameworks in roles: ${parts.join(', ')}.`];
}

function explainAway({ seen }: Teller, id: AgentId): Answer {
  const { recoveredAgents, unreachableAgents, goneAgents } = seen.core.state;
  const away = recoveredAgents.has(id)
    ? 'is expected back since this master leads and has not registered yet'
    : unreachableAgents.has(id)
      ? 'is unreachable'
      : goneAgents.has(id)
        ? 'was marked gone'
        : undefined;
  if (away === undefined) return failure({ status: 404, why: `No agent ${id} is known` });
  return ok({ summary: `Agent ${id} ${away}: nothing of it is offered.` });
}
