/**
 * Images from outside: a real master, a real agent on this machine's kernel, and Docker's own registry with a
 * login. Needs what the launcher linux needs, docker-registry and a static busybox; elsewhere it is
 * skipped and says what is missing.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  busyboxImage,
  busyboxLayer,
  findBusyboxObstacle,
} from '../../src/containers/images/test-support/busybox-image.ts';
import {
  makeImage,
  makeTar,
  sha256,
  zstdFrame,
} from '../../src/containers/images/test-support/pretend-images.ts';
import type { PretendImage } from '../../src/containers/images/test-support/pretend-images.ts';
import { findObstacle } from '../../src/containers/linux/requirements.ts';
import { removeCgroups } from '../support/cgroups.ts';
import { Cluster, eventually, freePort, type Program, processesOf } from '../support/cluster.ts';

const mountPoint = '/sys/fs/cgroup';
const registryProgram = '/usr/bin/docker-registry';
const obstacle =
  findObstacle(mountPoint) ??
  findBusyboxObstacle() ??
  (existsSync(registryProgram) ? undefined : 'no docker-registry on this machine; install it');
const cgroupsRoot = `mesos-images-test-${process.pid}`;
const execute = fileURLToPath(new URL('../../bin/mesos-execute', import.meta.url));

/** Of the password `secret`, as htpasswd -B writes it. */
const passwordFile = 'bob:$2b$05$LGHsLP1yE8e/ONBP1BeHV.MzlPwvJ3qAEaLULogMU6BZLpVSLwUFK\n';
const login = `Basic ${Buffer.from('bob:secret').toString('base64')}`;

describe.skipIf(obstacle !== undefined)(`images of a registry (${obstacle ?? ''})`, () => {
  const cluster = new Cluster();
  let registry: ChildProcess;
  let registryHost: string;
  let master: Program;
  let agent: Program;

  beforeAll(async () => {
    registryHost = `127.0.0.1:${await freePort()}`;
    registry = startRegistry();
    await eventually('the registry answers', async () => {
      const answer = await fetch(`http://${registryHost}/v2/`).catch(() => undefined);
      return answer?.status === 401 || undefined;
    });
    const runtime = { Entrypoint: ['/bin/sh', '-c'], Cmd: ['exit 42'], Env: ['GREETING=hello'] };
    await push('busybox', '1', await busyboxImage({ runtime }));
    const layers = [await busyboxLayer(), await makeTar([{ name: 'more', text: 'more\n' }])];
    await push('some/layers', '2', makeImage(layers, { packing: zstdFrame }));
    master = await cluster.startMaster();
    agent = await cluster.startAgent(master, {
      launcher: 'linux',
      flags: [
        '--isolation=filesystem/linux,docker/runtime,namespaces/pid,cgroups/mem,linux/capabilities',
        '--http_executor_domain_sockets',
        ...['--image_providers=DOCKER', `--docker_registry=http://${registryHost}`],
        `--docker_store_dir=${join(cluster.directory, 'store')}`,
        `--docker_config=${JSON.stringify({ auths: { [registryHost]: { auth: login.slice(6) } } })}`,
        ...[`--cgroups_root=${cgroupsRoot}`, '--resources=cpus:4;mem:1000;disk:1000'],
      ],
    });
    await registered();
  });

  afterAll(async () => {
    await cluster.stop();
    registry?.kill('SIGKILL');
    await removeCgroups(cgroupsRoot);
  });

  function startRegistry(): ChildProcess {
    const home = join(cluster.directory, 'registry');
    mkdirSync(home);
    writeFileSync(join(home, 'passwords'), passwordFile);
    const config = {
      version: 0.1,
      log: { level: 'error' },
      storage: { filesystem: { rootdirectory: join(home, 'data') } },
      http: { addr: registryHost },
      auth: { htpasswd: { realm: 'test', path: join(home, 'passwords') } },
    };
    writeFileSync(join(home, 'config.yml'), JSON.stringify(config));
    return spawn(registryProgram, ['serve', join(home, 'config.yml')], { stdio: 'ignore' });
  }

  async function ask(method: string, url: string, body?: Buffer, type?: string): Promise<Response> {
    const headers = { Authorization: login, ...(type && { 'Content-Type': type }) };
    const answer = await fetch(url, {
      method,
      headers,
      ...(body && { body: new Uint8Array(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${await answer.text()}`);
    return answer;
  }

  async function push(repository: string, tag: string, image: PretendImage): Promise<void> {
    const base = `http://${registryHost}/v2/${repository}`;
    for (const [digest, bytes] of image.blobs) {
      const upload = await ask('POST', `${base}/blobs/uploads/`);
      const place = new URL(upload.headers.get('location')!, base);
      place.searchParams.set('digest', digest);
      await ask('PUT', place.href, bytes, 'application/octet-stream');
    }
    await ask(
      'PUT',
      `${base}/manifests/${tag}`,
      image.manifest,
      'application/vnd.oci.image.manifest.v1+json',
    );
    expect(sha256(image.manifest)).toMatch(/^sha256:/u);
  }

  async function registered(): Promise<void> {
    await eventually('the agent is registered', async () => {
      const { slaves } = (await master.getJson('/slaves')) as { slaves: { active: boolean }[] };
      return slaves.some(({ active }) => active) || undefined;
    });
  }

  const small = '--resources=cpus:0.1;mem:32';

  /** What mesos-execute printed of the task. */
  function run(...args: string[]): Promise<string> {
    return new Promise((resolve) => {
      const all = [execute, `--master=${master.address}`, ...args];
      execFile(process.execPath, all, (_error, stdout, stderr) => resolve(stdout + stderr));
    });
  }

  async function nothingIsLeft(): Promise<void> {
    await eventually('the root file systems are gone', () => rootsLeft().length === 0 || undefined);
    expect(readFileSync('/proc/self/mountinfo', 'utf8')).not.toContain(cluster.directory);
    const programs = new Set([master.pid, agent.pid, registry.pid]);
    await eventually('no process is left', () => {
      return processesOf(cluster.directory).every((pid) => programs.has(pid)) || undefined;
    });
  }

  function rootsLeft(): readonly string[] {
    const path = join(agent.workDir, 'provisioner/containers');
    return existsSync(path) ? readdirSync(path) : [];
  }

  it('runs a command in an image, in its sandbox and with its environment', async () => {
    const command =
      'test "$(pwd) $GREETING $(ls -d /more)" = "/mnt/mesos/sandbox hello " && test ! -e /usr';
    expect(await run('--name=a', '--docker_image=busybox:1', `--command=${command}`)).toContain(
      'TASK_FINISHED',
    );
    const more = await run(
      '--name=b',
      `--docker_image=${registryHost}/some/layers:2`,
      '--command=grep -q more /more',
    );
    expect(more).toContain('TASK_FINISHED');
    await nothingIsLeft();
  });

  it('runs what the image says where the task names no command', async () => {
    const task = {
      ...{ name: 'c', task_id: { value: 'c' }, agent_id: { value: '' } },
      resources: [
        { name: 'cpus', type: 'SCALAR', scalar: { value: 0.1 } },
        { name: 'mem', type: 'SCALAR', scalar: { value: 32 } },
      ],
      command: { shell: false },
      container: {
        type: 'MESOS',
        mesos: { image: { type: 'DOCKER', docker: { name: 'busybox:1' } } },
      },
    };
    expect(await run(`--task=${JSON.stringify(task)}`)).toContain('Command exited with status 42');
    const pod = await run(
      `--task_group=${JSON.stringify({ tasks: [{ ...task, command: { shell: false, arguments: ['exit 0'] } }] })}`,
    );
    expect(pod).toContain('TASK_FINISHED');
    await nothingIsLeft();
  });

  it('checks the health of a task from within its image', async () => {
    const healthy = {
      value:
        'test -x /bin/busybox && test ! -e /usr && test "$(pwd)" = /mnt/mesos/sandbox && touch checked',
    };
    const task = {
      ...{ name: 'h', task_id: { value: 'h' }, agent_id: { value: '' } },
      resources: [
        { name: 'cpus', type: 'SCALAR', scalar: { value: 0.1 } },
        { name: 'mem', type: 'SCALAR', scalar: { value: 32 } },
      ],
      command: { value: 'while ! [ -e checked ]; do sleep 0.05; done' },
      health_check: {
        ...{ type: 'COMMAND', command: healthy, consecutive_failures: 1 },
        ...{ delay_seconds: 0, grace_period_seconds: 0, interval_seconds: 0.1 },
      },
      container: {
        type: 'MESOS',
        mesos: { image: { type: 'DOCKER', docker: { name: 'busybox:1' } } },
      },
    };
    expect(await run(`--task=${JSON.stringify(task)}`)).toContain('TASK_FINISHED');
    await nothingIsLeft();
  });

  it('gives a task in an image the terminal that it asks for', async () => {
    const command = 'test -t 0 && test -t 2';
    const image = '--docker_image=busybox:1';
    const said = await run('--name=t', small, '--tty', image, `--command=${command}`);
    expect(said).toContain('TASK_FINISHED');
    await nothingIsLeft();
  });

  it('runs a task as its user with just the capabilities that it names, in an image, too', async () => {
    const value =
      'grep -q ^CapEff:.0000000000002000$ /proc/self/status && grep -q ^CapBnd:.0000000000002400$ /proc/self/status && test "$(id -u)" = 5';
    const task = {
      ...{ name: 'u', task_id: { value: 'u' }, agent_id: { value: '' } },
      resources: [
        { name: 'cpus', type: 'SCALAR', scalar: { value: 0.1 } },
        { name: 'mem', type: 'SCALAR', scalar: { value: 32 } },
      ],
      command: { value, user: 'games' },
      container: {
        type: 'MESOS',
        linux_info: {
          effective_capabilities: { capabilities: ['NET_RAW'] },
          bounding_capabilities: { capabilities: ['NET_RAW', 'NET_BIND_SERVICE'] },
        },
        mesos: { image: { type: 'DOCKER', docker: { name: 'busybox:1' } } },
      },
    };
    expect(await run(`--task=${JSON.stringify(task)}`)).toContain('TASK_FINISHED');
    await nothingIsLeft();
  });

  it('shows a custom executor in an image the socket of the agent', async () => {
    const task = {
      ...{ name: 's', task_id: { value: 's' }, agent_id: { value: '' } },
      resources: [{ name: 'cpus', type: 'SCALAR', scalar: { value: 0.1 } }],
      executor: {
        executor_id: { value: 'in-image' },
        command: { value: 'test -S "$MESOS_DOMAIN_SOCKET" && cat /proc/net/unix' },
        container: {
          type: 'MESOS',
          mesos: { image: { type: 'DOCKER', docker: { name: 'busybox:1' } } },
        },
      },
    };
    expect(await run(`--task=${JSON.stringify(task)}`)).toContain('REASON_EXECUTOR_TERMINATED');
    const { completed_frameworks } = (await agent.getJson('/state')) as {
      completed_frameworks: { completed_executors: { id: string; directory: string }[] }[];
    };
    const executors = completed_frameworks.flatMap((one) => one.completed_executors);
    const { directory } = executors.find(({ id }) => id === 'in-image')!;
    expect(readFileSync(join(directory, 'stdout'), 'utf8')).toContain('agent-socket/agent.sock');
    await nothingIsLeft();
  });

  it('tells the framework in a sentence why there is no image', async () => {
    const said = await run('--name=d', small, '--docker_image=no/such:1', '--command=true');
    expect(said).toContain('TASK_FAILED');
    expect(said).toContain('REASON_CONTAINER_LAUNCH_FAILED');
    expect(said).toContain(
      `Failed to pull image 'no/such:1' from registry '${registryHost}': GET http://${registryHost}/v2/no/such/manifests/1 was answered with status 404 (manifest unknown)`,
    );
    await nothingIsLeft();
  });

  it('leaves nothing mounted when the agent is killed, and takes over what runs', async () => {
    const command = 'touch up; while ! [ -e end ]; do sleep 0.05; done; exit 9';
    const ended = run(
      '--name=e',
      small,
      '--checkpoint',
      '--docker_image=busybox:1',
      `--command=${command}`,
    );
    const sandbox = await eventually('the task runs', () => findSandboxWith('up'));
    await agent.end('SIGKILL');
    expect(readFileSync('/proc/mounts', 'utf8')).not.toContain(cluster.directory);
    await agent.start();
    await registered();
    expect(rootsLeft()).toHaveLength(1);
    await prune();
    expect(existsSync(join(sandbox, 'up'))).toBe(true);
    writeFileSync(join(sandbox, 'end'), '');
    expect(await ended).toContain('Command exited with status 9');
    await nothingIsLeft();
  });

  it('removes images that nobody uses when it is asked to, and pulls them again', async () => {
    const layers = (): readonly string[] => readdirSync(join(cluster.directory, 'store/layers'));
    expect(layers().length).toBeGreaterThan(0);
    await prune(['busybox:1']);
    expect(layers()).toHaveLength(1);
    await prune();
    expect(layers()).toEqual([]);
    expect(await run('--name=f', '--docker_image=busybox:1', '--command=true')).toContain(
      'TASK_FINISHED',
    );
    expect(layers()).toHaveLength(1);
    await nothingIsLeft();
  });

  async function prune(kept: readonly string[] = []): Promise<void> {
    const excluded_images = kept.map((name) => ({ type: 'DOCKER', docker: { name } }));
    const answer = await fetch(`http://${agent.address}/api/v1`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ type: 'PRUNE_IMAGES', prune_images: { excluded_images } }),
    });
    expect(answer.status).toBe(200);
  }

  /** The sandbox of a task that has made a file of this name. */
  function findSandboxWith(name: string): string | undefined {
    const below = (path: string, depth: number): string | undefined => {
      if (existsSync(join(path, name))) return path;
      if (depth === 0) return undefined;
      const folders = readdirSync(path, { withFileTypes: true }).filter((one) => one.isDirectory());
      for (const folder of folders) {
        const found = below(join(path, folder.name), depth - 1);
        if (found !== undefined) return found;
      }
      return undefined;
    };
    return below(join(agent.workDir, 'slaves'), 8);
  }
});
