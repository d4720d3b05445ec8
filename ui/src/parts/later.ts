/**
 * Parts of the pages that are fetched when they are first shown. Should the server be away at that
 * moment, as while a master is elected, they are asked for again until it is back: what else is on the
 * page stays, and nobody has to reload it.
 */
import { lazy } from 'react';

const firstPauseMs = 500;
const longestPauseMs = 10_000;
/** Some three minutes. What is missing then, an update of the server may have taken away: shell/guard.tsx. */
const mostTries = 20;

export const later: typeof lazy = (load) => lazy(() => persistently(load, waitFor));

/** @throws What `load` failed with the last time. */
export async function persistently<Value>(
  load: () => Promise<Value>,
  wait: (ms: number) => Promise<void>,
): Promise<Value> {
  let pauseMs = firstPauseMs;
  for (let tries = 1; ; tries++) {
    try {
      return await load();
    } catch (error) {
      if (tries === mostTries) throw error;
    }
    await wait(pauseMs);
    pauseMs = Math.min(2 * pauseMs, longestPauseMs);
  }
}

const waitFor = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
