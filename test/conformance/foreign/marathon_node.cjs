// Takes apps and groups through their lives with npm's marathon-node; prints what it saw as JSON.
// Argument: URL of Marathon. See ../marathon-clients.test.ts for what it should see.
const { setTimeout: sleep } = require('node:timers/promises');
const connect = require('marathon-node');

const url = process.argv[2];
const client = connect(url, { json: true });
const seen = {};
const events = new Set();

async function until(what, probe) {
  const deadline = performance.now() + 40_000;
  for (;;) {
    const found = await probe();
    if (found) return found;
    if (performance.now() > deadline) throw new Error(`It did not happen: ${what}`);
    await sleep(100);
  }
}

const settled = () =>
  until('no deployments', async () => (await client.deployments.getList()).length === 0);

const running = (count) =>
  until(`${count} tasks`, async () => {
    const { tasks } = await client.app.getTasks('/node/web');
    const run = tasks.filter(({ state }) => state === 'TASK_RUNNING').map(({ id }) => id);
    return tasks.length === count && run.length === count ? run.sort() : undefined;
  });

const common = (some, others) => some.filter((one) => others.includes(one)).length;
const small = { cpus: 0.1, mem: 16 };

async function listen() {
  const source = client.events.createEventSource();
  const names = [
    'event_stream_attached',
    'status_update_event',
    'deployment_info',
    'deployment_success',
  ];
  for (const name of [
    ...names,
    'deployment_failed',
    'group_change_success',
    'app_terminated_event',
  ]) {
    source.addEventListener(name, () => events.add(name));
  }
  await until('attached', () => events.has('event_stream_attached'));
  return source;
}

async function liveOfAnApp() {
  const web = {
    id: '/node/web',
    cmd: 'sleep 1000',
    instances: 2,
    labels: { by: 'node' },
    ...small,
  };
  seen.created = (await client.app.create(web)).id;
  await settled();
  const before = await running(2);
  seen.listed = (await client.app.getList({ label: 'by==node' })).apps.map(({ id }) => id);
  const embed = ['tasks', 'counts', 'deployments', 'readiness', 'lastTaskFailure', 'taskStats'];
  const { app } = await client.app.getOne('/node/web', { embed: embed.map((one) => `app.${one}`) });
  seen.embedded = [app.tasks.length, app.tasksRunning, app.deployments.length];

  await client.app.update('/node/web', { instances: 3 });
  await settled();
  const scaled = await running(3);
  seen.keptByScale = common(before, scaled) === 2;

  await client.app.update('/node/web', { cmd: 'sleep 2000' });
  await settled();
  const upgraded = await running(3);
  seen.keptByUpgrade = common(scaled, upgraded);
  seen.upgradedTo = (await client.app.getOne('/node/web')).app.cmd;

  const [one] = upgraded;
  seen.killed = (await client.app.killTask('/node/web', one)).task.id === one;
  await until('another in its place', async () => !(await running(3)).includes(one));
  await client.tasks.kill({ ids: (await running(3)).slice(0, 1) }, true);
  await settled();
  seen.killedAndScaled = (await running(2)).length;
}

async function versionsOfAnApp() {
  const { versions } = await client.app.getVersions('/node/web');
  const first = versions.at(-1);
  seen.firstVersion = (await client.app.getVersion('/node/web', first)).cmd;
  await client.app.update('/node/web', { version: first });
  await settled();
  seen.rolledBackTo = (await client.app.getOne('/node/web')).app.cmd;
  await client.app.restart('/node/web');
  await settled();
}

async function groups() {
  await client.groups.create({
    id: '/node/shop',
    apps: [
      { id: 'db', cmd: 'sleep 1000', ...small },
      { id: 'front', cmd: 'sleep 1000', dependencies: ['../shop/db'], ...small },
    ],
  });
  await settled();
  const { apps } = await client.groups.getOne('/node/shop');
  seen.group = apps.map(({ id }) => id).sort();
  seen.dependsOn = (await client.app.getOne('/node/shop/front')).app.dependencies;
  await client.groups.update('/node/shop', { scaleBy: 2 });
  await settled();
  seen.scaledGroup = [];
  for (const id of seen.group) {
    seen.scaledGroup.push((await client.app.getTasks(id)).tasks.length);
  }
}

async function whatWaits() {
  await client.app.create({ id: '/node/big', cmd: 'true', cpus: 1000, mem: 16 });
  const queue = await until('queued', async () => {
    const found = await client.queue.get();
    return found.queue.length > 0 ? found.queue : undefined;
  });
  seen.queued = queue.map(({ app, count }) => [app.id, count]);
  const [deployment] = await client.deployments.getList();
  seen.deploying = deployment.affectedApps;
  await client.queue.resetDelay('/node/big');
  const status = (error) => error.statusCode;
  seen.locked = await client.app.update('/node/big', { cmd: 'false' }).catch(status);
  await client.deployments.destroy(deployment.id);
  await settled();
  seen.afterCancel = await client.app.getOne('/node/big').catch(status);
}

async function main() {
  const source = await listen();
  seen.ping = await client.misc.ping();
  seen.leader = (await client.leader.get()).leader;
  seen.framework = (await client.info.get()).name;
  await liveOfAnApp();
  await versionsOfAnApp();
  await groups();
  await whatWaits();
  await client.groups.destroy('/node', true);
  await settled();
  seen.left = (await client.app.getList({ id: '/node/' })).apps.map(({ id }) => id);
  await until('the last event', () => events.has('app_terminated_event'));
  source.close();
  seen.events = [...events].toSorted((a, b) => a.localeCompare(b));
  process.stdout.write(`${JSON.stringify(seen)}\n`);
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
