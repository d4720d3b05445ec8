/**
 * Who has what by role, added up from the master's records of agents and offers alone: what the
 * allocator thinks is not asked. A role has what the roles below it have. All amounts are in
 * thousandths of scalars, by name.
 */
import type { AgentRecord, State } from '../../master/core/state.ts';
import type { RoleName } from '../../protocol/ids.ts';
import type { Entry } from '../../resources/entry.ts';
import { isReserved } from '../../resources/kind.ts';
import { type Quantities, Resources } from '../../resources/resources.ts';

type Amounts = Map<string, number>;

export class RoleBooks {
  /** Offered or used, reserved or not; a shared volume once for each role that has it. */
  readonly allocated = new Map<RoleName, Amounts>();
  /** What counts against quota: reservations, given out or not, and what is had of the unreserved. */
  readonly consumed = new Map<RoleName, Amounts>();
  readonly totals: Amounts = new Map();
  /** Unreserved, not revocable, and nobody's; below zero where an agent has become smaller. */
  readonly free: Amounts = new Map();

  constructor({ agents }: Pick<State, 'agents'>) {
    for (const agent of agents.values()) this.#addAgent(agent);
  }

  #addAgent(agent: AgentRecord): void {
    for (const { kind, thousandths } of agent.total.entries) {
      if (kind.type !== 'SCALAR') continue;
      add(this.totals, kind.name, thousandths);
      if (!isReserved(kind)) {
        if (!kind.isRevocable) add(this.free, kind.name, thousandths);
        continue;
      }
      for (const role of withAncestors(kind.reservedTo!)) {
        add(amountsOf(this.consumed, role), kind.name, thousandths);
      }
    }
    const seen = new Set<string>();
    const held = Resources.sum(agent.used.values()).add(agent.offered);
    for (const entry of held.entries) this.#addHeld(entry, seen);
  }

  /** `seen`: shared volumes of this agent that were counted, by role. */
  #addHeld({ kind, thousandths }: Entry, seen: Set<string>): void {
    if (kind.type !== 'SCALAR') return;
    const isPlain = !isReserved(kind) && !kind.isRevocable;
    if (isPlain) add(this.free, kind.name, -thousandths);
    for (const role of withAncestors(kind.allocationRole ?? '*')) {
      if (isPlain) add(amountsOf(this.consumed, role), kind.name, thousandths);
      const volume = `${role} ${kind.disk?.persistence?.id}`;
      if (kind.isShared && seen.has(volume)) continue;
      if (kind.isShared) seen.add(volume);
      add(amountsOf(this.allocated, role), kind.name, thousandths);
    }
  }

  consumedBy(role: RoleName, name: string): number {
    return this.consumed.get(role)?.get(name) ?? 0;
  }

  /** The largest part of any scalar of the cluster that the role has, without `less`. */
  dominantShare(role: RoleName, less: Quantities = new Map()): number {
    let share = 0;
    for (const [name, amount] of this.allocated.get(role) ?? []) {
      const total = this.totals.get(name) ?? 0;
      if (total > 0) share = Math.max(share, (amount - (less.get(name) ?? 0)) / total);
    }
    return share;
  }
}

/** "eng/web": "eng" and "eng/web". */
export function withAncestors(role: RoleName): RoleName[] {
  const parts = role.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** Of what nobody has reserved and nobody may take back. */
export function plainOf(resources: Resources): Quantities {
  return resources.unreserved().nonRevocable().quantities();
}

function amountsOf(all: Map<RoleName, Amounts>, role: RoleName): Amounts {
  let amounts = all.get(role);
  if (amounts === undefined) all.set(role, (amounts = new Map()));
  return amounts;
}

function add(amounts: Amounts, name: string, thousandths: number): void {
  amounts.set(name, (amounts.get(name) ?? 0) + thousandths);
}
