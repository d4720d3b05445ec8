/**
 * Taking away what was made for a container is asked for again when it fails: a helper (umount, a
 * plugin) that was killed in the middle fails for nobody's fault, and nobody would come back to what
 * it left before the next start of the agent. Whatever is asked here may be asked any number of times.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Result } from '../../foundation/result.ts';

/** A hindrance that outlasts them is the operator's affair; the end of a task does not wait for it. */
const mostTries = 3;
const pauseMs = 100;

/** The last answer. */
export async function insist(undo: () => Promise<Result<void>>): Promise<Result<void>> {
  for (let tries = 1; ; tries++) {
    const undone = await undo();
    if (undone.ok || tries === mostTries) return undone;
    await pause(pauseMs);
  }
}
