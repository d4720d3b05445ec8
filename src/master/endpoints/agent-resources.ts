/**
 * The resources of an agent in the forms of the older endpoints. Most of ten thousand agents have the
 * same, so their texts are made once for all that are alike, and each agent looks up three things only:
 * what it has, what of it is used, and what is offered.
 */
import { fullResourcesJson, reservationsJson, resourcesJson } from '../../operator-api/index.ts';
import { Alike } from '../../resources/alike.ts';
import type { Resources } from '../../resources/resources.ts';
import { type View, wholeView } from '../../security/view.ts';
import type { AgentRecord } from '../core/state.ts';
import { usedOn } from '../core/tasks/tasks.ts';

export interface AgentResources {
  readonly total: TotalTexts;
  readonly used: PartTexts;
  readonly offered: PartTexts;
}

export function agentResources(agent: AgentRecord, view: View): AgentResources {
  const { total, offered } = agent;
  const used = usedOn(agent);
  if (view.isWhole) {
    return { total: totals.of(total), used: parts.of(used), offered: parts.of(offered) };
  }
  return {
    total: new TotalTexts(total, view),
    used: new PartTexts(used, view),
    offered: new PartTexts(offered, view),
  };
}

/** The whole messages are made when they are asked for: only /slaves shows them. */
class PartTexts {
  readonly named: string;
  readonly #resources: Resources;
  readonly #view: View;
  #full: string | undefined;

  constructor(resources: Resources, view: View) {
    this.#resources = resources;
    this.#view = view;
    this.named = resourcesJson(resources);
  }

  get full(): string {
    return (this.#full ??= fullResourcesJson(this.#resources, this.#view));
  }
}

/** Reservations, and resources that are given to roles, are those of roles that are seen. */
class TotalTexts {
  readonly named: string;
  /** Fields, each with a comma before it: what of it is reserved, and what is not. */
  readonly shares: string;
  readonly #total: Resources;
  readonly #view: View;
  #fullShares: string | undefined;

  constructor(total: Resources, view: View) {
    this.#total = total;
    this.#view = view;
    this.named = resourcesJson(total);
    this.shares =
      `,"reserved_resources":${reservationsJson(total, resourcesJson, view)}` +
      `,"unreserved_resources":${resourcesJson(total.unreserved())}`;
  }

  /** The same in whole messages. */
  get fullShares(): string {
    return (this.#fullShares ??= this.#makeFullShares());
  }

  #makeFullShares(): string {
    const full = (some: Resources): string => fullResourcesJson(some, this.#view);
    return (
      `,"reserved_resources_full":${reservationsJson(this.#total, full, this.#view)}` +
      `,"unreserved_resources_full":${full(this.#total.unreserved())}`
    );
  }
}

const totals = new Alike((total) => new TotalTexts(total, wholeView));
const parts = new Alike((part) => new PartTexts(part, wholeView));
