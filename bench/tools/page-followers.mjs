/**
 * Many web pages without their browsers: each follows the stream of a master and reads all of it.
 * Says when each has been told all there is, and on SIGTERM how much was read since.
 *
 * usage: node bench/tools/page-followers.mjs --master 127.0.0.1:5050 --pages 200
 */
import http from 'node:http';
import { parseArgs } from 'node:util';

const { values: flag } = parseArgs({
  options: { master: { type: 'string' }, pages: { type: 'string', default: '200' } },
});
const count = Number(flag.pages);
const whole = '["whole"]';
const startedMs = performance.now();
const print = (line) => console.log(JSON.stringify(line));
let wholes = 0;
let bytes = 0;

for (let i = 0; i < count; i++) {
  let isWhole = false;
  let tail = '';
  http.get(`http://${flag.master}/master/live`, { agent: false }, (response) => {
    response.on('data', (chunk) => {
      bytes += chunk.length;
      if (isWhole) return;
      isWhole = chunk.includes(whole) || (tail + chunk.toString('latin1', 0, 20)).includes(whole);
      tail = chunk.toString('latin1', Math.max(0, chunk.length - 20));
      if (isWhole && ++wholes === count) {
        print({ event: 'whole', ms: Math.round(performance.now() - startedMs), bytes });
        bytes = 0;
      }
    });
    response.on('close', () => print({ event: 'lost' }));
  });
}
process.once('SIGTERM', () => {
  print({ event: 'stopped', bytes });
  process.exit(0);
});
