/**
 * Beside the page, so that the page stays quick: follows the master's stream, keeps the cluster in
 * memory, and answers what the page asks.
 */
import { Answerer } from './answers.ts';
import type { Cluster } from './cluster.ts';
import { Follower } from './follower.ts';
import type { Hello } from './model.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import { prepareSearch } from './queries.ts';

const send = (message: FromWorker): void => self.postMessage(message);

const follower = new Follower({
  open: openStream,
  now: Date.now,
  onConnection: (connection, isWhole) => {
    // What is known by now is told first: from here on nothing older is shown.
    if (connection.kind === 'live') {
      tellWho();
      answers.answerNow();
    }
    send({ kind: 'connection', connection, isWhole });
    if (connection.kind === 'live') prepare(follower.cluster);
  },
  onChange: () => {
    tellClock();
    tellWho();
    answers.schedule();
  },
});
const answers = new Answerer(() => follower.cluster, send);
let clockOffsetMs = 0;
let greeting: Hello | undefined;

async function openStream(signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const response = await fetch('/master/live', { signal, cache: 'no-store' });
  if (!response.ok || response.body === null) {
    throw new Error(`${response.status} ${(await response.text()).slice(0, 200)}`);
  }
  return response.body;
}

/** In between, as long as nothing newer takes its place. */
function prepare(cluster: Cluster): void {
  const steps = prepareSearch(cluster);
  const step = (): void => {
    if (follower.cluster === cluster && steps.next().done !== true) setTimeout(step, 0);
  };
  step();
}

function tellClock(): void {
  const { offsetMs } = follower.cluster;
  if (offsetMs === clockOffsetMs) return;
  clockOffsetMs = offsetMs;
  send({ kind: 'clock', offsetMs });
}

function tellWho(): void {
  const { hello } = follower.cluster;
  if (hello === undefined || hello === greeting) return;
  greeting = hello;
  send({ kind: 'hello', masterId: hello.masterId, reader: hello.reader });
}

self.onmessage = ({ data }: MessageEvent<ToWorker>): void => {
  switch (data.kind) {
    case 'watch':
      answers.watch(data.watch, data.question);
      break;
    case 'close':
      answers.close(data.watch);
      break;
    case 'visible':
      answers.show(data.isVisible);
      break;
    case 'retry':
      follower.retryNow();
      break;
  }
};

void follower.run();
