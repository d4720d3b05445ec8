/**
 * What isolators are to the other containerizer, one isolator is to this: the engine limits and
 * measures, and knows addresses and whether it was memory that ended a container.
 */
import { cpus, totalmem } from 'node:os';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { ContainerStatus } from '../../protocol/generated/mesos.ts';
import type { ContainerTermination } from '../containerizer.ts';
import type {
  Consumption,
  IsolatedContainer,
  Isolator,
  PartialStatistics,
} from '../isolators/isolator.ts';
import { findScalar } from '../isolators/scalars.ts';
import type { DockerContainer } from './docker-container.ts';
import type { DockerLauncher } from './docker-launcher.ts';
import type { DockerEngine } from './engine/engine.ts';
import type { ResourceSpec } from './engine/spec.ts';
import { leastMemoryBytes, limitsOf } from './limits.ts';
import { throttlingOf } from './statistics.ts';

const mebibyte = 1024 * 1024;

export class DockerIsolator implements Isolator {
  readonly name = 'docker';
  readonly #engine: DockerEngine;
  readonly #launcher: DockerLauncher;
  readonly #isRequestTheLimit: boolean;

  /** `isRequestTheLimit`: --cgroups_enable_cfs */
  constructor(engine: DockerEngine, launcher: DockerLauncher, isRequestTheLimit: boolean) {
    this.#engine = engine;
    this.#launcher = launcher;
    this.#isRequestTheLimit = isRequestTheLimit;
  }

  status({ id }: IsolatedContainer, done: (result: Result<ContainerStatus>) => void): void {
    const networks = this.#launcher.find(id)?.networks ?? [];
    done(ok(networks.length === 0 ? {} : { network_infos: [...networks] }));
  }

  findLimitation(
    { id, resources, limits }: IsolatedContainer,
    done: (why: ContainerTermination | undefined) => void,
  ): void {
    const end = this.#launcher.find(id)?.end;
    if (end?.isOutOfMemory !== true) return done(undefined);
    const value = limits?.['mem']?.value ?? findScalar(resources, 'mem') ?? 0;
    done({
      state: 'TASK_FAILED',
      reason: 'REASON_CONTAINER_LIMITATION_MEMORY',
      message: `Memory limit exceeded: Requested: ${value}MB; Container exited with status ${end.exitCode}`,
      limitedResources: [{ name: 'mem', type: 'SCALAR', scalar: { value } }],
    });
  }

  update(isolated: IsolatedContainer, done: (result: Result<void>) => void): void {
    const container = this.#launcher.find(isolated.id);
    if (container === undefined) return done(ok(undefined));
    void this.#update(container, isolated).then(done, (error: Error) =>
      done(failure(error.message)),
    );
  }

  /** @compat what a container has of memory is never made less. */
  async #update(container: DockerContainer, isolated: IsolatedContainer): Promise<Result<void>> {
    const limits = limitsOf(isolated, this.#isRequestTheLimit);
    const inspected = await this.#engine.inspect(container.dockerId);
    if (!inspected.ok) return inspected;
    if (inspected.value === undefined) return ok(undefined);
    const { Memory: now, MemorySwap: swap } = inspected.value.inspection.HostConfig;
    const { OomScoreAdj: _fixed, Memory, ...changed } = limits;
    const request = findScalar(isolated.resources, 'mem');
    const spec: ResourceSpec = { ...changed };
    if (request !== undefined) {
      spec.MemoryReservation = Math.max(leastMemoryBytes, request * mebibyte);
    }
    if (Memory !== undefined && now > 0 && Memory > now) {
      spec.Memory = Memory;
      if (swap > 0) spec.MemorySwap = Memory + (swap - now);
    }
    return this.#engine.update(container.dockerId, spec);
  }

  usage(
    isolated: IsolatedContainer,
    consumption: Consumption,
    done: (result: Result<PartialStatistics>) => void,
  ): void {
    void this.#usage(isolated, consumption).then(done, (error: Error) =>
      done(failure(error.message)),
    );
  }

  async #usage(
    isolated: IsolatedContainer,
    { userTimeSecs, systemTimeSecs, rssBytes }: Consumption,
  ): Promise<Result<PartialStatistics>> {
    const container = this.#launcher.find(isolated.id);
    const isThrottled = this.#isRequestTheLimit && container !== undefined;
    const more = isThrottled ? await this.#engine.statistics(container.dockerId) : ok({});
    if (!more.ok) return more;
    return ok({
      ...{ cpus_user_time_secs: userTimeSecs, cpus_system_time_secs: systemTimeSecs },
      mem_rss_bytes: rssBytes,
      ...throttlingOf(more.value),
      ...this.#limitStatistics(isolated),
    });
  }

  #limitStatistics({ resources, limits }: IsolatedContainer): PartialStatistics {
    const [cpu, mem] = [findScalar(resources, 'cpus'), findScalar(resources, 'mem')];
    const cpuLimit = limits?.['cpus']?.value ?? (this.#isRequestTheLimit ? cpu : undefined);
    const memLimit = limits?.['mem']?.value;
    const most = memLimit ?? mem;
    return {
      ...(cpu !== undefined && { cpus_soft_limit: cpu }),
      ...(cpuLimit !== undefined && {
        cpus_limit: cpuLimit === Infinity ? cpus().length : cpuLimit,
      }),
      ...(most !== undefined && {
        mem_limit_bytes: most === Infinity ? totalmem() : Math.floor(most) * mebibyte,
      }),
      ...(memLimit !== undefined && mem !== undefined && { mem_soft_limit_bytes: mem * mebibyte }),
    };
  }
}
