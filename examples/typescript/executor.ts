/**
 * An executor in TypeScript: says of each task that it is done. An agent starts it; framework.ts
 * beside this file says how to build the two.
 */
import { MesosExecutor } from 'altiplano/executor';

const executor = new MesosExecutor({
  launch({ task_id }) {
    executor.update(task_id, 'TASK_RUNNING');
    executor.update(task_id, 'TASK_FINISHED', { message: 'done by an executor in TypeScript' });
  },
  kill: ({ task_id }) => executor.update(task_id, 'TASK_KILLED'),
});

executor.start();
