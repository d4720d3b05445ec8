/** What the processes of a container and of those nested in it consume, added up. */
import type { Consumption } from '../isolators/isolator.ts';
import type { ContainerRoot, ProcessTree } from './process-tree.ts';

/** Times are hundredths of a second; sums of doubles must not show more digits. */
function hundredths(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}

export function consumptionOf(
  roots: readonly (ContainerRoot | undefined)[],
  tree: ProcessTree,
): Consumption {
  let [processCount, userTimeSecs, systemTimeSecs, rssBytes] = [0, 0, 0, 0];
  for (const root of roots) {
    if (root === undefined) continue;
    for (const info of tree.membersOf(root)) {
      processCount++;
      userTimeSecs += info.userTimeSecs;
      systemTimeSecs += info.systemTimeSecs;
      rssBytes += info.rssBytes;
    }
  }
  return {
    processCount,
    userTimeSecs: hundredths(userTimeSecs),
    systemTimeSecs: hundredths(systemTimeSecs),
    rssBytes,
  };
}
