/**
 * `npm run chaos:containers -- --seed N --blows R`: kills a real agent, and what runs its containers, R
 * times. Status 1: a promise was broken; 2: it cannot run here.
 */
import { parseArgs } from 'node:util';
import { runContainerChaos } from './run.ts';
import { whyNoContainers } from './world.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    blows: { type: 'string', default: '50' },
    minutes: { type: 'string', default: '1000' },
    port: { type: 'string', default: '20000' },
  },
});

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const missing = whyNoContainers();
if (missing === undefined) {
  const startedMs = performance.now();
  const { blows, hits, tasks, broken } = await runContainerChaos({
    seed: Number(values.seed),
    blows: Number(values.blows),
    minutes: Number(values.minutes),
    basePort: Number(values.port),
    say,
  });
  const seconds = Math.round((performance.now() - startedMs) / 1000);
  const verdict = broken.length === 0 ? 'all promises kept' : 'PROMISES BROKEN';
  say(
    `${verdict}: seed ${values.seed}, ${blows} blows, ${hits} hits, ${tasks} tasks, ${seconds} s`,
  );
  process.exitCode = broken.length === 0 ? 0 : 1;
} else {
  say(`Cannot run: ${missing}`);
  process.exitCode = 2;
}
