/**
 * Tasks of user nobody against an agent that is root: whatever they put into their sandboxes, the
 * agent writes nowhere else and gives nothing away. Needs root, to have somebody else to be.
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { interfere } from '../../foundation/directories/test-support.ts';
import type { CommandInfo, ContainerID } from '../../protocol/generated/mesos.ts';
import type { ContainerConfig } from '../containerizer.ts';
import { linkInSandbox } from '../sandbox-files.ts';
import type { PosixContainerizer } from './posix-containerizer.ts';
import {
  aConfig,
  aContainerizer,
  anId,
  ended,
  home,
  launch,
  makeHome,
  removeHome,
  sandboxOf,
} from './test-support.ts';

const isRoot = process.getuid?.() === 0;
const nobody = isRoot ? Number(execFileSync('id', ['-u', 'nobody'])) : -1;

/** What must stay as it is: root's, with one file in it. */
let victim: string;
let containerizer: PosixContainerizer;

beforeAll(() => {
  makeHome();
  chmodSync(home, 0o755);
});
afterAll(removeHome);

beforeEach((context) => {
  if (!isRoot) context.skip('only root can run tasks as nobody');
  victim = join(home, 'victim');
  mkdirSync(victim);
  writeFileSync(join(victim, 'secret'), 'secret', { mode: 0o600 });
  containerizer = aContainerizer();
});

afterEach(() => {
  vi.restoreAllMocks();
  if (!isRoot) return;
  expect(readdirSync(victim)).toEqual(['secret']);
  expect(readFileSync(join(victim, 'secret'), 'utf8')).toBe('secret');
  for (const path of [victim, join(victim, 'secret')]) expect(statSync(path).uid).toBe(0);
  rmSync(victim, { recursive: true });
});

/** Runs `script` as nobody to its end, in a sandbox that it may prepare for later. */
async function runAsNobody(script: string, more?: Partial<ContainerConfig>): Promise<ContainerID> {
  const id = anId();
  const command = { value: script };
  const config = aConfig(id, command, { user: 'nobody', ...more });
  const launched = await launch(containerizer, id, config);
  if (!launched.ok) throw new Error(launched.error);
  expect(await ended(containerizer, id)).toEqual({ status: 0 });
  containerizer.remove(id);
  return id;
}

/** A pod's root, of nobody, whose sandbox nobody prepares with `script`. */
async function aPod(script: string): Promise<ContainerID> {
  const id = anId();
  mkdirSync(sandboxOf(id), { recursive: true });
  chownSync(sandboxOf(id), nobody, nobody);
  const setpriv = [`--reuid=${nobody}`, '--clear-groups', '/bin/sh', '-c', script];
  execFileSync('setpriv', setpriv, { cwd: sandboxOf(id) });
  const { command: _none, ...config } = aConfig(id, {}, { user: 'nobody' });
  expect(await launch(containerizer, id, config)).toEqual({ ok: true, value: {} });
  return id;
}

function nestedConfig(pod: ContainerID, name: string, command: CommandInfo): ContainerConfig {
  const directory = join(sandboxOf(pod), 'containers', name);
  return { ...aConfig(pod, command), directory, user: 'nobody' };
}

async function refusalOfNested(pod: ContainerID, name: string): Promise<string> {
  const config = nestedConfig(pod, name, { value: 'id > proof' });
  const result = await launch(containerizer, { value: name, parent: pod }, config);
  containerizer.destroy(pod);
  await ended(containerizer, pod);
  return result.ok ? 'launched' : result.error;
}

describe('tasks of nobody against an agent of root', () => {
  it('cannot have sandboxes made through links', async () => {
    const scripts = [
      `ln -s ${victim} containers`,
      `ln -s ${victim}/new containers`,
      'ln -s .. containers',
      `mkdir containers && ln -s ${victim} containers/n`,
      `mkdir containers && ln -s ${victim}/new containers/n`,
      'touch containers',
      'mkdir containers && mkfifo containers/n',
    ];
    for (const script of scripts) {
      expect(await refusalOfNested(await aPod(script), 'n')).toContain('is not a directory');
    }
  });

  it('cannot lead the agent astray between two looks at their sandbox', async () => {
    const pod = await aPod('mkdir containers');
    const containers = join(sandboxOf(pod), 'containers');
    interfere('make', (_directory, name) => {
      if (name !== 'n') return;
      renameSync(containers, `${containers}.old`);
      symlinkSync(victim, containers);
    });
    const config = nestedConfig(pod, 'n', { value: 'pwd' });
    const id = { value: 'n', parent: pod };
    expect((await launch(containerizer, id, config)).ok).toBe(true);
    expect(await ended(containerizer, id)).toEqual({ status: 0 });
    const made = `${containers}.old/n`;
    expect(readFileSync(join(made, 'stdout'), 'utf8')).toBe(`${made}\n`);
    containerizer.destroy(pod);
    await ended(containerizer, pod);
  });

  it('cannot be given what is not theirs', async () => {
    const pod = await aPod('mkdir containers');
    // A sandbox of a task of root in the same pod, put where the next one of nobody will be.
    const directory = join(sandboxOf(pod), 'containers/n');
    mkdirSync(directory);
    writeFileSync(join(directory, 'of-root'), '');
    expect(await refusalOfNested(pod, 'n')).toContain('belongs to user id 0');
    expect(statSync(directory).uid).toBe(0);
  });

  it('get their logs in plain files, whatever lies there already', async () => {
    const traps: readonly (readonly [name: string, set: (path: string) => void])[] = [
      ['a link', (path) => symlinkSync(join(victim, 'secret'), path)],
      ['a link to nothing', (path) => symlinkSync(join(victim, 'new'), path)],
      ['a pipe nobody reads', (path) => execFileSync('mkfifo', [path])],
      ['a device', (path) => execFileSync('mknod', [path, 'c', '1', '3'])],
      ['a directory', (path) => mkdirSync(path)],
      ['a hard link to a file of root', (path) => linkSync(join(victim, 'secret'), path)],
    ];
    for (const file of ['stdout', 'stderr']) {
      for (const [what, set] of traps) {
        const id = anId();
        mkdirSync(sandboxOf(id), { recursive: true });
        chownSync(sandboxOf(id), nobody, nobody);
        set(join(sandboxOf(id), file));
        const config = aConfig(id, { value: 'echo x; echo y >&2' }, { user: 'nobody' });
        const result = await launch(containerizer, id, config);
        expect([what, result]).toEqual([
          what,
          { ok: false, error: expect.stringMatching(/not a regular file|hard link|belongs to/u) },
        ]);
      }
    }
  });

  it('keep their sandbox and their logs when a check runs in it as somebody else', async () => {
    const id = anId();
    const config = aConfig(id, { value: 'sleep 300' }, { user: 'nobody' });
    expect((await launch(containerizer, id, config)).ok).toBe(true);
    const check = { value: 'check', parent: id };
    const checkConfig = { ...config, command: { value: 'id -un' }, user: 'daemon' };
    const asDebug = { ...checkConfig, containerClass: 'debug' as const };
    expect((await launch(containerizer, check, asDebug)).ok).toBe(true);
    expect(await ended(containerizer, check)).toEqual({ status: 0 });
    expect(readFileSync(join(sandboxOf(id), 'stdout'), 'utf8')).toBe('daemon\n');
    for (const path of ['.', 'stdout']) {
      expect(statSync(join(sandboxOf(id), path)).uid).toBe(nobody);
    }
    containerizer.destroy(id);
    await ended(containerizer, id);
  });

  it('own the files that were fetched for them, and reach nothing by archives', async () => {
    const python = `
import io, sys, tarfile
t = tarfile.open(sys.argv[1], 'w')
def link(kind, name, to):
  i = tarfile.TarInfo(name); i.type = kind; i.linkname = to; t.addfile(i)
link(tarfile.SYMTYPE, 'dir', sys.argv[2])
link(tarfile.SYMTYPE, 'file.gz', sys.argv[2] + '/secret')
link(tarfile.SYMTYPE, 'a/b', sys.argv[2])
link(tarfile.SYMTYPE, 'plain', sys.argv[2] + '/new')
i = tarfile.TarInfo('pipe'); i.type = tarfile.FIFOTYPE; t.addfile(i)`;
    const archive = join(home, 'links.tar');
    execFileSync('python3', ['-c', python, archive, victim]);
    const through = join(home, 'through.tar');
    execFileSync('sh', [
      '-c',
      `cd ${home} && mkdir -p dir && : > dir/new && tar -cf ${through} dir/new`,
    ]);
    writeFileSync(join(home, 'plain'), 'plain');
    const refused: readonly (readonly [uri: CommandInfo['uris'], why: string])[] = [
      [[{ value: archive }, { value: through }], 'Permission denied'],
      [
        [{ value: archive }, { value: join(home, 'plain'), output_file: 'dir/x' }],
        'not a directory',
      ],
      [
        [{ value: archive }, { value: join(home, 'plain'), output_file: 'a/b/x' }],
        'not a directory',
      ],
    ];
    for (const [uris, why] of refused) {
      const id = anId();
      const config = aConfig(id, { value: 'true', uris: uris! }, { user: 'nobody' });
      const result = await launch(containerizer, id, config);
      expect(result).toMatchObject({ ok: false, error: expect.stringContaining(why) });
    }
    const uris = [{ value: archive }, { value: join(home, 'plain'), executable: true }];
    const id = anId();
    const config = aConfig(id, { value: './plain || true', uris }, { user: 'nobody' });
    expect((await launch(containerizer, id, config)).ok).toBe(true);
    await ended(containerizer, id);
    const plain = lstatSync(join(sandboxOf(id), 'plain'));
    expect([plain.isFile(), plain.uid, plain.mode & 0o777]).toEqual([true, nobody, 0o755]);
  });

  it('get no file into a directory of somebody else in their sandbox', async () => {
    const id = anId();
    const inner = join(sandboxOf(id), 'of-root/deep');
    mkdirSync(inner, { recursive: true });
    writeFileSync(join(inner, 'x'), 'old');
    chownSync(sandboxOf(id), nobody, nobody);
    writeFileSync(join(home, 'new'), 'new');
    const uris = [{ value: join(home, 'new'), output_file: 'of-root/deep/x' }];
    const config = aConfig(id, { value: 'true', uris }, { user: 'nobody' });
    const error = expect.stringContaining(`of-root' belongs to user id 0`);
    expect(await launch(containerizer, id, config)).toMatchObject({ ok: false, error });
    expect(readFileSync(join(inner, 'x'), 'utf8')).toBe('old');
  });

  it('cannot swap a fetched file for a link before the agent unpacks or finishes it', async () => {
    const server = createServer((_request, response) => response.end(gzipSync('text')));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const secret = join(victim, 'secret');
    for (const [swapped, put, why] of [
      ['text.gz', symlinkSync, 'is not a regular file'],
      ['text.gz', linkSync, 'is a hard link to a file of another user'],
      ['text.gz.fetching', symlinkSync, 'is not a regular file'],
      ['text.gz.fetching', linkSync, 'was changed while it was written'],
    ] as const) {
      interfere('openFile', (directory, name) => {
        if (name !== swapped) return;
        rmSync(directory.at(name));
        put(secret, directory.at(name));
      });
      const id = anId();
      const uris = [{ value: `http://127.0.0.1:${port}/text.gz` }];
      const config = aConfig(id, { value: 'true', uris }, { user: 'nobody' });
      const result = await launch(containerizer, id, config);
      expect(result).toMatchObject({ ok: false, error: expect.stringContaining(why) });
      vi.restoreAllMocks();
    }
    server.closeAllConnections();
    server.close();
  });

  it('have no file read for them that they may not read', async () => {
    const id = anId();
    const uris = [{ value: join(victim, 'secret') }];
    const config = aConfig(id, { value: 'true', uris }, { user: 'nobody' });
    const result = await launch(containerizer, id, config);
    expect(result).toMatchObject({ ok: false, error: expect.stringContaining('ermission denied') });
    expect(existsSync(join(sandboxOf(id), 'secret'))).toBe(false);
  });

  it('do not learn which files are where only root can look', async () => {
    chmodSync(victim, 0o700);
    for (const value of [join(victim, 'secret'), join(victim, 'no-such-file')]) {
      const id = anId();
      const config = aConfig(id, { shell: false, value }, { user: 'nobody' });
      expect((await launch(containerizer, id, config)).ok).toBe(true);
      expect(await ended(containerizer, id)).toEqual({ status: 1 << 8 });
      const said = readFileSync(join(sandboxOf(id), 'stderr'), 'utf8');
      expect(said).toBe(`Failed to execute '${value}': No such file or directory\n`);
    }
    const id = await runAsNobody('echo "$0 $1"; exit 0', {
      command: { shell: false, value: 'sh', arguments: ['sh', '-c', 'echo "$0|$1"', 'a b', '*'] },
    });
    expect(readFileSync(join(sandboxOf(id), 'stdout'), 'utf8')).toBe('a b|*\n');
  });

  it('cannot have links made elsewhere', async () => {
    for (const trap of [`ln -s ${victim} tasks`, `ln -s ${victim}/new tasks`, 'touch tasks']) {
      const pod = await runAsNobody(trap);
      const path = join(sandboxOf(pod), 'tasks/t');
      await expect(linkInSandbox(home, path, '/target')).rejects.toThrow('is not a directory');
    }
    const pod = await runAsNobody(`mkdir tasks && ln -s ${victim}/secret tasks/t`);
    const path = join(sandboxOf(pod), 'tasks/t');
    await linkInSandbox(home, path, '/target');
    expect(execFileSync('readlink', [path], { encoding: 'utf8' })).toBe('/target\n');
    await expect(linkInSandbox(home, '/elsewhere/t', '/target')).rejects.toThrow(
      "'/elsewhere/t' is not in the work directory",
    );
  });
});
