/** A few blows of `npm run chaos:containers`: an agent, and what runs its containers, are killed; promises hold, nothing is left. */
import { expect, it } from 'vitest';
import { runContainerChaos } from '../chaos/containers/run.ts';
import { whyNoContainers } from '../chaos/containers/world.ts';
import { patience } from '../support/cluster.ts';

const missing = whyNoContainers();
const longestMs = 300_000 * patience;

it.skipIf(missing !== undefined)(
  `containers keep their promises while agent, conmon and runtime die, and leave nothing ${missing ?? ''}`,
  async () => {
    const said: string[] = [];
    const say = (line: string): void => void said.push(line);
    const options = { seed: 3, blows: 10, minutes: 2 * patience, basePort: 21_400, say };
    const { broken, hits, tasks } = await runContainerChaos(options);
    expect(broken, said.join('\n')).toEqual([]);
    expect(hits).toBeGreaterThan(0);
    expect(tasks).toBeGreaterThan(3);
  },
  longestMs,
);
