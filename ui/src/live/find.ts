/** What a few letters may mean: frameworks, agents and tasks whose names or ids come near to them. */
import { nearest, nearness } from '../search/nearness.ts';
import type { Cluster } from './cluster.ts';
import type { Task } from './model.ts';

export interface Found {
  readonly kind: 'framework' | 'agent' | 'task';
  readonly id: string;
  /** The framework of a task. */
  readonly of: string;
  readonly name: string;
}

/** Of each kind. */
const mostOfEach = 8;
/** Nobody finds something among a hundred thousand by one letter. */
const leastLetters = 2;
/** A task that ended is looked for less often. */
const endedShare = 0.7;

export function findNear(cluster: Cluster, text: string): readonly Found[] {
  if (text.length < leastLetters) return [];
  const near = (...names: readonly string[]): number =>
    Math.max(...names.map((name) => nearness(text, name)));
  const frameworks = nearest(
    cluster.frameworks.values(),
    ({ id, name }) => near(name, id),
    mostOfEach,
  ).map(({ one: { id, name } }) => ({ kind: 'framework' as const, id, of: '', name }));
  const agents = nearest(
    cluster.agents.values(),
    ({ id, hostname }) => near(hostname, id),
    mostOfEach,
  ).map(({ one: { id, hostname: name } }) => ({ kind: 'agent' as const, id, of: '', name }));
  const nearTask = ({ id, name, endedMs }: Task): number =>
    near(id, name) * (endedMs > 0 ? endedShare : 1);
  const tasks = nearest(tasksOf(cluster), nearTask, mostOfEach).map(
    ({ one: { id, framework: of, name } }) => ({ kind: 'task' as const, id, of, name }),
  );
  return [...frameworks, ...agents, ...tasks];
}

function* tasksOf({ tasks }: Cluster): Generator<Task> {
  for (const ofFramework of tasks.values()) yield* ofFramework.values();
}
