/** Asking containers how they are. One that ends meanwhile simply has less to tell. */
import type { Containerizer } from '../../containers/containerizer.ts';
import type { Result } from '../../foundation/result.ts';
import type {
  ContainerID,
  ContainerStatus,
  ResourceStatistics,
} from '../../protocol/generated/mesos.ts';

export interface Inspection {
  readonly status: ContainerStatus | undefined;
  readonly statistics: ResourceStatistics | undefined;
}

export async function inspect(containerizer: Containerizer, id: ContainerID): Promise<Inspection> {
  const [status, statistics] = await Promise.all([
    ask<ContainerStatus>((done) => containerizer.status(id, done)),
    ask<ResourceStatistics>((done) => containerizer.usage(id, done)),
  ]);
  return { status, statistics };
}

function ask<T>(question: (done: (result: Result<T>) => void) => void): Promise<T | undefined> {
  return new Promise((resolve) => {
    question((result) => resolve(result.ok ? result.value : undefined));
  });
}
