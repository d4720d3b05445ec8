/**
 * An executor in a page: for each task it turns the data that it was given into capitals and sends
 * them back with the last update. An agent starts it (see scheduler.mjs); by hand it does nothing.
 */
import { setTimeout as wait } from 'node:timers/promises';

import { MesosExecutor } from '../dist/executor/index.js';

const executor = new MesosExecutor({
  subscribed: () => process.stdout.write('Connected to the agent\n'),

  async launch({ task_id, data }) {
    process.stdout.write(`Working on ${task_id.value}\n`);
    executor.update(task_id, 'TASK_RUNNING');
    await wait(200);
    const answer = Buffer.from(data ?? [])
      .toString()
      .toUpperCase();
    executor.update(task_id, 'TASK_FINISHED', { data: Buffer.from(answer) });
  },

  // Tasks of this example end by themselves; one that runs long would be stopped here.
  kill: ({ task_id }) => executor.update(task_id, 'TASK_KILLED'),

  shutdown: () => process.stdout.write('Asked to shut down\n'),
});

executor.start();
