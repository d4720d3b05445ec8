/**
 * Containers with root file systems of images, by overlayfs and by copies, on the real kernel: what they see, what
 * they write, what they are refused, and that nothing of it is left on the machine.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '../../foundation/log.ts';
import type {
  CommandInfo,
  ContainerID,
  ContainerInfo,
  Image,
} from '../../protocol/generated/mesos.ts';
import type { ContainerConfig } from '../containerizer.ts';
import { ArchiveSource } from '../images/archive-source.ts';
import { chooseBackend } from '../images/backends.ts';
import type { BackendName } from '../images/backends.ts';
import { DockerImages } from '../images/docker-images.ts';
import { ImageStore } from '../images/image-store.ts';
import { machinePlatform } from '../images/manifest.ts';
import { Provisioner } from '../images/provisioner.ts';
import { StoreDirectory } from '../images/store-directory.ts';
import {
  busyboxImage,
  busyboxLayer,
  findBusyboxObstacle,
} from '../images/test-support/busybox-image.ts';
import { makeImage, makeTar, saveArchive } from '../images/test-support/pretend-images.ts';
import { aConfig, anId, ended, home, launch, sandboxOf, until } from '../posix/test-support.ts';
import type { LinuxContainerizer } from './linux-containerizer.ts';
import {
  aLinuxContainerizer,
  obstacle as linuxObstacle,
  remains,
  useHome,
} from './test-support.ts';

const obstacle = linuxObstacle ?? findBusyboxObstacle();
/** Tests may make device files in /dev of a container, if not on the machine. */
const allowed_devices = {
  allowed_devices: [
    { device: { path: '/dev/kmsg' }, access: { read: true } },
    { device: { path: '/dev/loop-control' }, access: { read: true, write: true } },
  ],
};
const hasVersion1 = existsSync('/sys/fs/cgroup/freezer');
const isolation = [
  'filesystem/linux',
  'docker/runtime',
  'volume/secret',
  'namespaces/pid',
  'posix/rlimits',
];

describe.skipIf(obstacle !== undefined).each<BackendName>(['overlay', 'copy'])(
  `containers of images by %s (${obstacle ?? ''})`,
  (backend) => {
    let provisioner: Provisioner;
    let containerizer: LinuxContainerizer;

    useHome(async () => {
      expect(remains()).toEqual([]);
      await until(() => readdirSync(join(home, 'provisioner/containers')).length === 0);
    });
    beforeAll(async () => {
      await saveImages();
      const store = new ImageStore({
        directory: new StoreDirectory(join(home, 'store')),
        source: new ArchiveSource(join(home, 'archives'), machinePlatform()),
        log: silentLog,
      });
      const providers = [new DockerImages(store, new Map())];
      provisioner = new Provisioner({ workDirectory: home, providers, backend, log: silentLog });
      containerizer = aLinuxContainerizer(isolation, { provisioner });
      expect(chooseBackend(backend, { workDirectory: home, storeDirectory: home })).toEqual({
        ok: true,
        value: backend,
      });
    });

    async function saveImages(): Promise<void> {
      mkdirSync(join(home, 'archives'));
      const save = async (name: string, image: Parameters<typeof saveArchive>[1]): Promise<void> =>
        writeFileSync(
          join(home, `archives/${name}:latest.tar`),
          await saveArchive(`${name}:latest`, image),
        );
      await save('busybox', await busyboxImage());
      const preload = { name: 'etc/ld.so.preload', text: '/evil.so\n', mode: 0o644 };
      await save('preload', await busyboxImage({}, [preload]));
      const tiny = Array.from({ length: 120 }, (_, i) =>
        makeTar([{ name: 'top', text: `${i}\n` }]),
      );
      await save('tall', makeImage([await busyboxLayer(), ...(await Promise.all(tiny))]));
      const layers = [
        await busyboxLayer([
          { name: 'a/old', text: 'old' },
          { name: 'a/gone', text: 'gone' },
          { name: 'b/old', text: 'old' },
          { name: 'kind', type: 'symlink', linkname: '/etc' },
        ]),
        await makeTar([
          { name: 'a/.wh.gone', text: '' },
          { name: 'b/.wh..wh..opq', text: '' },
          { name: 'b/new', text: 'new' },
          { name: 'kind/of', text: 'directory' },
        ]),
      ];
      await save('layers', makeImage(layers));
      const runtime = {
        Env: ['A=image', 'B=image', 'PATH=/bin'],
        Entrypoint: ['/bin/echo', 'entry'],
        Cmd: ['cmd'],
        WorkingDir: '/made/for it',
        User: 'guest',
      };
      await save('runtime', await busyboxImage({ runtime }));
    }

    const image = (name: string): Image => ({ type: 'DOCKER', docker: { name } });
    const inImage = (name: string, more?: Partial<ContainerInfo>): Partial<ContainerConfig> => ({
      container: { type: 'MESOS', mesos: { image: image(name) }, ...more },
    });

    async function run(
      command: CommandInfo,
      more: Partial<ContainerConfig>,
      id: ContainerID = anId(),
    ): Promise<{ status: number | undefined; stdout: string; stderr: string }> {
      const config = aConfig(id, command, more);
      const launched = await launch(containerizer, id, config);
      if (!launched.ok) throw new Error(launched.error);
      const termination = await ended(containerizer, id);
      containerizer.remove(id);
      await until(() => !existsSync(join(home, 'run/containers', id.value)));
      const read = (name: string): string => readFileSync(join(config.directory, name), 'utf8');
      return { status: termination?.status, stdout: read('stdout'), stderr: read('stderr') };
    }

    it('see the image, their sandbox and nothing of the machine, and end as they do anywhere', async () => {
      const value =
        'ls -d /bin/busybox; ls /home /work /root; pwd; echo $MESOS_SANDBOX; echo hi >here; echo $$; ls /proc | grep -c "^[0-9]"; exit 137';
      const id = anId();
      const { status, stdout, stderr } = await run({ value }, inImage('busybox'), id);
      expect(status).toBe(137 * 256);
      const [found, directory, sandbox, pid, count] = stdout.split('\n');
      expect([found, directory, sandbox]).toEqual([
        '/bin/busybox',
        '/mnt/mesos/sandbox',
        '/mnt/mesos/sandbox',
      ]);
      expect(stderr.match(/No such file/gu)).toHaveLength(3);
      expect(Number(pid)).toBeLessThan(12);
      expect(Number(count)).toBeLessThan(12);
      expect(readFileSync(join(sandboxOf(id), 'here'), 'utf8')).toBe('hi\n');
      expect((await run({ value: 'kill -9 $$' }, inImage('busybox'))).status).toBe(9);
    });

    it('have the usual devices and a /proc and a /sys that cannot change the machine', async () => {
      const value =
        'head -c 3 /dev/zero | wc -c; echo x >/dev/null && echo null; ls /dev/pts/ptmx /dev/fd >/dev/null && echo pts; touch /dev/shm/x && echo shm;' +
        ' echo x >/proc/sys/kernel/hostname; grep -c " /sys sysfs ro," /proc/mounts; cat /etc/hosts | grep -c localhost >/dev/null && echo hosts';
      const { stdout, stderr } = await run({ value }, inImage('busybox'));
      expect(stdout).toBe('3\nnull\npts\nshm\n1\nhosts\n');
      expect(stderr).toContain('Read-only file system');
    });

    it('have no more devices than those of Docker, and see nothing of the machine in /proc and /sys', async () => {
      const { stdout } = await run({ value: 'ls -A /dev' }, inImage('busybox'));
      // As with Docker a link to /proc/kcore, which is empty there, where the kernel has such a file.
      const core = existsSync('/proc/kcore') ? ['core'] : [];
      expect(stdout.trim().split('\n')).toEqual([
        ...['.mesos', ...core, 'fd', 'full', 'null', 'ptmx', 'pts', 'random', 'shm'],
        ...['stderr', 'stdin', 'stdout', 'tty', 'urandom', 'zero'],
      ]);
      const machines = [
        ...['/proc/acpi', '/proc/asound', '/proc/kcore', '/proc/keys', '/proc/latency_stats'],
        ...['/proc/sched_debug', '/proc/scsi', '/proc/timer_list', '/proc/timer_stats'],
        ...['/sys/firmware', '/sys/devices/virtual/powercap'],
      ];
      const value =
        `for path in ${machines.join(' ')}; do ` +
        'if [ -d $path ]; then [ -z "$(ls -A $path)" ] || echo $path; ' +
        'else [ "$(head -c 1 $path 2>/dev/null | wc -c)" = 0 ] || echo $path; fi; done; ' +
        'for path in /proc/bus /proc/fs /proc/irq /proc/sysrq-trigger; do [ -e $path ] && ' +
        '{ [ -d $path ] && touch $path/x || echo >$path; } 2>/dev/null && echo $path; done; echo done';
      expect((await run({ value }, inImage('busybox'))).stdout).toBe('done\n');
    });

    it.skipIf(!hasVersion1)('find their own cgroups, which they cannot change', async () => {
      const value =
        'cd /sys/fs/cgroup/freezer; grep -cx $$ cgroup.procs >/dev/null && echo mine; ' +
        'ls -d */ 2>/dev/null | wc -l; mkdir x 2>/dev/null || echo read-only';
      const { stdout } = await run({ value }, inImage('busybox'));
      expect(stdout).toBe('mine\n0\nread-only\n');
    });

    it('find the devices that the operator allows in /dev, and may use them as far as that goes', async () => {
      containerizer = aLinuxContainerizer([...isolation, 'cgroups/devices', 'linux/devices'], {
        provisioner,
        options: { allowed_devices },
      });
      const value =
        'cd /dev; stat -c "%F %a %u %n" kmsg loop-control; head -c 0 kmsg && echo read; echo x >kmsg; echo x >loop-control; echo end';
      const { stdout, stderr } = await run({ value }, inImage('busybox'));
      const files = ['644 0 kmsg', '666 0 loop-control'];
      expect(stdout).toBe(
        `${files.map((file) => `character special file ${file}\n`).join('')}read\nend\n`,
      );
      // What may not be written is so for root, too; the other is no device that takes text.
      expect(stderr).toMatch(/kmsg: Operation not permitted[^]*Invalid argument/u);
    });

    it('write for themselves alone, and see of the layers what is left to be seen', async () => {
      const write = 'rm /a/old; echo mine >/a/mine; echo changed >/b/new; cat /b/new';
      expect((await run({ value: write }, inImage('layers'))).stdout).toBe('changed\n');
      const { stdout } = await run(
        { value: 'echo $(ls /a /b) $(cat /b/new) $(cat /kind/of) $(ls -a /kind)' },
        inImage('layers'),
      );
      expect(stdout).toBe('/a: old /b: new new directory . .. of\n');
    });

    it('run as the task says, with limits, whatever users the image has', async () => {
      const rlimits = [{ type: 'RLMT_NOFILE' as const, soft: 64, hard: 64 }];
      const more = { ...inImage('busybox', { rlimit_info: { rlimits } }), user: 'nobody' };
      const id = anId();
      const { stdout } = await run(
        { value: 'id -u; ulimit -n; touch mine; cat /dev/.mesos/runtime/config.json' },
        more,
        id,
      );
      expect(stdout).toBe('65534\n64\n');
      expect(existsSync(join(sandboxOf(id), 'mine'))).toBe(true);
      const failed = await run({ shell: false, value: '/no/such' }, more);
      expect(failed).toMatchObject({
        status: 256,
        stderr: "Failed to execute '/no/such': No such file or directory\n",
      });
    });

    it('run what the image says, as far as the task says nothing', async () => {
      const command = { shell: false, arguments: [] };
      expect((await run(command, inImage('runtime'))).stdout).toBe('entry cmd\n');
      expect((await run({ ...command, arguments: ['own'] }, inImage('runtime'))).stdout).toBe(
        'entry own\n',
      );
      const value = 'echo $A $B $(pwd) $(id -u):$(id -g)';
      const environment = { A: 'task' };
      expect((await run({ value }, { ...inImage('runtime'), environment })).stdout).toBe(
        'task image /made/for it 1234:5678\n',
      );
      const asNobody = { ...inImage('runtime'), user: 'nobody' };
      expect((await run({ value: 'id -u' }, asNobody)).stdout).toBe('65534\n');
    });

    it('may have as many layers as images have, the last of which counts', async () => {
      expect((await run({ value: 'cat /top' }, inImage('tall'))).stdout).toBe('119\n');
    });

    it('do not load what the image wants to be loaded into programs of root', async () => {
      const { stdout, stderr } = await run(
        { value: 'id -u; wc -c </etc/ld.so.preload' },
        { ...inImage('preload'), user: 'nobody' },
      );
      expect([stdout, stderr]).toEqual(['65534\n0\n', '']);
    });

    it('see volumes of the machine, of their sandbox and of images, and secrets that are nowhere on disk', async () => {
      writeFileSync(join(home, 'a-file'), 'of the machine\n');
      mkdirSync(join(home, 'a-directory'));
      const secret = { type: 'VALUE' as const, value: { data: Buffer.from('se\0cret') } };
      const volumes: ContainerInfo['volumes'] = [
        {
          container_path: '/deep/down/file',
          mode: 'RO',
          source: { type: 'HOST_PATH', host_path: { path: join(home, 'a-file') } },
        },
        { container_path: 'relative', mode: 'RW', host_path: join(home, 'a-directory') },
        {
          container_path: '/own',
          mode: 'RW',
          source: { type: 'SANDBOX_PATH', sandbox_path: { type: 'SELF', path: 'sub' } },
        },
        { container_path: '/other', mode: 'RO', image: image('layers') },
        { container_path: '/run/secret', mode: 'RO', source: { type: 'SECRET', secret } },
      ];
      const value =
        'cat /deep/down/file; echo x >/deep/down/file; echo x >relative/x; echo y >/own/y; cat /other/b/new; touch /other/z; wc -c </run/secret; grep -c ramfs /proc/mounts; cat /run/secret';
      const id = anId();
      const { stdout, stderr } = await run(
        { value },
        { ...inImage('busybox', { volumes }), user: 'nobody' },
        id,
      );
      expect(stdout).toBe('of the machine\nnew7\n1\nse\0cret');
      expect(
        stderr.match(/Read-only file system|Permission denied/gu)!.length,
      ).toBeGreaterThanOrEqual(2);
      expect(readFileSync(join(sandboxOf(id), 'sub/y'), 'utf8')).toBe('y\n');
      expect(readdirSync(join(home, 'a-directory'))).toEqual([]); // nobody may not write there
    });

    it("that are nested are in their parent's root file system, and debug containers see what it has", async () => {
      const parent = anId();
      const waiting = {
        value: 'echo parents >/marker; touch ready; while ! [ -e end ]; do sleep 0.02; done',
      };
      expect(
        await launch(containerizer, parent, aConfig(parent, waiting, inImage('busybox'))),
      ).toMatchObject({ ok: true });
      await until(() => existsSync(join(sandboxOf(parent), 'ready')));
      const nested = { value: 'n', parent };
      const directory = join(sandboxOf(parent), 'containers/n');
      const volumes: ContainerInfo['volumes'] = [
        {
          container_path: 'parents',
          mode: 'RW',
          source: { type: 'SANDBOX_PATH', sandbox_path: { type: 'PARENT', path: '.' } },
        },
      ];
      const seen = await run(
        { value: 'cat /marker; pwd; ls parents; echo nested >/nested' },
        { directory, container: { type: 'MESOS', volumes } },
        nested,
      );
      expect(seen.stdout).toBe('parents\n/mnt/mesos/sandbox\ncontainers\nready\nstderr\nstdout\n');
      const debug = {
        containerClass: 'debug' as const,
        directory,
        workingDirectory: sandboxOf(parent),
      };
      const debugged = await run(
        { value: 'cat /marker /nested; pwd; ls; touch end' },
        { ...debug, directory: join(sandboxOf(parent), 'containers/d') },
        { value: 'd', parent },
      );
      expect(debugged.stdout).toContain('parents\nnested\n/mnt/mesos/sandbox\n');
      expect(await ended(containerizer, parent)).toEqual({ status: 0 });
      containerizer.remove(parent);
      await until(() => !existsSync(join(home, 'run/containers', parent.value)));
    });

    it('are refused with a sentence when there is no such image, or none that can be run', async () => {
      const refusal = async (
        command: CommandInfo,
        more: Partial<ContainerConfig>,
      ): Promise<string> => {
        const id = anId();
        const launched = await launch(containerizer, id, aConfig(id, command, more));
        if (launched.ok) throw new Error('it was not refused');
        return launched.error;
      };
      expect(await refusal({ value: 'true' }, inImage('none'))).toContain(
        "Failed to pull image 'none:latest' from the archives in",
      );
      expect(await refusal({ shell: false }, inImage('busybox'))).toContain(
        'No executable is found',
      );
      const appc = {
        container: {
          type: 'MESOS' as const,
          mesos: { image: { type: 'APPC' as const, appc: { name: 'x' } } },
        },
      };
      expect(await refusal({ value: 'true' }, appc)).toContain('Images of type APPC are refused');
      const up = inImage('busybox', {
        volumes: [{ container_path: '/a/../../x', mode: 'RW', host_path: '/tmp' }],
      });
      expect(await refusal({ value: 'true' }, up)).toContain("without '..'");
      const reference = { type: 'REFERENCE' as const, reference: { name: 'x' } };
      const secret = inImage('busybox', {
        volumes: [
          { container_path: 's', mode: 'RO', source: { type: 'SECRET', secret: reference } },
        ],
      });
      expect(await refusal({ value: 'true' }, secret)).toContain(
        'this agent has no secret resolver',
      );
      const missing = inImage('busybox', {
        volumes: [{ container_path: 'x', mode: 'RW', host_path: '/no/such' }],
      });
      expect(await refusal({ value: 'true' }, missing)).toBe(
        "Path '/no/such' in HOST_PATH volume does not exist",
      );
    });
  },
);
