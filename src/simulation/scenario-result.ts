/** What a scenario is told, and what came of it. */
import type { KnownTask } from './frameworks/task-ledger.ts';
import type { World } from './world.ts';

export interface ScenarioOptions {
  readonly seed: number;
  /** How long faults go on, in virtual seconds. */
  readonly stormSecs: number;
  readonly write: (line: string) => void;
  /** With operations, quota, drains, maintenance and agents that are gone. */
  readonly isOperating?: boolean;
  /** With agents that lend more than they have. */
  readonly isLending?: boolean;
}

export interface ScenarioResult {
  readonly launched: number;
  readonly ends: ReadonlyMap<string, number>;
  readonly faultCount: number;
  /** How many decisions of the operator were answered. */
  readonly decisionCount: number;
  /** How many operations on resources agents said to be finished. */
  readonly operationCount: number;
  /** Of a stranger; without one, 0. */
  readonly lieCount: number;
  readonly violations: readonly string[];
}

export function resultOf(
  world: World,
  { faultCount, lieCount }: { readonly faultCount: number; readonly lieCount: number },
): ScenarioResult {
  return {
    launched: world.ledger.all.length,
    ends: endsOf(world.ledger.all),
    faultCount,
    lieCount,
    decisionCount: world.operator.answeredCount,
    operationCount: world.resources.finishedCount,
    violations: world.violations,
  };
}

function endsOf(tasks: readonly KnownTask[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { end } of tasks) {
    if (end !== undefined) counts.set(end, (counts.get(end) ?? 0) + 1);
  }
  return counts;
}
