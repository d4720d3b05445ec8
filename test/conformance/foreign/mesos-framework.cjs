/**
 * Runs one task with npm's mesos-framework and prints the states it goes through.
 * usage: node mesos-framework.cjs <master port> (NODE_PATH has the package)
 */
const { Mesos, Scheduler } = require('mesos-framework');

const say = (line) => process.stdout.write(`${line}\n`);

const { CommandInfo } = Mesos.getMesos();
const scheduler = new Scheduler({
  masterUrl: '127.0.0.1',
  port: Number(process.argv[2]),
  logging: { level: 'error' },
  frameworkName: 'npm mesos-framework',
  restartStates: [],
  tasks: {
    once: {
      priority: 1,
      instances: 1,
      commandInfo: new CommandInfo(null, null, true, 'echo foreign; sleep 1', null, null),
      resources: { cpus: 0.1, mem: 32, ports: 1, disk: 0 },
    },
  },
});
scheduler.on('subscribed', () => say('SUBSCRIBED'));
scheduler.on('error', (error) => say(`error ${JSON.stringify(error)}`));
scheduler.on('update', ({ status }) => {
  say(status.state);
  if (status.state !== 'TASK_FINISHED') return;
  setTimeout(() => {
    scheduler.teardown();
    setTimeout(() => process.exit(0), 500);
  }, 500);
});
scheduler.on('ready', () => scheduler.subscribe());
