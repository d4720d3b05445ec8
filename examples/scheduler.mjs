/**
 * A framework in a page: runs five tasks under an executor of its own (executor.mjs beside this
 * file), prints what they answer, and ends.
 *
 *   npm start                                   (in one terminal)
 *   node examples/scheduler.mjs 127.0.0.1:5050  (in another)
 *
 * Written outside of this repository, the import is 'altiplano/scheduler' (typescript/framework.ts).
 */
import { userInfo } from 'node:os';
import { fileURLToPath } from 'node:url';

import { Scheduler } from '../dist/scheduler/index.js';

const [master = '127.0.0.1:5050', count = '5'] = process.argv.slice(2);

const scalar = (name, value) => ({ name, type: 'SCALAR', scalar: { value } });
const perTask = [scalar('cpus', 0.1), scalar('mem', 32)];
const say = (line) => process.stdout.write(`${line}\n`);

const waiting = Array.from({ length: Number(count) }, (_, i) => `task-${i + 1}`);
const unfinished = new Set(waiting);

const executor = {
  type: 'CUSTOM',
  executor_id: { value: 'example' },
  name: 'An executor of our own',
  command: {
    shell: false,
    value: process.execPath,
    arguments: ['node', fileURLToPath(new URL('executor.mjs', import.meta.url))],
  },
  resources: [scalar('cpus', 0.1), scalar('mem', 64)],
};

/** As many of the waiting tasks as fit, beside the executor. */
function tasksFor(offer) {
  const amount = (name) =>
    (offer.resources ?? [])
      .filter((resource) => resource.name === name && resource.scalar !== undefined)
      .reduce((sum, { scalar: { value } }) => sum + value, 0);
  const fitting = Math.min((amount('cpus') - 0.1) / 0.1, (amount('mem') - 64) / 32);
  return waiting.splice(0, Math.max(0, Math.floor(fitting + 0.001)));
}

const scheduler = new Scheduler({
  master,
  framework: { user: userInfo().username, name: 'example', checkpoint: true, failover_timeout: 60 },
  handlers: {
    subscribed: ({ frameworkId }) => say(`Subscribed as framework ${frameworkId}`),
    disconnected: (why) => say(`Disconnected (${why}); subscribing again`),

    offers(offers) {
      for (const offer of offers) {
        const names = tasksFor(offer);
        if (names.length === 0) {
          scheduler.decline([offer], { refuse_seconds: 60 });
          continue;
        }
        say(`Launching ${names.join(', ')} on ${offer.hostname}`);
        const tasks = names.map((name) => ({
          name,
          task_id: { value: name },
          executor: { ...executor, framework_id: offer.framework_id },
          resources: perTask,
          data: Buffer.from(`Hello, ${name}`),
        }));
        scheduler.launch(offer, tasks);
      }
    },

    // When this returns, the update is acknowledged.
    update({ task_id, state, data, message }) {
      const answer = data === undefined ? '' : `: ${Buffer.from(data)}`;
      say(`${task_id.value} is ${state}${answer}`);
      if (state === 'TASK_STARTING' || state === 'TASK_RUNNING') return;
      if (state !== 'TASK_FINISHED') {
        say(`${task_id.value} did not finish: ${message ?? 'no reason given'}`);
        process.exitCode = 1;
      }
      unfinished.delete(task_id.value);
      // Not before the acknowledgement is on its way.
      if (unfinished.size === 0) setImmediate(() => void scheduler.stop({ mode: 'teardown' }));
    },

    refused: ({ call, why }) => say(`The master refused ${call.type}: ${why}`),
    ended(why) {
      say(`It is over: ${why}`);
      process.exitCode = 1;
    },
  },
});

scheduler.start();
