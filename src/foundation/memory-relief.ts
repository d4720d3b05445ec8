/**
 * Gives memory back after large requests. What passes through a socket becomes garbage outside the
 * heap, and the runtime only collects when the *heap* grows: a process that threw away 100 MB of
 * refused bodies and then has little to do keeps them for hours. So whoever dealt with many bytes
 * says so here, and once it is quiet the garbage is collected.
 *
 * A collection stops the process for as long as its heap takes to walk, so it must not be something
 * that a peer can ask for at will: there is a pause between two.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Less than this is what any process has lying around. */
const worthwhileBytes = 16 * 1024 * 1024;
/** After the last large request: collecting while more arrive would be in vain. */
const quietMs = 1_000;
/** Between collections, however many large requests come. */
const pauseMs = 10_000;
/** The first finds buffers unused, the second gives their memory back. */
const collections = 2;

let passedBytes = 0;
let isScheduled = false;
let lastCollectionMs = -Infinity;
let collect: (() => void) | undefined;

/** These bytes were received for nothing that is kept. */
export function notePassedBytes(bytes: number): void {
  passedBytes += bytes;
  if (passedBytes < worthwhileBytes || isScheduled) return;
  isScheduled = true;
  const pauseLeftMs = lastCollectionMs + pauseMs - performance.now();
  setTimeout(() => relieve(collections), Math.max(quietMs, pauseLeftMs)).unref();
}

function relieve(left: number): void {
  collect ??= findCollector();
  const sinceLastBytes = passedBytes;
  passedBytes = 0;
  collect();
  lastCollectionMs = performance.now();
  if (left > 1) {
    setTimeout(() => relieve(left - 1), quietMs).unref();
    return;
  }
  isScheduled = false;
  // More came meanwhile: the end of it shall be collected too, however little it is.
  if (sinceLastBytes > 0) notePassedBytes(worthwhileBytes);
}

/** The runtime only shows its collector to those who start it with a flag, or set it in time. */
function findCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
