/**
 * How the allocator's answers are told to whoever may see what: times of the machine, amounts in units,
 * frameworks and roles only as far as they are theirs to see.
 */
import type { Holder } from '../../../allocator/notes.ts';
import type { AgentId } from '../../../protocol/ids.ts';
import { fromThousandths } from '../../../resources/entry.ts';
import type { Quantities } from '../../../resources/resources.ts';
import type { MasterContext } from '../context.ts';

export class Teller {
  readonly seen: MasterContext;
  readonly #stepMs: number;

  constructor(seen: MasterContext) {
    const { clock } = seen.core;
    this.seen = seen;
    this.#stepMs = clock.timestamp() - clock.now();
  }

  /** Of a time by `clock.now()`: "2026-11-29T18:03:12Z". */
  time(ms: number): string {
    return `${new Date(ms + this.#stepMs).toISOString().slice(0, 19)}Z`;
  }

  hostname(agentId: AgentId): string | undefined {
    return this.seen.core.state.agents.get(agentId)?.info.hostname;
  }

  shows({ frameworkId, role }: Pick<Holder, 'frameworkId' | 'role'>): boolean {
    const { core, view } = this.seen;
    return core.state.frameworks.has(frameworkId) && view.showsRole(role);
  }

  /** "framework F in role R", also of one that must not be named. */
  who(holder: Holder, asked: string | undefined): string {
    if (holder.frameworkId === asked) return 'itself';
    if (!this.shows(holder)) return 'somebody else';
    return `framework ${holder.frameworkId} in role ${holder.role}`;
  }
}

/** {"cpus": 0.5, "mem": 32} */
export function amounts(quantities: Quantities): Record<string, number> {
  const sorted = [...quantities].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, amount]) => [name, fromThousandths(amount)]));
}

/** "0.5 cpus and 32 mem" */
export function amountsText(quantities: Quantities): string {
  const parts = Object.entries(amounts(quantities)).map(([name, amount]) => `${amount} ${name}`);
  return parts.length === 0 ? 'nothing' : parts.join(' and ');
}
