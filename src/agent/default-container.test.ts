/** --default_container_info: what it may be, and whose container is like it. */
import { describe, expect, it } from 'vitest';
import type { ContainerInfo } from '../protocol/generated/mesos.ts';
import { aTask, anExecutor, PaperCluster } from './core/test-support.ts';
import { findDefaultContainerFault, readDefaultContainer } from './default-container.ts';

const privateTmp: ContainerInfo = {
  type: 'MESOS',
  volumes: [{ host_path: '.private/tmp', container_path: '/tmp', mode: 'RW' }],
};

const directories = {
  ...{ work_dir: '/srv/agent', runtime_dir: '/srv/run/agent' },
  sandbox_directory: '/mnt/mesos/sandbox',
};
const able = new Set(['filesystem/linux', 'volume/sandbox_path', 'volume/host_path']);

describe('--default_container_info', () => {
  it('is a ContainerInfo of type MESOS', () => {
    expect(readDefaultContainer(privateTmp)).toEqual({ ok: true, value: privateTmp });
    expect(readDefaultContainer(undefined)).toEqual({ ok: true, value: undefined });
    for (const [value, why] of [
      ['text', 'it is no ContainerInfo'],
      [{}, 'Missing required fields: type'],
      [{ type: 'DOCKER', docker: { image: 'x' } }, 'only MESOS can be the default'],
    ] as const) {
      const read = readDefaultContainer(value);
      expect(!read.ok && read.error).toContain(why);
    }
  });

  it('must be what this agent can give', () => {
    expect(findDefaultContainerFault(privateTmp, able, directories)).toBeUndefined();
    expect(findDefaultContainerFault(undefined, new Set(), directories)).toBeUndefined();
    expect(findDefaultContainerFault(privateTmp, new Set(), directories)).toMatch(
      /^Invalid value for --default_container_info: 'container.volumes\[0\]\.host_path' is refused: .*volume\/host_path/u,
    );
  });

  it('must not hide from containers what they need to start', () => {
    const faultOf = (...paths: readonly [string, string][]): string | undefined => {
      const volumes = paths.map(([host_path, container_path]) => ({
        ...{ host_path, container_path },
        mode: 'RW' as const,
      }));
      return findDefaultContainerFault({ type: 'MESOS', volumes }, able, directories);
    };
    expect(faultOf(['x', '/tmp'], ['y', '/srv/'])).toBe(
      "Invalid value for --default_container_info: 'container.volumes[1].container_path' is '/srv/', and what is mounted there would hide --work_dir '/srv/agent' from every container, which needs it to start; move that out of '/srv/', or take another path for the volume",
    );
    expect(faultOf(['x', '/srv/run'])).toContain("would hide --runtime_dir '/srv/run/agent'");
    expect(faultOf(['x', '/'])).toContain('--work_dir');
    expect(faultOf(['x', '/srv/agents'], ['/srv', '/srv'], ['x', 'srv'])).toBeUndefined();
    const mesos = { image: { type: 'DOCKER' as const, docker: { name: 'x' } } };
    const inImage = (container_path: string): string | undefined =>
      findDefaultContainerFault(
        { type: 'MESOS', mesos, volumes: [{ host_path: 'x', container_path, mode: 'RW' }] },
        new Set([...able, 'image provisioner']),
        directories,
      );
    for (const path of ['/srv', '/mnt/mesos/sandbox']) expect(inImage(path)).toBeUndefined();
    expect(inImage('/mnt')).toContain("--sandbox_directory '/mnt/mesos/sandbox'");
  });

  it('is for command tasks and executors that say nothing of their container', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered({ defaultContainer: privateTmp });
    const own: ContainerInfo = { type: 'MESOS' };
    cluster.run(aTask('plain'));
    cluster.run(aTask('choosy', { container: own }));
    cluster.run(aTask('a', { executor: anExecutor('bare') }));
    cluster.run(aTask('b', { executor: anExecutor('fussy', { container: own }) }));
    const containerOf = (command: string): ContainerInfo | undefined =>
      cluster.machine.find(command)?.config.container;
    expect(containerOf('run plain')).toEqual(privateTmp);
    expect(containerOf('run choosy')).toEqual(own);
    expect(containerOf('executor bare')).toEqual(privateTmp);
    expect(containerOf('executor fussy')).toEqual(own);
  });

  it('is for the container around the tasks of a pod, not for each of them', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered({ defaultContainer: privateTmp });
    const { command: _none, ...executor } = anExecutor('pod', { type: 'DEFAULT' });
    cluster.runGroup(executor, [aTask('t')]);
    cluster.pass(100);
    const all = [...cluster.machine.containers.values()];
    const root = all.find(({ id }) => id.parent === undefined);
    const nested = all.find(({ id }) => id.parent !== undefined);
    expect(root?.config.container).toEqual(privateTmp);
    expect(nested?.config.command?.value).toBe('run t');
    expect(nested?.config.container).toBeUndefined();
  });
});
