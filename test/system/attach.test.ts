/**
 * Sessions in containers, tasks with terminals and who attaches to them, from outside: a real master, a
 * real agent, its HTTP. With both launchers, where this machine can have the second.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findObstacle } from '../../src/containers/linux/requirements.ts';
import { frameRecord } from '../../src/protocol/recordio.ts';
import { Input, Output } from '../support/agent-io.ts';
import { Cluster, eventually, type Program, processesOf } from '../support/cluster.ts';

const mountPoint = '/sys/fs/cgroup';
const obstacle = findObstacle(mountPoint);
const cgroupsRoot = `mesos-attach-test-${process.pid}`;
const execute = fileURLToPath(new URL('../../bin/mesos-execute', import.meta.url));

interface ContainerId {
  readonly value: string;
  readonly parent?: ContainerId;
}

const launchers = [
  ['posix', [], undefined],
  ['linux', ['--isolation=namespaces/pid', `--cgroups_root=${cgroupsRoot}`], obstacle],
] as const;

/** Killed processes are in theirs for moments more. */
function removeCgroups(path: string): boolean {
  try {
    const folders = readdirSync(path, { withFileTypes: true }).filter((one) => one.isDirectory());
    for (const { name } of folders) removeCgroups(join(path, name));
    rmdirSync(path);
    return true;
  } catch {
    return !existsSync(path);
  }
}

describe.each(launchers)('with --launcher=%s', (launcher, flags, missing) => {
  describe.skipIf(missing !== undefined)(missing ?? '', () => {
    const cluster = new Cluster();
    const frameworks: ChildProcess[] = [];
    let master: Program;
    let agent: Program;
    let next = 0;

    beforeAll(async () => {
      master = await cluster.startMaster();
      const own = launcher === 'linux' ? { launcher } : {};
      const resources = '--resources=cpus:4;mem:2000;disk:1000';
      agent = await cluster.startAgent(master, { ...own, flags: [...flags, resources] });
      await eventually('the agent is registered', async () => {
        const { slaves } = (await master.getJson('/slaves')) as { slaves: unknown[] };
        return slaves.length === 1 || undefined;
      });
    });

    afterAll(async () => {
      for (const one of frameworks) one.kill('SIGKILL');
      await cluster.stop();
      const roots = readdirSync(mountPoint).map((name) => join(mountPoint, name, cgroupsRoot));
      for (const root of roots.filter(existsSync)) {
        await eventually(`${root} is empty`, () => removeCgroups(root) || undefined);
      }
    });

    async function task(command: string, ...more: string[]): Promise<ContainerId> {
      const name = `t${next++}`;
      const words = [`--name=${name}`, `--command=${command}`, '--resources=cpus:0.1;mem:32'];
      const all = [execute, `--master=${master.address}`, '--checkpoint', ...words, ...more];
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

    async function post(call: object): Promise<[number, string]> {
      const response = await fetch(`http://${agent.address}/api/v1`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(call),
      });
      return [response.status, await response.text()];
    }

    async function statusOf(id: ContainerId): Promise<number> {
      const [status, text] = await post({
        type: 'WAIT_CONTAINER',
        wait_container: { container_id: id },
      });
      expect(status).toBe(200);
      return (JSON.parse(text) as { wait_container: { exit_status: number } }).wait_container
        .exit_status;
    }

    const terminal = { type: 'MESOS', tty_info: { window_size: { rows: 20, columns: 60 } } };

    it('a session has the task’s sandbox and environment, is read and written, and its status told', async () => {
      const parent = await task('touch made; sleep 1000', '--env={"COLOUR":"red"}');
      const [heard, id] = session(parent, 'ls; echo $COLOUR; cat; echo err >&2; exit 4');
      expect(await heard.answered).toMatchObject({
        status: 200,
        contentType: 'application/recordio',
      });
      const input = new Input(agent.port, id);
      input.data('some words\n');
      input.data('');
      await heard.over;
      expect(heard.stdout).toMatch(/made\n[^]*red\nsome words\n$/);
      expect(heard.stderr).toBe('err\n');
      expect(await statusOf(id)).toBe(4 * 256);
      expect(await input.answered).toBe('200 ');
    });

    it('a session ends with its connection', async () => {
      const parent = await task('sleep 1000');
      const [heard, id] = session(parent, 'echo up; sleep 1000');
      await eventually('it is up', () => heard.stdout === 'up\n' || undefined);
      heard.close();
      expect(await statusOf(id)).toBe(9);
    });

    it('a session with a terminal has one, of the size that was asked for last', async () => {
      const parent = await task('sleep 1000');
      const [heard, id] = session(parent, 'stty size; read x; stty size; tty; exit 3', terminal);
      await eventually('it has a terminal', () => heard.stdout === '20 60\r\n' || undefined);
      const input = new Input(agent.port, id);
      input.resize(33, 99);
      input.data('go\n');
      await heard.over;
      expect(heard.stdout).toMatch(/^20 60\r\ngo\r\n33 99\r\n\/dev\/pts\/\d+\r\n$/);
      expect(await statusOf(id)).toBe(3 * 256);
    });

    it('a task with a terminal outlives the agent, and can be attached to again', async () => {
      const id = await task('while read x; do echo "got $x"; done', '--tty');
      const first = output(id);
      const input = new Input(agent.port, id);
      input.data('one\n');
      await eventually('it answers', () => first.stdout.includes('got one\r\n') || undefined);
      await agent.end('SIGKILL');
      await agent.start();
      const again = await eventually('it is attached to again', async () => {
        const attached = await output(id).answered;
        return attached.status === 200 ? attached : undefined;
      });
      const second = new Input(agent.port, id);
      second.data('two\n');
      await eventually('it answers', () => again.stdout.includes('got two\r\n') || undefined);
      second.end();
      expect(await second.answered).toBe('200 ');
      const third = new Input(agent.port, id);
      third.data('\x04');
      await again.over;
      expect(await third.answered).toBe('200 ');
      expect(logOf(id)).toContain('got one\r\n');
      expect(logOf(id)).toContain('got two\r\n');
      await eventually('no switchboard is left', () => switchboards().length === 0 || undefined);
    });

    function logOf({ value }: ContainerId): string {
      const find = (path: string): string | undefined => {
        if (path.endsWith(value)) return join(path, 'stdout');
        const folders = readdirSync(path, { withFileTypes: true }).filter((one) =>
          one.isDirectory(),
        );
        return folders
          .map(({ name }) => find(join(path, name)))
          .find((found) => found !== undefined);
      };
      return readFileSync(find(join(agent.workDir, 'slaves'))!, 'latin1');
    }

    function switchboards(): readonly number[] {
      return processesOf(cluster.directory).filter((pid) => {
        try {
          return readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('mesos-io-switchboard');
        } catch {
          return false; // it has just ended
        }
      });
    }

    it('who cannot attach is told why, in Mesos’ words', async () => {
      const id = await task('sleep 1000');
      const none = 'I/O switchboard server was disabled for this container';
      expect(await output(id).over).toMatchObject({ status: 500, text: none });
      expect(await new Input(agent.port, id).answered).toBe(`500 ${none}`);
      const unknown = { value: 'none', parent: id };
      expect(await output({ value: 'none' }).over).toMatchObject({
        status: 404,
        text: 'Container none cannot be found',
      });
      expect(await output(unknown).over).toMatchObject({
        status: 500,
        text: `Unknown container ${id.value}.none`,
      });
      const [heard, other] = session(id, 'cat');
      await heard.answered;
      const first = new Input(agent.port, other);
      first.data('x\n');
      await eventually('it has the input', () => heard.stdout === 'x\n' || undefined);
      expect(await new Input(agent.port, other).answered).toBe(
        '409 Multiple input connections are not allowed',
      );
      const [orphan] = session({ value: 'none' }, 'true');
      expect(await orphan.over).toMatchObject({
        status: 400,
        text: 'Parent container none does not exist',
      });
      heard.close();
    });

    it('input that makes no sense is refused by name and ends nothing', async () => {
      const parent = await task('sleep 1000');
      const [heard, id] = session(parent, 'cat');
      await heard.answered;
      const faults: readonly (readonly [object | Buffer, string])[] = [
        [
          { type: 'CONTAINER_ID', container_id: parent },
          "400 Expecting 'attach_container_input.type' to be 'PROCESS_IO' instead of: 'CONTAINER_ID'",
        ],
        [{ type: 'PROCESS_IO' }, "400 Expecting 'attach_container_input.process_io' to be present"],
        [
          { type: 'PROCESS_IO', process_io: { type: 'DATA', data: { type: 'STDOUT', data: '' } } },
          "400 Expecting 'process_io.data.type' to be 'STDIN'",
        ],
        [
          {
            type: 'PROCESS_IO',
            process_io: {
              type: 'CONTROL',
              control: { type: 'TTY_INFO', tty_info: { window_size: { rows: 1, columns: 1 } } },
            },
          },
          '400 Unable to set the window size: Inappropriate ioctl for device',
        ],
        [Buffer.from('2000000\n'), '400 Failed to decode length: 2000000... bytes are too many'],
        [Buffer.from('nonsense'), '400 Failed to decode length: '],
        [frameRecord('{"type":"GET_HEALTH"}'), "400 Expecting 'attach_container_input'"],
        [frameRecord('{'), '400 Failed to parse body into JSON: '],
      ];
      for (const [what, expected] of faults) {
        const input = new Input(agent.port, id);
        if (what instanceof Buffer) input.raw(what);
        else input.record(what);
        expect((await input.answered).slice(0, expected.length)).toBe(expected);
      }
      const input = new Input(agent.port, id);
      input.data('still there\n');
      await eventually('it is heard', () => heard.stdout === 'still there\n' || undefined);
      heard.close();
    });

    it('input may break off at any byte, and the next is attached', async () => {
      const parent = await task('sleep 1000');
      const [heard, id] = session(parent, 'cat');
      await heard.answered;
      const call = (attach: object): Buffer =>
        frameRecord(
          JSON.stringify({ type: 'ATTACH_CONTAINER_INPUT', attach_container_input: attach }),
        );
      const data = { type: 'STDIN', data: Buffer.from('!').toString('base64') };
      const body = Buffer.concat([
        call({ type: 'CONTAINER_ID', container_id: id }),
        call({ type: 'PROCESS_IO', process_io: { type: 'DATA', data } }),
      ]);
      const head =
        'POST /api/v1 HTTP/1.1\r\nHost: a\r\nContent-Type: application/recordio\r\n' +
        'Message-Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';
      const chunked = `${head}${body.length.toString(16)}\r\n${body.toString('latin1')}\r\n0\r\n\r\n`;
      for (let cut = 1; cut < chunked.length; cut += 7) {
        await new Promise<void>((resolve) => {
          const socket = connect(agent.port, '127.0.0.1', () => {
            socket.write(chunked.slice(0, cut), 'latin1', () => socket.resetAndDestroy());
          });
          socket.on('error', () => undefined).on('close', () => resolve());
        });
      }
      await eventually('another is attached', async () => {
        const input = new Input(agent.port, id);
        input.data('last\n');
        const early = Promise.race([
          input.answered,
          eventually('it is heard', () => heard.stdout.endsWith('last\n') || undefined),
        ]);
        const isHeard = (await early) === true;
        input.cut();
        return isHeard || undefined;
      });
      heard.close();
    });

    it('a reader that stops costs nobody else', async () => {
      const parent = await task('sleep 1000');
      const [heard, id] = session(parent, 'head -c 12000000 /dev/zero; echo end; cat');
      const lazy = connect(agent.port, '127.0.0.1');
      const call = {
        type: 'ATTACH_CONTAINER_OUTPUT',
        attach_container_output: { container_id: id },
      };
      const body = JSON.stringify(call);
      await heard.answered;
      lazy.write(
        `POST /api/v1 HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      );
      lazy.pause();
      lazy.on('error', () => undefined);
      await eventually('all is heard', () => heard.stdout.endsWith('end\n') || undefined);
      heard.close();
      lazy.destroy();
    });

    it('a standalone container with a terminal is attached to in the same way', async () => {
      const id = { value: `alone-${launcher}` };
      const launch = {
        container_id: id,
        command: { value: 'read x; echo "$x?"' },
        container: terminal,
      };
      const resources = [{ name: 'mem', type: 'SCALAR', scalar: { value: 32 } }];
      const [status, text] = await post({
        type: 'LAUNCH_CONTAINER',
        launch_container: { ...launch, resources },
      });
      expect([status, text]).toEqual([200, '']);
      const plain = await output(id).answered;
      const input = new Input(agent.port, id);
      input.data('well\n');
      await plain.over;
      expect(plain.stdout).toContain('well?\r\n');
      expect(await statusOf(id)).toBe(0);
    });

    // Of a container the first process says which network it has; here that is the task only with posix.
    if (launcher === 'posix') {
      it('checks are made in the network of the task', async () => {
        const command =
          'exec unshare --net sh -c "ip link set lo up; exec busybox httpd -f -p 127.0.0.1:8999"';
        const name = `t${next++}`;
        const health = {
          ...{ type: 'HTTP', http: { port: 8999, path: '/none', scheme: 'http' } },
          ...{ delay_seconds: 0, interval_seconds: 0.2, grace_period_seconds: 0 },
          consecutive_failures: 1_000,
        };
        const aTask = {
          ...{ name, task_id: { value: name }, agent_id: { value: '' } },
          ...{ command: { value: command }, health_check: health },
          resources: [
            { name: 'cpus', type: 'SCALAR', scalar: { value: 0.1 } },
            { name: 'mem', type: 'SCALAR', scalar: { value: 32 } },
          ],
        };
        const words = [execute, `--master=${master.address}`, `--task=${JSON.stringify(aTask)}`];
        frameworks.push(spawn(process.execPath, words, { stdio: 'ignore' }));
        await eventually(
          'somebody answers there',
          () => agent.log.includes('the answer has status 404') || undefined,
        );
      });
    }
  });
});
