/** What instances use, as Marathon tells it, and how it is asked for: of twenty agents at once. */
export interface Use {
  readonly cpus: number | null;
  readonly cpusLimit: number | null;
  readonly memBytes: number | null;
  readonly memLimitBytes: number | null;
}

export interface Uses {
  /** By task. */
  readonly tasks: ReadonlyMap<string, Use>;
  /** By agent: why it told nothing. */
  readonly faults: ReadonlyMap<string, string>;
}

export interface Told {
  readonly tasks: readonly (Use & { readonly id: string })[];
  readonly faults: readonly { readonly agentId: string; readonly message: string }[];
}

const agentsOfOneQuestion = 20;

export function partsOf(agents: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(agents.length / agentsOfOneQuestion) }, (_, i) =>
    agents.slice(i * agentsOfOneQuestion, (i + 1) * agentsOfOneQuestion),
  );
}

export function together(told: readonly Told[]): Uses {
  return {
    tasks: new Map(told.flatMap(({ tasks }) => tasks.map((use) => [use.id, use]))),
    faults: new Map(
      told.flatMap(({ faults }) => faults.map(({ agentId, message }) => [agentId, message])),
    ),
  };
}
