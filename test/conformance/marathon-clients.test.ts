/**
 * Clients that others wrote for Marathon drive ours, on a real cluster: each takes an app, a group and
 * what waits through their lives, and prints what it saw. Where a client cannot be had, its test is
 * skipped.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Cluster, type Program, eventually, freePort } from '../support/cluster.ts';
import {
  type Installed,
  installDcosCli,
  installGoMarathon,
  installMarathonNode,
  installMarathonPython,
  installPrometheus,
} from './foreign/install.ts';

const longestInstallMs = 400_000;
const longestRunMs = 180_000;

const cluster = new Cluster();
let master: Program;
let marathon: Program;

const driver = (name: string): string => fileURLToPath(new URL(`foreign/${name}`, import.meta.url));

beforeAll(async () => {
  master = await cluster.startMaster();
  const resources = '--resources=cpus:4;mem:4096;disk:10000;ports:[31000-32000]';
  await cluster.startAgent(master, { flags: [resources] });
  marathon = await cluster.startMarathon('marathon', [`--master=${master.address}`]);
});
afterAll(() => cluster.stop());

type Seen = Readonly<Record<string, unknown>>;

/** What a client printed; it ends with code 0 in time. */
async function seenBy(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Seen> {
  const url = `http://${marathon.address}`;
  const child = spawn(command, [...args, url], { env: { ...process.env, ...environment } });
  let stdout = '';
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  const impatience = setTimeout(() => child.kill('SIGKILL'), longestRunMs);
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  clearTimeout(impatience);
  expect(code, output).toBe(0);
  return JSON.parse(stdout) as Seen;
}

interface Skippable {
  skip(note: string): never;
}

function directoryOf(installed: Installed, context: Skippable): string {
  return 'missing' in installed ? context.skip(installed.missing) : installed.directory;
}

/** What a client must have seen whose apps lie below /NAME. */
function livesBelow(name: string) {
  return {
    listed: [`/${name}/web`],
    embedded: [2, 2, 0],
    keptByScale: true,
    keptByUpgrade: 0,
    upgradedTo: 'sleep 2000',
    killedAndScaled: 2,
    firstVersion: 'sleep 1000',
    group: [`/${name}/shop/db`, `/${name}/shop/front`],
    queued: [[`/${name}/big`, 1]],
    deploying: [`/${name}/big`],
    framework: 'marathon',
  };
}

const libraryLife = (name: string) => ({
  ...livesBelow(name),
  created: `/${name}/web`,
  leader: marathon.address,
  rolledBackTo: 'sleep 1000',
  dependsOn: [`/${name}/shop/db`],
  left: [],
});

const commonEvents = [
  'app_terminated_event',
  'deployment_failed',
  'deployment_info',
  'deployment_success',
  'event_stream_attached',
  'group_change_success',
  'status_update_event',
];

/** The states in which Mesos remembers tasks whose names begin so. */
async function endedTasks(prefix: string): Promise<ReadonlySet<string>> {
  const { frameworks } = (await master.getJson('/state')) as {
    frameworks: { tasks: { id: string }[]; completed_tasks: { id: string; state: string }[] }[];
  };
  const isOurs = ({ id }: { id: string }): boolean => id.startsWith(prefix);
  expect(frameworks.flatMap(({ tasks }) => tasks).filter(isOurs)).toEqual([]);
  const ended = frameworks.flatMap(({ completed_tasks }) => completed_tasks).filter(isOurs);
  return new Set(ended.map(({ state }) => state));
}

describe('PyPI marathon', () => {
  it(
    'takes apps and groups through their lives',
    { timeout: longestInstallMs },
    async (context) => {
      const directory = directoryOf(installMarathonPython(), context);
      const seen = await seenBy('python3', [driver('marathon_python.py')], {
        PYTHONPATH: directory,
      });
      const calls = {
        ping: 'pong',
        killed: true,
        scaledGroup: [2, 2],
        locked: 409,
        afterCancel: 404,
      };
      expect(seen).toMatchObject({ ...libraryLife('python'), ...calls });
      expect(seen['events']).toEqual(expect.arrayContaining(commonEvents));
      expect(seen['statuses']).toEqual(expect.arrayContaining(['TASK_RUNNING', 'TASK_KILLED']));
      expect(await endedTasks('python_web.')).toEqual(new Set(['TASK_KILLED']));
    },
  );
});

describe('npm marathon-node', () => {
  it(
    'takes apps and groups through their lives',
    { timeout: longestInstallMs },
    async (context) => {
      const directory = directoryOf(installMarathonNode(), context);
      const environment = { NODE_PATH: join(directory, 'node_modules') };
      const args = ['--no-deprecation', driver('marathon_node.cjs')];
      const seen = await seenBy(process.execPath, args, environment);
      const calls = {
        ping: 'pong',
        killed: true,
        scaledGroup: [2, 2],
        locked: 409,
        afterCancel: 404,
      };
      expect(seen).toMatchObject({ ...libraryLife('node'), ...calls, events: commonEvents });
      expect(await endedTasks('node_web.')).toEqual(new Set(['TASK_KILLED']));
    },
  );
});

describe('Go go-marathon', () => {
  it(
    'takes apps and groups through their lives',
    { timeout: longestInstallMs },
    async (context) => {
      const directory = directoryOf(installGoMarathon(driver('go_marathon.go')), context);
      const seen = await seenBy(join(directory, 'client'), []);
      const calls = { ping: true, locked: true, afterCancel: true };
      expect(seen).toMatchObject({ ...libraryLife('go'), ...calls, events: commonEvents });
      expect(await endedTasks('go_web.')).toEqual(new Set(['TASK_KILLED']));
    },
  );
});

describe('PyPI dcoscli', () => {
  it(
    'takes apps, groups and pods through their lives',
    { timeout: longestInstallMs },
    async (context) => {
      const directory = directoryOf(installDcosCli(), context);
      const config = join(cluster.directory, 'dcos.toml');
      const url = `"http://${marathon.address}"`;
      writeFileSync(config, `[core]\ndcos_url = ${url}\n[marathon]\nurl = ${url}\n`, {
        mode: 0o600,
      });
      const environment = { PYTHONPATH: directory, DCOS_CONFIG: config };
      const seen = await seenBy('python3', ['-W', 'ignore', driver('dcos_cli.py')], environment);
      expect(seen).toMatchObject({
        ...livesBelow('dcos'),
        table: true,
        task: 'TASK_RUNNING',
        noVersion: true,
        twice: true,
        stopped: 0,
        started: 1,
        removed: true,
        scaledGroup: [2, 2],
        updatedGroup: ['/dcos/shop/db'],
        groups: true,
        kept: ['one', 'two'],
        details: expect.arrayContaining(['InsufficientCpus']),
        leftBehind: 1,
        plugins: [],
        pod: ['/dcos/pod', [2]],
        locked: true,
        afterCancel: true,
      });
      expect(seen['summary']).toContain('CPUS');
      expect(await endedTasks('dcos_web.')).toEqual(new Set(['TASK_KILLED']));
    },
  );
});

interface Target {
  readonly discoveredLabels: Readonly<Record<string, string>>;
}

async function targetsOf(port: number, count: number): Promise<readonly Target[]> {
  return eventually('Prometheus knows them', async () => {
    const url = `http://127.0.0.1:${port}/api/v1/targets`;
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.status !== 200) return undefined;
    const { data } = (await answer.json()) as { data: { activeTargets: Target[] } };
    return data.activeTargets.length === count ? data.activeTargets : undefined;
  });
}

describe('Prometheus', () => {
  const app = {
    id: '/watched/web',
    cmd: 'sleep 1000',
    cpus: 0.1,
    mem: 16,
    instances: 2,
    labels: { team: 'blue' },
    portDefinitions: [{ port: 0, name: 'http', labels: { metrics: 'yes' } }],
  };

  it(
    'finds the tasks of apps with their labels',
    { timeout: longestInstallMs },
    async (context) => {
      const directory = directoryOf(installPrometheus(), context);
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify(app);
      const created = await fetch(`http://${marathon.address}/v2/apps`, {
        method: 'POST',
        headers,
        body,
      });
      expect(created.status).toBe(201);
      const port = await freePort();
      const home = join(cluster.directory, 'prometheus');
      mkdirSync(home);
      const config = join(home, 'prometheus.yml');
      const discovery = `{servers: ['http://${marathon.address}'], refresh_interval: 1s}`;
      writeFileSync(
        config,
        `scrape_configs: [{job_name: marathon, marathon_sd_configs: [${discovery}]}]\n`,
      );
      const args = [`--config.file=${config}`, `--storage.tsdb.path=${join(home, 'data')}`];
      const listen = `--web.listen-address=127.0.0.1:${port}`;
      const prometheus = spawn(join(directory, 'usr/bin/prometheus'), [...args, listen]);
      try {
        const targets = await targetsOf(port, 2);
        const { tasks } = (await marathon.getJson('/v2/apps/watched/web/tasks')) as {
          tasks: { id: string; host: string; ports: number[] }[];
        };
        const found = targets.map(({ discoveredLabels: labels }) => ({
          task: labels['__meta_marathon_task'],
          address: labels['__address__'],
          team: labels['__meta_marathon_app_label_team'],
          metrics: labels['__meta_marathon_port_definition_label_metrics'],
        }));
        const wanted = tasks.map(({ id, host, ports: [first] }) => ({
          task: id,
          address: `${host}:${first}`,
          team: 'blue',
          metrics: 'yes',
        }));
        expect(found).toHaveLength(2);
        expect(found).toEqual(expect.arrayContaining(wanted));
      } finally {
        prometheus.kill();
      }
    },
  );
});
