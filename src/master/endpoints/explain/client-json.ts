/** What is told of one framework in one of its roles: numbers for programs, sentences for people. */
import type {
  ClientExplanation,
  Example,
  ReasonCount,
  RecentRuns,
  RoleExplanation,
} from '../../../allocator/explanation.ts';
import type { Holder, Note } from '../../../allocator/notes.ts';
import { reasonText } from './reason-text.ts';
import { type Teller, amounts } from './teller.ts';

type Json = Record<string, unknown>;

export function clientJson(client: ClientExplanation, teller: Teller): Json {
  const { frameworkId, role, share, allocationCount, place, placeOf, holdsOn, recent } = client;
  return {
    framework_id: frameworkId,
    role,
    summary: clientSummary(client, teller),
    share,
    place,
    place_of: placeOf,
    times_given: allocationCount,
    holds_on_agents: holdsOn,
    reasons: reasonsJson(client.reasons, teller, frameworkId),
    ...(recent === undefined ? {} : { recent_cycles: recentJson(recent, teller, frameworkId) }),
  };
}

/** "In role r it holds something on 2 agents. Of 14 agents: 9 …; 3 …." */
export function clientSummary(client: ClientExplanation, teller: Teller): string {
  const { frameworkId, role, holdsOn, reasons } = client;
  const agentCount = reasons.reduce((sum, { count }) => sum + count, 0);
  const holds = `In role ${role} it holds something on ${plural(holdsOn, 'agent')}.`;
  if (agentCount === 0) return `${holds} No agent is registered.`;
  const why = reasons.map((reason) => reasonText(reason, teller, frameworkId));
  return `${holds} Of ${plural(agentCount, 'agent')}: ${why.join('; ')}.`;
}

function recentJson({ sinceMs, runs }: RecentRuns, teller: Teller, asked: string): Json {
  const agents = runs.reduce((sum, { agentCount }) => sum + agentCount, 0);
  const given = runs.reduce((sum, { givenCount }) => sum + givenCount, 0);
  const since = teller.time(sinceMs);
  const summary =
    runs.length === 0
      ? `No cycle was noted since ${since}, when somebody asked first; none runs while nothing changes.`
      : `In the last ${plural(runs.length, 'cycle')} since ${since} it was given something of ${given} of ${plural(agents, 'agent')} that were looked at.`;
  return {
    summary,
    noted_since: since,
    cycles: runs.map(({ atMs, agentCount, givenCount, reasons }) => ({
      at: teller.time(atMs),
      agents: agentCount,
      given: givenCount,
      reasons: reasonsJson(reasons, teller, asked),
    })),
  };
}

function reasonsJson(reasons: readonly ReasonCount[], teller: Teller, asked: string): Json[] {
  return reasons.map((reason) => ({
    reason: reason.reason,
    agents: reason.count,
    text: reasonText(reason, teller, asked),
    examples: reason.examples.map((example) => exampleJson(example, teller)),
  }));
}

function exampleJson({ agentId, note }: Example, teller: Teller): Json {
  return { agent_id: agentId, hostname: teller.hostname(agentId), ...detailsJson(note, teller) };
}

/** The facts of a note, with amounts alone: whom something is reserved for is not told. */
function detailsJson(note: Note, teller: Teller): Json {
  switch (note.reason) {
    case 'RECOVERING':
      return { agents_back: note.agentCount, agents_needed: note.neededCount };
    case 'AGENT_INACTIVE':
      return { why: note.why };
    case 'NOTHING_LEFT':
      return { held_by: note.holders.map((holder) => holderJson(holder, teller)) };
    case 'MISSING_CAPABILITY':
      return { capability: note.capability, missing_of: note.of };
    case 'OTHER_REGION':
      return { region: note.region, master_region: note.masterRegion };
    case 'RESERVED_FOR_OTHERS':
      return { free: amounts(note.left.quantities()) };
    case 'QUOTA_LIMIT':
    case 'QUOTA_HEADROOM':
      return {
        free: amounts(note.left.quantities()),
        allowed: amounts(note.allowed.quantities()),
      };
    case 'MIN_ALLOCATABLE':
      return { free: amounts(note.left.quantities()), least: note.least.map(amounts) };
    case 'REFUSED':
      return { refused: amounts(note.refused.quantities()), until: teller.time(note.untilMs) };
    case 'FAIR_SHARE':
      return {
        free: amounts(note.left.quantities()),
        ...(note.first === undefined ? {} : { first: holderJson(note.first, teller) }),
      };
    case 'FRAMEWORK_INACTIVE':
    case 'NOT_SUBSCRIBED':
    case 'SUPPRESSED':
    case 'NOT_WHITELISTED':
    case 'OFFER_CONSTRAINTS':
      return {};
  }
}

function holderJson(holder: Holder, teller: Teller): Json {
  const { share, roleShare, role, frameworkId } = holder;
  const who = teller.shows(holder) ? { framework_id: frameworkId, role } : {};
  return { ...who, share, role_share: roleShare };
}

export function roleJson({ quota, ...role }: RoleExplanation): Json {
  return {
    role: role.role,
    weight: role.weight,
    share: role.share,
    place: role.place,
    place_of: role.placeOf,
    allocated: amounts(role.allocated),
    reserved: amounts(role.reserved),
    ...(quota === undefined
      ? {}
      : {
          quota: {
            guarantees: amounts(quota.guarantees),
            limits: amounts(quota.limits),
            consumed: amounts(quota.consumed),
          },
        }),
  };
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
