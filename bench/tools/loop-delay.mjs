/**
 * To be loaded into a program before anything else (node --import): writes how long its event loop was
 * held up at most, in each tenth of a second, to the file that LOOP_DELAY_FILE names, "<ms since the
 * epoch> <longest delay in ms>" in a line. What reads it is bench/agent-recovery.mjs.
 */
import { appendFileSync } from 'node:fs';
import { basename } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const windowMs = 100;
const nanosecondsPerMs = 1e6;
const resolutionMs = 1;

const file = process.env.LOOP_DELAY_FILE;
if (file !== undefined && basename(process.argv[1] ?? '') === process.env.LOOP_DELAY_PROGRAM) {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  setInterval(() => {
    appendFileSync(file, `${Date.now()} ${(delay.max / nanosecondsPerMs).toFixed(1)}\n`);
    delay.reset();
  }, windowMs).unref();
}
