/**
 * An executor in a page: for each task it turns the data that it was given into capitals and sends
 * them back with the last update. An agent starts it, as scheduler.mjs beside this file tells it to;
 * started by hand it says that it misses the agent.
 */
import { MesosExecutor } from '../dist/executor/index.js';

const executor = new MesosExecutor({
  subscribed: () => process.stdout.write('Connected to the agent\n'),

  launch({ task_id, data }) {
    process.stdout.write(`Working on ${task_id.value}\n`);
    executor.update(task_id, 'TASK_RUNNING');
    const answer = Buffer.from(data ?? [])
      .toString()
      .toUpperCase();
    const done = () => executor.update(task_id, 'TASK_FINISHED', { data: Buffer.from(answer) });
    setTimeout(done, 200);
  },

  // Tasks of this example end by themselves; one that runs long would be stopped here.
  kill: ({ task_id }) => executor.update(task_id, 'TASK_KILLED'),

  shutdown: () => process.stdout.write('Asked to shut down\n'),
});

executor.start();
