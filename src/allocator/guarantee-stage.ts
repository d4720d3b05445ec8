/**
 * The first stage of a run: roles that have less than they are guaranteed. Agent by agent, in the order
 * of their shares, each is given what it is still owed, and along with it what makes the offer of use:
 * all of the agent that it may have and that nobody else is owed.
 *
 * Headroom only counts amounts; a framework may be able to use few of the agents. So those that are
 * owed something choose before all others.
 */
import type { Resources } from '../resources/resources.ts';
import type { Decider } from './decision.ts';
import { type Headroom, isSatisfied, unsatisfiedOf } from './quota.ts';
import type { RunContext } from './run.ts';
import { Competitor, Siblings } from './siblings.ts';
import type { AgentState, Client, RoleNode } from './state.ts';

export interface StageParts {
  readonly context: RunContext;
  readonly decider: Decider;
  readonly availableOf: (agent: AgentState, role: RoleNode) => Resources;
  readonly book: (client: Client, agent: AgentState, offer: Resources) => void;
}

/** A role in the order of this stage; in that of the tree it stands under the key it has there. */
class Creditor extends Competitor {
  readonly role: RoleNode;

  constructor(role: RoleNode) {
    super(role.name, role.allocated);
    this.role = role;
    this.update();
  }

  update(): void {
    this.weight = this.role.weight;
    this.allocationCount = this.role.allocationCount;
  }
}

export function satisfyGuarantees(
  agents: readonly AgentState[],
  headroom: Headroom,
  parts: StageParts,
): void {
  const { options, scalars, random, tree } = parts.context;
  const creditors = new Siblings<Creditor>(options.roleSorter, scalars, random);
  for (const role of tree.quotaRoles) {
    if (role.frameworks.size > 0 && !isSatisfied(role)) creditors.insert(new Creditor(role));
  }
  for (const agent of agents) {
    if (creditors.size === 0) return;
    creditors.settle();
    const settled: Creditor[] = [];
    while (!agent.free.isEmpty()) {
      const creditor = creditors.next();
      if (creditor === undefined) break;
      if (!offerToRole(creditor.role, agent, headroom, parts)) continue;
      creditor.update();
      creditors.touch(creditor);
      if (isSatisfied(creditor.role)) settled.push(creditor);
    }
    for (const creditor of settled) creditors.remove(creditor);
  }
}

/** Whether one of its frameworks got something. */
function offerToRole(
  role: RoleNode,
  agent: AgentState,
  headroom: Headroom,
  { context, decider, availableOf, book }: StageParts,
): boolean {
  let hasGiven = false;
  role.frameworks.settle();
  while (!isSatisfied(role)) {
    const client = role.frameworks.next();
    const available = availableOf(agent, role);
    if (client === undefined || available.isEmpty()) break;
    const unsatisfied = unsatisfiedOf(role);
    const found = decider.findGuaranteedOffer(client, agent, available, unsatisfied);
    if (found === undefined) continue;
    for (const [name, amount] of found.guaranteed.quantities()) {
      headroom.satisfy(context.scalars.indexOf(name), amount);
    }
    book(client, agent, found.offer);
    hasGiven = true;
  }
  return hasGiven;
}
