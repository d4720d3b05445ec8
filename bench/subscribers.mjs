/**
 * Operators that do not read: 1,000 subscribers of the event stream that read everything and 1,000
 * that read nothing, while 5,000 events come each second. How long does an event take to those who
 * read, and what do the others cost? The subscribers are processes of their own; the master's side
 * is in this one, so that nothing but the stream is measured.
 */
import { fork } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { SystemClock } from '../dist/foundation/clock.js';
import { HttpServer, Router, events } from '../dist/foundation/http/index.js';
import { silentLog } from '../dist/foundation/log.js';
import { OperatorEvents } from '../dist/master/endpoints/event-stream.js';
import { wholeView } from '../dist/security/view.js';
import { figure, quantile } from './tools/processes.mjs';

const subscribers = 1_000;
const eventsPerSecond = 5_000;
const seconds = 20;
const warmUpSeconds = 10;
const tickMs = 2;
const mediaType = 'application/x-protobuf';
/** Stands before the time in each event. */
const marker = 'task-';
const timeDigits = 13;

const frameworkId = { value: '7197e87e-95a9-4000-b001-7da026e62753-0000' };
const agentId = { value: '7197e87e-95a9-4000-b001-7da026e62753-S17' };
const uuid = new Uint8Array(16).fill(7);

if (process.argv[2] === '--honest') subscribe(true);
else if (process.argv[2] === '--stalled') subscribe(false);
else await measure();

// ---- the subscribers

/** Opens all, says so, and later tells the lags: of the oldest event in each piece that was read. */
function subscribe(reads) {
  const port = Number(process.argv[3]);
  const count = Number(process.argv[4]);
  const lags = [];
  let bytes = 0;
  let begun = 0;
  let open = 0;
  let lost = 0;
  let cpu;
  const onData = (length, buffer) => {
    bytes += length;
    const at = buffer.indexOf(marker, 0, 'latin1');
    if (at >= 0 && at + marker.length + timeDigits <= length) {
      const from = at + marker.length;
      lags.push(Date.now() - Number(buffer.toString('latin1', from, from + timeDigits)));
    }
    return true;
  };
  const shared = Buffer.alloc(256 * 1024);
  const openNext = () => {
    begun++;
    const onread = { buffer: shared, callback: onData };
    const socket = connect({ port, host: '127.0.0.1', ...(reads ? { onread } : {}) }, () => {
      socket.write('GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n');
      open++;
      if (open === count) process.send({ open });
      else if (begun < count) openNext();
    });
    if (!reads) socket.pause();
    socket.on('error', () => undefined).on('close', () => lost++);
  };
  for (let i = 0; i < Math.min(50, count); i++) openNext();
  process.on('message', (order) => {
    if (order === 'begin') {
      lags.length = bytes = 0;
      cpu = process.cpuUsage();
    } else
      process.send({
        lags,
        bytes,
        lost,
        cpuMs: process.cpuUsage(cpu).user / 1e3 + process.cpuUsage(cpu).system / 1e3,
      });
  });
}

function start(kind, port, count) {
  const child = fork(import.meta.filename ?? process.argv[1], [kind, String(port), String(count)]);
  const hear = () => new Promise((resolve) => void child.once('message', resolve));
  return { child, hear };
}

// ---- the master's side

async function measure() {
  const router = new Router();
  const http = new HttpServer({ router, log: silentLog });
  const observer = new OperatorEvents({
    clock: new SystemClock(),
    log: silentLog,
    maxSubscribers: 2 * subscribers + 10,
    budget: http.unreadStreams,
  });
  router.on('GET', '/events', () =>
    events(mediaType, (stream) => {
      const everybody = { view: wholeView, findFramework: () => undefined };
      const begin = observer.add(stream, mediaType, everybody);
      observer.snapshotBegins(mediaType, wholeView.key);
      begin({ pieces: [Buffer.from('{}')], length: 2, release: () => undefined });
    }),
  );
  const { port } = await http.listen(0, '127.0.0.1');
  const few = start('--honest', port, 10);
  await few.hear();
  const before = watchRss();
  await publish(observer, warmUpSeconds);
  const beforeMb = before();
  few.child.kill();
  const honest = start('--honest', port, subscribers);
  await honest.hear();
  const stalled = start('--stalled', port, subscribers);
  await stalled.hear();
  honest.child.send('begin');
  const during = watchRss();
  const cpu = process.cpuUsage();
  const published = await publish(observer, seconds);
  const { user, system } = process.cpuUsage(cpu);
  const duringMb = during();
  const heard = honest.hear();
  honest.child.send('tell');
  const { lags, bytes, lost, cpuMs } = await heard;
  const left = Math.max(0, observer.subscriberCount - (subscribers - lost));
  honest.child.kill();
  stalled.child.kill();
  console.log(
    `${published} events, ${((user + system) / seconds / 1e4).toFixed(0)} % of a processor; ${(bytes / seconds / 1e6).toFixed(0)} MB/s to ${subscribers} readers, ${(cpuMs / seconds / 10).toFixed(0)} % of a processor; ` +
      `${left} of ${subscribers} that do not read are left; ${lost} readers lost; ` +
      `RSS ${beforeMb.toFixed(0)} MB with ten readers, ${duringMb.toFixed(0)} MB with all`,
  );
  figure('events/s', published / seconds, '', { bar: `= ${eventsPerSecond}` });
  figure('lag of those who read, p50', quantile(lags, 0.5), 'ms');
  figure('lag of those who read, p99', quantile(lags, 0.99), 'ms', { bar: '≤ 200' });
  figure('RSS more than with ten readers', duringMb - beforeMb, 'MB', { bar: '≤ 64' });
  figure('readers that were cut', lost, '', { bar: '= 0' });
  process.exit(0);
}

async function publish(observer, forSeconds) {
  const startMs = performance.now();
  let count = 0;
  for (;;) {
    const elapsedMs = performance.now() - startMs;
    if (elapsedMs >= forSeconds * 1000) return count;
    const due = (elapsedMs / 1000) * eventsPerSecond;
    while (count < due) observer.taskUpdated(...taskUpdate(count++));
    await sleep(tickMs);
  }
}

function taskUpdate(number) {
  const taskId = { value: `${marker}${Date.now()}-${number}` };
  const status = {
    task_id: taskId,
    state: 'TASK_RUNNING',
    agent_id: agentId,
    timestamp: Date.now() / 1000,
    source: 'SOURCE_EXECUTOR',
    uuid,
  };
  return [{ task: { framework_id: frameworkId, state: 'TASK_RUNNING' } }, status];
}

function rssMb() {
  return process.memoryUsage.rss() / 1e6;
}

/** The function that comes back gives the most that was used since. */
function watchRss() {
  let mostMb = rssMb();
  const timer = setInterval(() => (mostMb = Math.max(mostMb, rssMb())), 100);
  return () => {
    clearInterval(timer);
    return mostMb;
  };
}
