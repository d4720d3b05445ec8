/** A few rounds of `npm run chaos`: the cluster keeps its promises while its processes are killed. */
import { expect, it } from 'vitest';
import { runChaos } from '../chaos/run.ts';
import { whyNoZooKeeper } from '../support/zookeeper.ts';

const missing = whyNoZooKeeper();
const longestMs = 300_000;

it.skipIf(missing !== undefined)(
  `leaders, ZooKeepers, agents and frameworks die, and all promises are kept ${missing ?? ''}`,
  async () => {
    const said: string[] = [];
    const say = (line: string): void => void said.push(line);
    const options = { seed: 8, rounds: 4, first: 1, minutes: 1, basePort: 21_000, say };
    const { broken } = await runChaos(options);
    expect(broken, said.join('\n')).toEqual([]);
    expect(said.some((line) => line.includes('at rest'))).toBe(true);
  },
  longestMs,
);
