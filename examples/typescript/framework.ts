/**
 * A framework in TypeScript, outside of this repository: runs one task under an executor of its own
 * (executor.ts beside this file) and prints what becomes of it.
 *
 *   npm init -y && npm pkg set type=module
 *   npm install <path of altiplano-….tgz, which `npm pack` makes> && npm install -D typescript @types/node
 *   npx tsc --module nodenext --target es2023 --strict --types node framework.ts executor.ts
 *   node framework.js 127.0.0.1:5050
 */
import { userInfo } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Scheduler } from 'altiplano/scheduler';
import type { SchedulerHandlers, TaskToLaunch, mesos } from 'altiplano/scheduler';

const [master = '127.0.0.1:5050'] = process.argv.slice(2);

const scalar = (name: string, value: number): mesos.Resource => ({
  name,
  type: 'SCALAR',
  scalar: { value },
});

const executor: mesos.ExecutorInfo = {
  type: 'CUSTOM',
  executor_id: { value: 'typed' },
  command: {
    shell: false,
    value: process.execPath,
    arguments: ['node', fileURLToPath(new URL('executor.js', import.meta.url))],
  },
  resources: [scalar('cpus', 0.1), scalar('mem', 64)],
};

const task: TaskToLaunch = {
  name: 'typed',
  task_id: { value: 'typed' },
  executor,
  resources: [scalar('cpus', 0.1), scalar('mem', 32)],
};

let isLaunched = false;

const handlers: SchedulerHandlers = {
  offers(offers) {
    for (const offer of offers) {
      if (isLaunched) scheduler.decline([offer], { refuse_seconds: 60 });
      else
        scheduler.launch(offer, [
          { ...task, executor: { ...executor, framework_id: offer.framework_id } },
        ]);
      isLaunched = true;
    }
  },
  update({ task_id, state, message }) {
    process.stdout.write(`${task_id.value} is ${state}: ${message ?? ''}\n`);
    if (state === 'TASK_STARTING' || state === 'TASK_RUNNING') return;
    // Not before the acknowledgement is on its way.
    setImmediate(() => void scheduler.stop({ mode: 'teardown' }));
  },
  ended(why) {
    process.stderr.write(`It is over: ${why}\n`);
    process.exitCode = 1;
  },
};

const scheduler = new Scheduler({
  master,
  framework: { user: userInfo().username, name: 'typed' },
  handlers,
});

scheduler.start();
