/**
 * Many schedulers in one process that decline everything, to load the allocator. Prints when each
 * has had an offer, and what the master says of its own allocation runs; then they keep what they are
 * offered until the master has nothing left to offer, and all leave at once ("leaving").
 *
 * usage: node bench/tools/manyframeworks.mjs --master 127.0.0.1:5050 --frameworks 100
 *        [--roles one|each] [--refuse 5] [--seconds 30] [--hold-offers]
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { SchedulerClient } from './scheduler-client.mjs';

const { values: flag } = parseArgs({
  options: {
    master: { type: 'string', default: '127.0.0.1:5050' },
    frameworks: { type: 'string', default: '100' },
    roles: { type: 'string', default: 'one' },
    refuse: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '30' },
    'hold-offers': { type: 'boolean', default: false },
  },
});

/** Longer than the allocation interval, and so that no window of the bench has a decline in it. */
const calmMs = 1_500;

const total = Number(flag.frameworks);
const startMs = performance.now();
const sinceStart = () => Math.round(performance.now() - startMs);
const count = { subscribed: 0, offers: 0, served: 0 };
let allSubscribedMs;
let everyFrameworkServedMs;
let isHolding = flag['hold-offers'];

function start(i) {
  let isServed = false;
  const client = new SchedulerClient({
    address: flag.master,
    connections: 1,
    handlers: {
      SUBSCRIBED() {
        if (++count.subscribed === total) allSubscribedMs = sinceStart();
      },
      OFFERS({ offers: { offers } }) {
        count.offers += offers.length;
        if (!isServed && ++count.served === total) everyFrameworkServedMs = sinceStart();
        isServed = true;
        if (isHolding) return;
        const filters = { refuse_seconds: Number(flag.refuse) };
        const decline = { offer_ids: offers.map((offer) => offer.id), filters };
        client.call({ type: 'DECLINE', decline });
      },
      ended: (why) => console.error(`f${i}: ${why}`),
    },
  });
  const role = flag.roles === 'each' ? `role${i}` : 'load';
  const capabilities = [{ type: 'MULTI_ROLE' }];
  client.subscribe({ user: 'root', name: `f${i}`, roles: [role], capabilities });
}

/** The allocator's own timings, without their prefix. */
async function allocationTimings() {
  const response = await fetch(`http://${flag.master}/metrics/snapshot`);
  const entries = Object.entries(await response.json());
  const wanted =
    /^allocator\/mesos\/(allocation_run_(latency_)?ms(\/(count|p50|p99|max))?|allocation_runs)$/;
  const found = entries.filter(([name]) => wanted.test(name));
  return Object.fromEntries(
    found.map(([name, value]) => [
      name.replace('allocator/mesos/', ''),
      Math.round(value * 100) / 100,
    ]),
  );
}

for (let i = 0; i < total; i++) {
  start(i);
  if (i % 20 === 19) await sleep(20);
}
await sleep(Number(flag.seconds) * 1000);
const offersPerSecond = Math.round((count.offers / sinceStart()) * 1000);
const timings = await allocationTimings();
console.log(
  JSON.stringify({
    event: 'done',
    ...count,
    allSubscribedMs,
    everyFrameworkServedMs,
    offersPerSecond,
    ...timings,
  }),
);
isHolding = true;
await sleep(calmMs);
console.log(JSON.stringify({ event: 'leaving' }));
process.exit(0);
