/**
 * Isolators of the launcher `linux` from outside: a real master and agent, mesos-execute, and CNI plugins on a bridge of
 * this machine. Needs root, cgroups, runc, conmon and the standard plugins; elsewhere it is skipped and says so.
 */
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findObstacle } from '../../src/containers/linux/requirements.ts';
import { containerCgroups, removeCgroups } from '../support/cgroups.ts';
import { Cluster, eventually, freePort, type Program } from '../support/cluster.ts';

const mountPoint = '/sys/fs/cgroup';
const plugins = ['/usr/lib/cni', '/opt/cni/bin'].find((path) => existsSync(join(path, 'bridge')));
const obstacle =
  findObstacle(mountPoint) ?? (plugins === undefined ? 'it needs the CNI plugins' : undefined);
const cgroupsRoot = `mesos-isolators-test-${process.pid}`;
const bridge = `apsys${process.pid % 100_000}`;
const execute = fileURLToPath(new URL('../../bin/mesos-execute', import.meta.url));
const agentProgram = fileURLToPath(new URL('../../bin/mesos-agent', import.meta.url));

interface StateTask {
  readonly id: string;
  readonly statuses: readonly {
    readonly container_status?: {
      readonly network_infos?: readonly {
        readonly name?: string;
        readonly ip_addresses: readonly { readonly ip_address: string }[];
      }[];
    };
  }[];
}

describe.skipIf(obstacle !== undefined)(`isolators of an agent (${obstacle ?? ''})`, () => {
  const cluster = new Cluster();
  const leases = join(cluster.directory, 'leases');
  let master: Program;
  let agent: Program;

  beforeAll(async () => {
    const configs = join(cluster.directory, 'networks');
    mkdirSync(configs);
    const ipam = { type: 'host-local', subnet: '10.213.99.0/24', dataDir: leases };
    const blue = { cniVersion: '0.3.1', name: 'blue', type: 'bridge', bridge, ipam };
    writeFileSync(join(configs, 'blue.conf'), JSON.stringify(blue));
    master = await cluster.startMaster();
    agent = await cluster.startAgent(master, {
      launcher: 'linux',
      flags: [
        '--isolation=cgroups/all,linux/capabilities,namespaces/ipc,network/ports',
        ...[`--network_cni_config_dir=${configs}`, `--network_cni_plugins_dir=${plugins!}`],
        ...['--enforce_container_ports', '--container_ports_watch_interval=100ms'],
        '--bounding_capabilities={"capabilities":["CHOWN"]}',
        `--cgroups_root=${cgroupsRoot}`,
        '--resources=cpus:4;mem:1000;disk:1000',
      ],
    });
    await registered();
  });

  afterAll(async () => {
    // Of a test that failed half-way: else the directory cannot be removed.
    for (const line of readFileSync('/proc/self/mountinfo', 'utf8').split('\n')) {
      const place = line.split(' ')[4] ?? '';
      if (place.startsWith(cluster.directory)) execFileSync('umount', [place]);
    }
    await cluster.stop();
    await removeCgroups(cgroupsRoot);
    execFileSync('ip', ['link', 'delete', bridge]);
  });

  async function registered(): Promise<void> {
    await eventually('the agent is registered', async () => {
      const { slaves } = (await master.getJson('/slaves')) as { slaves: { active: boolean }[] };
      return slaves.some(({ active }) => active) || undefined;
    });
  }

  /** What mesos-execute printed of the task. */
  function run(...args: string[]): Promise<string> {
    return new Promise((resolve) => {
      const small = args.some((each) => each.startsWith('--task_group'))
        ? []
        : ['--resources=cpus:0.1;mem:64'];
      const all = [execute, `--master=${master.address}`, ...small, ...args];
      execFile(process.execPath, all, (_error, stdout, stderr) => resolve(stdout + stderr));
    });
  }

  /** Addresses that are given to somebody. */
  function leased(): readonly string[] {
    const home = join(leases, 'blue');
    return existsSync(home) ? readdirSync(home).filter((name) => /^\d+\./u.test(name)) : [];
  }

  async function nothingIsLeft(): Promise<void> {
    await eventually(
      'all cgroups of containers are gone',
      () => containerCgroups(cgroupsRoot).length === 0 || undefined,
    );
    await eventually('all addresses are given back', () => leased().length === 0 || undefined);
    await eventually(
      'all mounts are gone',
      () => !readFileSync('/proc/self/mountinfo', 'utf8').includes(cluster.directory) || undefined,
    );
    expect(execFileSync('ip', ['link', 'show', 'type', 'veth']).toString()).not.toContain(bridge);
  }

  it('a task joins a network, its address is told, also after kill -9 of the agent', async () => {
    const gate = join(cluster.directory, 'gate');
    const command = `ip -4 -o addr show eth0 | grep -q 10.213.99. || exit 1; while ! [ -e ${gate} ]; do sleep 0.05; done; exit 7`;
    const ended = run('--name=joins', '--checkpoint', '--networks=blue', `--command=${command}`);
    const told = async (): Promise<string | undefined> => {
      const { frameworks } = (await master.getJson('/state')) as {
        frameworks: { tasks: StateTask[] }[];
      };
      const task = frameworks.flatMap(({ tasks }) => tasks).find(({ id }) => id === 'joins');
      const [network] = task?.statuses.at(-1)?.container_status?.network_infos ?? [];
      return network?.name === 'blue' ? network.ip_addresses[0]?.ip_address : undefined;
    };
    const address = await eventually('its address is told', told);
    expect(leased()).toEqual([address]);
    await agent.end('SIGKILL');
    await agent.start();
    await registered();
    const containers = (await agent.getJson('/containers')) as { status: object }[];
    expect(JSON.stringify(containers[0]!.status)).toContain(address);
    writeFileSync(gate, '');
    expect(await ended).toContain('Command exited with status 7');
    await nothingIsLeft();
  });

  it('the tasks of a pod have one address', async () => {
    const file = join(cluster.directory, 'addresses');
    const task = (name: string): object => ({
      ...{ name, task_id: { value: name }, agent_id: { value: '' } },
      resources: ['cpus:0.1', 'mem:32'].map((text) => {
        const [resource, value] = text.split(':');
        return { name: resource, type: 'SCALAR', scalar: { value: Number(value) } };
      }),
      command: { value: `ip -4 -o addr show eth0 | grep -o '10.213.99.[0-9]*/' >>${file}` },
    });
    const group = JSON.stringify({ tasks: [task('a'), task('b')] });
    const said = await run('--networks=blue', `--task_group=${group}`);
    expect(said.match(/TASK_FINISHED/gu)).toHaveLength(2);
    const [one, other] = readFileSync(file, 'utf8').trim().split('\n');
    expect(other).toBe(one);
    await nothingIsLeft();
  });

  it('a network that nobody knows fails the launch in the words of Mesos', async () => {
    const said = await run('--name=lost', '--networks=green', '--command=true');
    expect(said).toContain("Unknown CNI network 'green'");
    expect(said).toContain('REASON_CONTAINER_LAUNCH_FAILED');
    await nothingIsLeft();
  });

  /** All that the master knows of a task that runs. */
  async function textOf(id: string): Promise<string> {
    const response = await fetch(`http://${master.address}/api/v1`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({ type: 'GET_TASKS' }),
    });
    const { get_tasks: all } = (await response.json()) as {
      get_tasks: { tasks?: { task_id: { value: string } }[] };
    };
    return JSON.stringify(all.tasks?.find(({ task_id }) => task_id.value === id) ?? {});
  }

  it.each(['HTTP', 'TCP'] as const)(
    'checks by %s are made in the network of the task, not of the machine',
    async (type) => {
      // On loopback: from outside of its network nobody reaches it, nor does a task reach the machine's.
      const machines = createServer((_request, response) => response.end()).listen(0, '127.0.0.1');
      await once(machines, 'listening');
      const { port } = machines.address() as AddressInfo;
      const where = type === 'HTTP' ? { http: { path: '/', port } } : { tcp: { port } };
      const often = { delay_seconds: 0, interval_seconds: 0.1, timeout_seconds: 5 };
      const health = (failures: number): object => ({
        ...{ type, ...where, ...often },
        ...{ grace_period_seconds: 0, consecutive_failures: failures },
      });
      const taskOf = (id: string, command: string, failures: number): string =>
        JSON.stringify({
          ...{ name: id, task_id: { value: id }, agent_id: { value: '' } },
          command: { value: command },
          resources: Object.entries({ cpus: 0.1, mem: 64 }).map(([name, value]) => ({
            ...{ name, type: 'SCALAR', scalar: { value } },
          })),
          container: { type: 'MESOS', network_infos: [{ name: 'blue' }] },
          check: { type, ...where, ...often },
          health_check: health(failures),
        });
      const gate = join(cluster.directory, `gate-${type}`);
      const program = `require('http').createServer((_, r) => r.writeHead(204).end()).listen(${port}, '127.0.0.1')`;
      const serving = `${process.execPath} -e "${program}" & while ! [ -e ${gate} ]; do sleep 0.05; done; kill $!`;
      const well = run(`--task=${taskOf(`well-${type}`, serving, 1_000_000)}`);
      const told = type === 'HTTP' ? '"status_code":204' : '"succeeded":true';
      await eventually('somebody answers there', async () => {
        const text = await textOf(`well-${type}`);
        return (text.includes('"healthy":true') && text.includes(told)) || undefined;
      });
      writeFileSync(gate, '');
      expect(await well).toContain('TASK_FINISHED');
      const sick = await run(`--task=${taskOf(`sick-${type}`, 'sleep 1000', 3)}`);
      expect(sick).toContain('TASK_KILLED');
      machines.close();
      await nothingIsLeft();
    },
  );

  it('a task that listens on a port that it was not given is ended', async () => {
    const port = await freePort();
    const program = `require('net').createServer().listen(${port}, '127.0.0.1')`;
    const said = await run('--name=listens', `--command=exec ${process.execPath} -e "${program}"`);
    expect(said).toContain(`is listening on unallocated port(s): [${port}-${port}]`);
    expect(said).toContain('REASON_CONTAINER_LIMITATION');
    await nothingIsLeft();
  });

  it('a task that wants more capabilities than the operator allows is refused', async () => {
    const more = '--effective_capabilities={"capabilities":["NET_RAW"]}';
    const said = await run('--name=wants', more, '--command=true');
    expect(said).toContain(
      "Requested capabilities '{ NET_RAW }', but only '{ CHOWN }' are allowed",
    );
    await nothingIsLeft();
  });

  it.each([
    [['--launcher=posix', '--isolation=network/cni'], "'network/cni' needs --launcher=linux"],
    [['--launcher=linux', '--isolation=network/cni'], 'need --network_cni_config_dir'],
    [['--launcher=linux', '--isolation=linux/seccomp'], 'needs --seccomp_config_dir'],
    [['--launcher=posix', '--enforce_container_ports'], "for agents with 'network/ports'"],
    [['--launcher=linux', '--isolation=gpu/nvidia'], "needs 'cgroups/devices' in --isolation"],
  ])('an agent with %s does not start', (flags, why) => {
    const all = ['--master=127.0.0.1:1', '--work_dir=/nonexistent', ...flags];
    const { status, stderr } = spawnSync(process.execPath, [agentProgram, ...all], {
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr).toContain(why);
  });
});
