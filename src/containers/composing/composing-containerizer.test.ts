/** Which containerizer a container goes to, and that all that concerns it follows. */
import { describe, expect, it } from 'vitest';
import { ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { ContainerID, ContainerInfo } from '../../protocol/generated/mesos.ts';
import { containerKey } from '../container-id.ts';
import type {
  ContainerConfig,
  Containerizer,
  ContainerSummary,
  KnownContainer,
  LaunchResult,
  LimitImposer,
  Recovery,
  ResourceLimits,
} from '../containerizer.ts';
import { ComposingContainerizer } from './composing-containerizer.ts';

/** Takes everything, and notes what it is asked. */
class Recorder implements Containerizer, LimitImposer {
  readonly abilities: ReadonlySet<string>;
  readonly calls: string[] = [];
  launchError: string | undefined;
  #all: ContainerSummary[] = [];

  constructor(ability: string) {
    this.abilities = new Set([ability]);
  }

  recover(known: readonly KnownContainer[], done: (result: Result<Recovery>) => void): void {
    for (const { id } of known) this.#all.push({ id, state: 'running', isStandalone: false });
    const ids = known.map(({ id }) => id);
    queueMicrotask(() => done(ok({ running: ids, terminated: [], orphans: [] })));
  }

  launch(id: ContainerID, _config: ContainerConfig, done: (result: LaunchResult) => void): void {
    this.calls.push(`launch ${containerKey(id)}`);
    const { launchError } = this;
    if (launchError !== undefined) {
      return queueMicrotask(() => done({ ok: false, error: launchError }));
    }
    this.#all.push({ id, state: 'running', isStandalone: false });
    queueMicrotask(() => done(ok({})));
  }

  wait(id: ContainerID, onTermination: (end: undefined) => void): void {
    this.calls.push(`wait ${containerKey(id)}`);
    queueMicrotask(() => onTermination(undefined));
  }

  kill(id: ContainerID): boolean {
    this.calls.push(`kill ${containerKey(id)}`);
    return true;
  }

  destroy(id: ContainerID): boolean {
    this.calls.push(`destroy ${containerKey(id)}`);
    return true;
  }

  remove(id: ContainerID): boolean {
    this.#all = this.#all.filter((one) => containerKey(one.id) !== containerKey(id));
    return true;
  }

  update(id: ContainerID): void {
    this.calls.push(`update ${containerKey(id)}`);
  }
  status(id: ContainerID): void {
    this.calls.push(`status ${containerKey(id)}`);
  }
  usage(id: ContainerID): void {
    this.calls.push(`usage ${containerKey(id)}`);
  }

  impose(id: ContainerID, limits: ResourceLimits): Promise<Result<ResourceLimits>> {
    this.calls.push(`impose ${containerKey(id)}`);
    return Promise.resolve(ok(limits));
  }

  find(id: ContainerID): ContainerSummary | undefined {
    return this.#all.find((one) => containerKey(one.id) === containerKey(id));
  }

  list(): readonly ContainerSummary[] {
    return this.#all;
  }
}

const isDocker = (container: ContainerInfo | undefined): boolean => container?.type === 'DOCKER';

function compose(names = ['docker', 'mesos']) {
  const [docker, mesos] = [new Recorder('d'), new Recorder('m')];
  const all = {
    docker: { name: 'docker', containerizer: docker, takes: isDocker },
    mesos: {
      ...{ name: 'mesos', containerizer: mesos },
      takes: (container: ContainerInfo | undefined) => !isDocker(container),
    },
  };
  const composed = names.map((name) => all[name as 'docker' | 'mesos']);
  return { docker, mesos, both: new ComposingContainerizer(composed) };
}

const config = (container?: ContainerInfo): ContainerConfig => ({
  ...{ environment: {}, directory: '/s', resources: [] },
  ...(container !== undefined && { container }),
});
const docker: ContainerInfo = { type: 'DOCKER', docker: { image: 'i' } };

function launch(
  both: Containerizer,
  id: ContainerID,
  container?: ContainerInfo,
  more: Partial<ContainerConfig> = {},
): Promise<LaunchResult> {
  return new Promise((resolve) => both.launch(id, { ...config(container), ...more }, resolve));
}

describe('several containerizers', () => {
  it('get the containers of their kind, and all that concerns them', async () => {
    const { docker: one, mesos, both } = compose();
    await launch(both, { value: 'd' }, docker);
    await launch(both, { value: 'm' }, { type: 'MESOS' });
    await launch(both, { value: 'n' });
    const nested = { value: 'check', parent: { value: 'd' } };
    await launch(both, nested);
    for (const id of [{ value: 'd' }, { value: 'm' }]) {
      both.kill(id, 15);
      both.update(id, [], undefined);
      await both.impose(id, {});
      expect(both.find(id)?.id).toEqual(id);
      both.destroy(id);
    }
    const all = (id: string) => ['kill', 'update', 'impose', 'destroy'].map((c) => `${c} ${id}`);
    expect(one.calls).toEqual(['launch d', 'launch d.check', ...all('d')]);
    expect(mesos.calls).toEqual(['launch m', 'launch n', ...all('m')]);
    expect([...both.abilities]).toEqual(['d', 'm']);
    expect(both.list().map(({ id }) => containerKey(id))).toEqual(['d', 'd.check', 'm', 'n']);
  });

  it('refuse what none of them takes', async () => {
    const { both } = compose(['docker']);
    expect(await launch(both, { value: 'm' })).toMatchObject({
      cause: 'unsupported',
      error:
        'None of the enabled containerizers (docker) could create a container for the provided TaskInfo/ExecutorInfo message',
    });
    expect(await new Promise((resolve) => both.wait({ value: 'm' }, resolve))).toBeUndefined();
  });

  it('never make a Docker container that stands alone', async () => {
    const { docker: one, both } = compose();
    expect(await launch(both, { value: 's' }, docker, { isStandalone: true })).toMatchObject({
      ...{ ok: false, cause: 'unsupported' },
    });
    expect(one.calls).toEqual([]);
  });

  it('are not asked about a container whose launch failed, or that was removed', async () => {
    const { docker: one, both } = compose();
    one.launchError = 'no';
    await launch(both, { value: 'd' }, docker);
    expect(both.kill({ value: 'd' }, 15)).toBe(false);
    one.launchError = undefined;
    await launch(both, { value: 'd' }, docker);
    expect(both.kill({ value: 'd' }, 15)).toBe(true);
    both.remove({ value: 'd' });
    expect(both.kill({ value: 'd' }, 15)).toBe(false);
  });

  it('take over each its own after a restart of the agent', async () => {
    const { docker: one, mesos, both } = compose();
    const common = { directory: '/s', resources: [], hasProcess: true };
    const known = [
      { ...common, id: { value: 'd' }, container: docker },
      { ...common, id: { value: 'm' } },
    ];
    const recovered = await new Promise((resolve) => both.recover(known, resolve));
    expect(recovered).toEqual(
      ok({ running: [{ value: 'd' }, { value: 'm' }], terminated: [], orphans: [] }),
    );
    both.kill({ value: 'd' }, 15);
    both.kill({ value: 'm' }, 15);
    expect([one.calls, mesos.calls]).toEqual([['kill d'], ['kill m']]);
  });

  it('tell of what none of them takes any more that it is lost', async () => {
    const { both } = compose(['docker']);
    const known = [{ id: { value: 'm' }, directory: '/s', resources: [], hasProcess: true }];
    const recovered = await new Promise((resolve) => both.recover(known, resolve));
    expect(recovered).toEqual(ok({ running: [], terminated: [{ value: 'm' }], orphans: [] }));
  });
});
