/** Capabilities, system calls and IPC of real containers. */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ContainerID, LinuxInfo } from '../../protocol/generated/mesos.ts';
import type { Containerizer, ContainerConfig } from '../containerizer.ts';
import {
  aConfig,
  anId,
  ended,
  home,
  launch,
  makeHome,
  removeHome,
  sandboxOf,
} from '../posix/test-support.ts';
import { aLinuxContainerizer, obstacle, remains, removeCgroupsRoot } from './test-support.ts';

describe.skipIf(obstacle !== undefined)(`privileges of containers (${obstacle ?? ''})`, () => {
  beforeAll(makeHome);
  afterEach(() => expect(remains()).toEqual([]));
  afterAll(() => {
    removeCgroupsRoot();
    removeHome();
  });

  const like = (linux_info: LinuxInfo): Partial<ContainerConfig> => ({
    container: { type: 'MESOS', linux_info },
  });

  /** What the command printed, or why it was not launched. */
  async function say(
    containerizer: Containerizer,
    value: string,
    more: Partial<ContainerConfig> = {},
    parent?: ContainerID,
  ): Promise<string> {
    const id = parent === undefined ? anId() : { ...anId(), parent };
    const launched = await launch(containerizer, id, aConfig(id, { value }, more));
    if (!launched.ok) return launched.error;
    await ended(containerizer, id);
    containerizer.remove(id);
    const [out, err] = ['stdout', 'stderr'].map((name) =>
      readFileSync(join(sandboxOf(id), name), 'utf8'),
    );
    return `${out}${err}`;
  }

  const sets = "grep -E '^Cap(Eff|Bnd|Amb)' /proc/self/status | cut -c1-6,20- | tr '\\n' ' '";
  const [chown, netRaw] = [1, 1 << 13].map((bits) => bits.toString(16).padStart(4, '0'));

  it('a task has the capabilities that it asks for, also as another user, and no more', async () => {
    const containerizer = aLinuxContainerizer(['linux/capabilities']);
    const info = {
      effective_capabilities: { capabilities: ['NET_RAW' as const] },
      bounding_capabilities: { capabilities: ['NET_RAW' as const, 'CHOWN' as const] },
    };
    const said = await say(containerizer, sets, { ...like(info), user: 'nobody' });
    expect(said.match(/[0-9a-f]{4}(?= )/gu)).toEqual([netRaw, '2001', netRaw]);
    const root = await say(
      containerizer,
      sets,
      like({ effective_capabilities: { capabilities: ['CHOWN'] } }),
    );
    expect(root.match(/[0-9a-f]{4}(?= )/gu)).toEqual([chown, chown, chown]);
  });

  it('the operator says what tasks have that ask for nothing', async () => {
    const options = { bounding_capabilities: { capabilities: ['CHOWN'] } };
    const containerizer = aLinuxContainerizer(['linux/capabilities'], { options });
    const said = await say(containerizer, sets);
    expect(said.match(/[0-9a-f]{4}(?= )/gu)).toEqual([chown, chown, '0000']);
    const more = like({ effective_capabilities: { capabilities: ['NET_RAW'] } });
    expect(await say(containerizer, 'true', more)).toContain('Requested capabilities');
  });

  it('a task of another user has the groups of that user', async () => {
    const containerizer = aLinuxContainerizer([]);
    expect(await say(containerizer, 'id -Gn', { user: 'games' })).toBe('games\n');
  });

  it('a profile says which system calls a task may make', async () => {
    const directory = join(home, 'seccomp');
    mkdirSync(directory, { recursive: true });
    const profile = (syscalls: readonly string[]): string =>
      JSON.stringify({
        defaultAction: 'SCMP_ACT_ALLOW',
        syscalls: [{ names: syscalls, action: 'SCMP_ACT_ERRNO' }],
      });
    writeFileSync(join(directory, 'usual'), profile(['mkdir', 'mkdirat']));
    writeFileSync(join(directory, 'other'), profile(['chmod', 'fchmodat']));
    const options = { seccomp_config_dir: directory, seccomp_profile_name: 'usual' };
    const containerizer = aLinuxContainerizer(['linux/seccomp'], { options });
    const value = 'mkdir x 2>&1 >/dev/null; touch y; chmod 777 y 2>&1';
    expect(await say(containerizer, value)).toMatch(/^mkdir: .*not permitted\n$/u);
    const other = like({ seccomp: { profile_name: 'other' } });
    expect(await say(containerizer, value, other)).toMatch(/^chmod: .*not permitted\n$/u);
    expect(await say(containerizer, value, like({ seccomp: { unconfined: true } }))).toBe('');
    for (const profile_name of ['none', '../usual'])
      expect(await say(containerizer, value, like({ seccomp: { profile_name } }))).toContain(`'`);
    expect(await say(containerizer, value, like({ seccomp: {} }))).toBe(
      'Missing Seccomp profile name',
    );
  });

  const ipc = 'stat -Lc %i /proc/self/ns/ipc';
  const agents = (): string => `${statSync('/proc/self/ns/ipc').ino}\n`;

  it('a container has its own IPC, the memory it asks for, or those of the agent', async () => {
    const containerizer = aLinuxContainerizer(['namespaces/ipc']);
    const own = await say(containerizer, ipc);
    expect(own).not.toBe(agents());
    expect(await say(containerizer, ipc, like({ ipc_mode: 'SHARE_PARENT' }))).toBe(agents());
    const size = "df -m /dev/shm | awk 'END { print $2 }'; touch /dev/shm/ap-privileges";
    const wish = like({ ipc_mode: 'PRIVATE', shm_size: 8 });
    expect(await say(containerizer, size, wish)).toBe('8\n');
    expect(() => statSync('/dev/shm/ap-privileges')).toThrow('ENOENT');
    expect(await say(containerizer, size, like({ shm_size: 8 }))).toContain(
      'Only support specifying the size of /dev/shm',
    );
  });

  it('the operator may forbid to share his, and says how much memory there is', async () => {
    const containerizer = aLinuxContainerizer(['namespaces/ipc'], {
      options: {
        disallow_sharing_agent_ipc_namespace: true,
        default_container_shm_size: 4 * 2 ** 20,
      },
    });
    expect(await say(containerizer, ipc, like({ ipc_mode: 'SHARE_PARENT' }))).toBe(
      'Sharing agent IPC namespace with top-level container is not allowed',
    );
    const size = "df -m /dev/shm | awk 'END { print $2 }'";
    expect(await say(containerizer, size, like({ ipc_mode: 'PRIVATE' }))).toBe('4\n');
  });

  it('the containers of a pod share IPC, and memory where they want to, also after a restart', async () => {
    const first = aLinuxContainerizer(['namespaces/ipc']);
    const pod = anId();
    const { command: _none, ...config } = aConfig(
      pod,
      {},
      like({ ipc_mode: 'PRIVATE', shm_size: 8 }),
    );
    expect(await launch(first, pod, config)).toEqual({ ok: true, value: {} });
    const one = await say(first, ipc, {}, pod);
    expect(one).not.toBe(agents());
    const share = like({ ipc_mode: 'SHARE_PARENT' });
    await say(first, 'echo hello >/dev/shm/word', share, pod);
    const second = aLinuxContainerizer(['namespaces/ipc']);
    const known = { id: pod, directory: config.directory, resources: [], hasProcess: false };
    await new Promise((resolve) => second.recover([known], resolve));
    expect(await say(second, ipc, {}, pod)).toBe(one);
    expect(await say(second, 'cat /dev/shm/word', share, pod)).toBe('hello\n');
    const apart = like({ ipc_mode: 'PRIVATE' });
    expect(await say(second, `${ipc}; ls /dev/shm`, apart, pod)).not.toContain(one);
    second.destroy(pod);
    await ended(second, pod);
    second.remove(pod);
  });

  it('what an agent that was killed left is taken away', async () => {
    const first = aLinuxContainerizer(['namespaces/ipc']);
    const pod = anId();
    const { command: _none, ...config } = aConfig(pod, {}, like({ ipc_mode: 'PRIVATE' }));
    await launch(first, pod, config);
    expect(remains().length).toBeGreaterThan(0);
    const second = aLinuxContainerizer(['namespaces/ipc']);
    await new Promise((resolve) => second.recover([], resolve));
  });
});
