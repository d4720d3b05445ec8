/**
 * What a balancer has to remember between one look at Marathon and the next, or to find out for
 * itself: addresses of agents that have names, and the health of tasks of which Marathon says
 * nothing for a moment (after a change of its leader).
 */
import { isIP } from 'node:net';
import type { App } from './app.ts';

/** Names of agents that need an address, each once. */
export function hostsToResolve(apps: readonly App[]): readonly string[] {
  const hosts = new Set<string>();
  for (const app of apps) {
    if (app.mode === 'container') continue;
    for (const { host } of app.tasks) if (isIP(host) === 0) hosts.add(host);
  }
  return [...hosts];
}

/** With what is known now; the oldest are forgotten when there are more than `capacity`. */
export function rememberHealth(
  known: ReadonlyMap<string, boolean>,
  apps: readonly App[],
  capacity: number,
): ReadonlyMap<string, boolean> {
  const health = new Map(known);
  for (const { tasks } of apps) {
    for (const { id, isAlive } of tasks) {
      if (isAlive === undefined) continue;
      // Written last, it is forgotten last.
      health.delete(id);
      health.set(id, isAlive);
    }
  }
  for (const id of health.keys()) {
    if (health.size <= capacity) break;
    health.delete(id);
  }
  return health;
}
