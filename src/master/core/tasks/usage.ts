/**
 * What tasks and executors that come in together take into use on an agent. It is gathered and added
 * up once, when all of them are in: adding thousands of ports one by one takes seconds.
 */
import { Resources } from '../../../resources/resources.ts';
import type { AgentRecord, FrameworkRecord } from '../state.ts';

export class Usage {
  readonly #agent: AgentRecord;
  readonly #parts = new Map<FrameworkRecord, Resources[]>();

  constructor(agent: AgentRecord) {
    this.#agent = agent;
  }

  add(framework: FrameworkRecord, resources: Resources): void {
    if (resources.isEmpty()) return;
    const parts = this.#parts.get(framework);
    if (parts === undefined) this.#parts.set(framework, [resources]);
    else parts.push(resources);
  }

  /** From now on it counts. Gives what each framework took, by its id. */
  book(): Map<string, Resources> {
    const { used } = this.#agent;
    const taken = new Map<string, Resources>();
    for (const [framework, parts] of this.#parts) {
      const sum = Resources.sum(parts);
      framework.used = framework.used.add(sum);
      used.set(framework.id, (used.get(framework.id) ?? Resources.empty).add(sum));
      taken.set(framework.id, sum);
    }
    this.#parts.clear();
    return taken;
  }
}
