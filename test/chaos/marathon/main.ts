/**
 * `npm run chaos -- marathon --seed N --deployments R`: rolls apps of real processes over R times while
 * the master and Marathon are killed. Status 1: a deployment got stuck, or an app had fewer or more
 * processes than its strategy promises.
 */
import { parseArgs } from 'node:util';
import { rollOver } from './roll-over.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    deployments: { type: 'string', default: '50' },
  },
});

const broken = await rollOver({
  seed: Number(values.seed),
  deployments: Number(values.deployments),
  say: (line) => void process.stdout.write(`${line}\n`),
});
for (const line of broken) process.stdout.write(`BROKEN ${line}\n`);
const verdict = broken.length === 0 ? 'all promises kept' : 'PROMISES BROKEN';
process.stdout.write(`${verdict}: seed ${values.seed}, ${values.deployments} deployments\n`);
process.exitCode = broken.length === 0 ? 0 : 1;
