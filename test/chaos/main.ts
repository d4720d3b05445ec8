/**
 * `npm run chaos -- --seed N --rounds R`: breaks a cluster of real processes R times, and says after
 * each round whether it kept its promises. Status 1: it did not; 2: it cannot run here.
 */
import { parseArgs } from 'node:util';
import { whyNoZooKeeper } from '../support/zookeeper.ts';
import { runChaos } from './run.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '20' },
    first: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '1000' },
    port: { type: 'string', default: '20000' },
  },
});

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const missing = whyNoZooKeeper();
if (missing === undefined) {
  const startedMs = performance.now();
  const { rounds, broken } = await runChaos({
    seed: Number(values.seed),
    rounds: Number(values.rounds),
    first: Number(values.first),
    minutes: Number(values.minutes),
    basePort: Number(values.port),
    say,
  });
  const seconds = Math.round((performance.now() - startedMs) / 1000);
  const verdict = broken.length === 0 ? 'all promises kept' : 'PROMISES BROKEN';
  say(`${verdict}: seed ${values.seed}, ${rounds} rounds, ${seconds} s`);
  process.exitCode = broken.length === 0 ? 0 : 1;
} else {
  say(`Cannot run: ${missing}`);
  process.exitCode = 2;
}
