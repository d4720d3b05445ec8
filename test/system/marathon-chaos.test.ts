/** A few rounds of `npm run chaos -- marathon`: rolling upgrades keep their promises while master and Marathon are killed. */
import { expect, it } from 'vitest';
import { rollOver } from '../chaos/marathon/roll-over.ts';

const longestMs = 300_000;

it(
  'upgrades end at the last version, never below what was promised, whoever dies meanwhile',
  async () => {
    const said: string[] = [];
    const say = (line: string): void => void said.push(line);
    const broken = await rollOver({ seed: 5, deployments: 3, say });
    expect(broken, said.join('\n')).toEqual([]);
    expect(said).toHaveLength(3);
  },
  longestMs,
);
