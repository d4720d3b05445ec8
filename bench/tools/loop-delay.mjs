/**
 * To be loaded into a program before anything else (node --import): writes the turns of its event loop
 * that take more than a few milliseconds to the file that LOOP_DELAY_FILE names, in a line each: "<begin,
 * ms since the epoch> <length, ms> <length less what was spent waiting for a processor, ms>". The second
 * is what the program itself does to those who wait for it: its work, and calls that block; the first has
 * what others on the machine do to it, too. What reads it is tools/turns.mjs.
 */
import { appendFileSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { performance } from 'node:perf_hooks';

/** Shorter ones are of no interest. */
const leastMs = 3;
const writtenEachMs = 100;
const nanosecondsPerMs = 1e6;
const resolutionMs = 1;
const mostBytes = 100;

/** What the main thread has spent waiting for a processor; always 0 where the kernel does not tell. */
function openWaiting() {
  try {
    const fd = openSync(`/proc/self/task/${process.pid}/schedstat`);
    const bytes = Buffer.alloc(mostBytes);
    return () => {
      const text = bytes.toString('latin1', 0, readSync(fd, bytes, 0, mostBytes, 0));
      return Number(text.split(' ')[1]) / nanosecondsPerMs;
    };
  } catch {
    return () => 0;
  }
}

const file = process.env.LOOP_DELAY_FILE;
if (file !== undefined && basename(process.argv[1] ?? '') === process.env.LOOP_DELAY_PROGRAM) {
  const waiting = openWaiting();
  let [atMs, waitedMs] = [performance.now(), waiting()];
  let lines = '';
  setInterval(() => {
    const [nowMs, nowWaitedMs] = [performance.now(), waiting()];
    const turnMs = nowMs - atMs - resolutionMs;
    const ownMs = turnMs - (nowWaitedMs - waitedMs);
    if (turnMs >= leastMs) {
      const begin = performance.timeOrigin + atMs;
      lines += `${[begin, turnMs, ownMs].map((ms) => ms.toFixed(1)).join(' ')}\n`;
    }
    [atMs, waitedMs] = [nowMs, nowWaitedMs];
  }, resolutionMs).unref();
  setInterval(() => {
    if (lines !== '') appendFileSync(file, lines);
    lines = '';
  }, writtenEachMs).unref();
}
