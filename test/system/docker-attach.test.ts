/**
 * Sessions in Docker tasks, what is nested in them, and who attaches to them, from outside: a real master,
 * a real agent and a real Docker Engine of the test's own. Elsewhere it is skipped and says what is missing.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Input, Output } from '../support/agent-io.ts';
import { Cluster, eventually, type Program } from '../support/cluster.ts';
import { findDockerObstacle, PrivateDocker } from '../support/docker.ts';

const obstacle = findDockerObstacle();
const execute = fileURLToPath(new URL('../../bin/mesos-execute', import.meta.url));

interface ContainerId {
  readonly value: string;
  readonly parent?: ContainerId;
}

describe.skipIf(obstacle !== undefined)(
  `who looks into Docker tasks (${obstacle ?? 'real engine'})`,
  () => {
    const cluster = new Cluster();
    const engine = obstacle === undefined ? new PrivateDocker() : undefined;
    const frameworks: ChildProcess[] = [];
    let master: Program;
    let agent: Program;
    let next = 0;

    beforeAll(async () => {
      await engine!.start();
      engine!.makeImage();
      master = await cluster.startMaster();
      agent = await cluster.startAgent(master, {
        flags: [
          ...['--containerizers=docker,mesos', `--docker_socket=${engine!.socket}`],
          '--resources=cpus:8;mem:2000;disk:1000',
        ],
      });
    }, 120_000);

    afterAll(async () => {
      for (const one of frameworks) one.kill('SIGKILL');
      await cluster.stop();
      await engine?.stop();
    }, 60_000);

    async function task(command: string, ...more: string[]): Promise<ContainerId> {
      const name = `t${next++}`;
      const words = [`--name=${name}`, `--command=${command}`, '--resources=cpus:0.1;mem:32'];
      const docker = ['--containerizer=docker', '--docker_image=busybox', '--checkpoint'];
      const all = [execute, `--master=${master.address}`, ...words, ...docker, ...more];
      frameworks.push(spawn(process.execPath, all, { stdio: 'ignore' }));
      return eventually(`${name} runs`, async () => {
        const { tasks } = (await master.getJson(`/tasks?task_id=${name}`)) as {
          tasks: {
            state: string;
            statuses: { container_status?: { container_id: ContainerId } }[];
          }[];
        };
        const [running] = tasks.filter(({ state }) => state === 'TASK_RUNNING');
        return running?.statuses[0]?.container_status?.container_id;
      });
    }

    function session(
      parent: ContainerId,
      value: string,
      container?: object,
    ): [Output, ContainerId] {
      const id = { value: `session-${next++}`, parent };
      const launch = { container_id: id, command: { value }, ...(container && { container }) };
      const call = { type: 'LAUNCH_NESTED_CONTAINER_SESSION' };
      return [new Output(agent.port, { ...call, launch_nested_container_session: launch }), id];
    }

    const output = (id: ContainerId): Output =>
      new Output(agent.port, {
        ...{ type: 'ATTACH_CONTAINER_OUTPUT', attach_container_output: { container_id: id } },
      });

    async function post(type: string, what: object): Promise<[number, string]> {
      const response = await fetch(`http://${agent.address}/api/v1`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ type, [type.toLowerCase()]: what }),
      });
      return [response.status, await response.text()];
    }

    async function statusOf(id: ContainerId): Promise<number> {
      const [status, text] = await post('WAIT_CONTAINER', { container_id: id });
      expect([status, text]).toEqual([200, expect.any(String)]);
      return (JSON.parse(text) as { wait_container: { exit_status: number } }).wait_container
        .exit_status;
    }

    /** Processes in containers, as the kernel has them. */
    const processes = (word: string): string[] =>
      engine!
        .docker('ps', '-q')
        .split('\n')
        .filter((each) => each !== '')
        .flatMap((each) => engine!.docker('top', each, '-eo', 'pid,args').split('\n'))
        .filter((line) => line.includes(word));

    const terminal = { type: 'MESOS', tty_info: { window_size: { rows: 20, columns: 60 } } };

    it('a session has the task’s environment, is read and written, and its status told', async () => {
      const parent = await task('sleep 1000', '--env={"COLOUR":"red"}');
      const [heard, id] = session(parent, 'echo $COLOUR; cat; echo err >&2; exit 4');
      expect(await heard.answered).toMatchObject({
        ...{ status: 200, contentType: 'application/recordio' },
      });
      const input = new Input(agent.port, id);
      input.data('some words\n');
      input.data('');
      await heard.over;
      expect(heard.stdout).toBe('red\nsome words\n');
      expect(heard.stderr).toBe('err\n');
      expect(await statusOf(id)).toBe(4 * 256);
      expect(await input.answered).toBe('200 ');
    });

    it('a session says megabytes, and loses none', async () => {
      const parent = await task('sleep 1000');
      const [heard] = session(
        parent,
        'i=0; while [ $i -lt 60000 ]; do echo $i $i $i; i=$((i+1)); done',
      );
      await heard.over;
      const lines = heard.stdout.split('\n');
      expect([lines.length, lines[59_999]]).toEqual([60_001, '59999 59999 59999']);
    });

    it('a session ends with its connection, and with the agent', async () => {
      const parent = await task('sleep 1000');
      const [heard, id] = session(parent, 'echo up; sleep 1234');
      await eventually('it is up', () => heard.stdout === 'up\n' || undefined);
      heard.close();
      expect(await statusOf(id)).toBe(137 * 256);
      expect(processes('sleep 1234')).toEqual([]);
      const [second] = session(parent, 'echo up; sleep 1235');
      await eventually('it is up', () => second.stdout === 'up\n' || undefined);
      await agent.end('SIGKILL');
      await agent.start();
      await eventually('it is ended', () => processes('sleep 1235').length === 0 || undefined);
    });

    it('a session with a terminal has one, of the size that was asked for last', async () => {
      const parent = await task('sleep 1000');
      // The engine tells the size when the command has begun, as it does for `docker exec -t`.
      const sized = (size: string): string => `until stty size | grep -q "${size}"; do :; done`;
      const both = `${sized('20 60')}; echo first; ${sized('33 99')}; tty; exit 3`;
      const [heard, id] = session(parent, `exec 2> /dev/null; ${both}`, terminal);
      await eventually('it has a terminal', () => heard.stdout === 'first\r\n' || undefined);
      const input = new Input(agent.port, id);
      input.resize(33, 99);
      await heard.over;
      expect(heard.stdout).toMatch(/^first\r\n\/dev\/pts\/\d+\r\n$/);
      expect(await statusOf(id)).toBe(3 * 256);
    });

    it('a task’s output is listened to; it has no input without a terminal', async () => {
      const id = await task('i=0; while :; do echo line $i; i=$((i+1)); sleep 0.1; done');
      const [first, second] = [output(id), output(id)];
      for (const one of [first, second]) {
        await eventually('it is heard', () => /line \d+\nline \d+\n/.test(one.stdout) || undefined);
      }
      first.close();
      second.close();
      expect(await new Input(agent.port, id).answered).toBe(
        '500 I/O switchboard server was disabled for this container',
      );
    });

    it('a task with a terminal outlives the agent, and can be attached to again', async () => {
      const id = await task('while read x; do echo "got $x"; stty size; done', '--tty');
      const first = output(id);
      await first.answered;
      const input = new Input(agent.port, id);
      input.resize(44, 88);
      input.data('one\n');
      await eventually('it answers', () => first.stdout.includes('got one\r\n44 88') || undefined);
      await agent.end('SIGKILL');
      await agent.start();
      const again = await eventually('it is attached to again', async () => {
        const attached = await output(id).answered;
        return attached.status === 200 ? attached : undefined;
      });
      const second = new Input(agent.port, id);
      second.data('two\n');
      await eventually('it answers', () => again.stdout.includes('got two\r\n') || undefined);
      expect(await new Input(agent.port, id).answered).toBe(
        '409 Multiple input connections are not allowed',
      );
      second.end();
      expect(await second.answered).toBe('200 ');
      const third = new Input(agent.port, id);
      third.data('\x04');
      await again.over;
      const file = await eventually('its log is whole', async () => {
        const text = readFileSync(join(await directoryOf(id), 'stdout'), 'latin1');
        return text.includes('got two') ? text : undefined;
      });
      expect(file.match(/got one\r\n/g)).toHaveLength(1);
    });

    async function directoryOf(id: ContainerId): Promise<string> {
      const containers = (await agent.getJson('/state')) as {
        frameworks: Executors[];
        completed_frameworks: Executors[];
      };
      const all = [...containers.frameworks, ...containers.completed_frameworks];
      return all
        .flatMap((one) => [...one.executors, ...one.completed_executors])
        .find(({ container }) => container === id.value)!.directory;
    }
    interface Executors {
      readonly executors: readonly { readonly container: string; readonly directory: string }[];
      readonly completed_executors: Executors['executors'];
    }

    it('what is nested runs beside the task, outlives the agent, and is waited for, killed and removed', async () => {
      const parent = await task('sleep 1000');
      const nested = { value: 'nested', parent };
      const command = { value: 'echo here; pwd > place; sleep 1236' };
      expect(await post('LAUNCH_NESTED_CONTAINER', { container_id: nested, command })).toEqual([
        ...[200, ''],
      ]);
      const box = join(await directoryOf(parent), 'containers/nested');
      await eventually(
        'it speaks',
        () => readFileSync(join(box, 'stdout'), 'utf8') === 'here\n' || undefined,
      );
      expect(readFileSync(join(box, 'place'), 'utf8')).toBe(
        '/mnt/mesos/sandbox/containers/nested\n',
      );
      await agent.end('SIGKILL');
      await agent.start();
      const wait = eventually('it is there', async () => {
        const [status, text] = await post('WAIT_NESTED_CONTAINER', { container_id: nested });
        return status === 200 ? text : undefined;
      });
      await eventually('it is killed', async () => {
        const [status] = await post('KILL_NESTED_CONTAINER', { container_id: nested });
        return status === 200 || undefined;
      });
      expect(JSON.parse(await wait)).toMatchObject({
        wait_nested_container: { exit_status: 137 * 256 },
      });
      expect(processes('sleep 1236')).toEqual([]);
      expect(await post('REMOVE_NESTED_CONTAINER', { container_id: nested })).toEqual([200, '']);
      expect((await post('WAIT_NESTED_CONTAINER', { container_id: nested }))[0]).toBe(404);
    });
  },
);
