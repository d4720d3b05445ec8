/** cgroups/blkio: how much a container reads from disks and writes to them; it limits nothing. */
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type {
  CgroupInfo_Blkio_Statistics,
  ContainerID,
} from '../../../protocol/generated/mesos.ts';
import { CgroupIsolator } from '../cgroup-isolator.ts';
import type { Consumption, IsolatedContainer, PartialStatistics } from '../isolator.ts';
import { readCfq, readThrottling, throttlingOfVersion2 } from './blkio-figures.ts';

export class CgroupsBlkioIsolator extends CgroupIsolator {
  readonly name = 'cgroups/blkio';
  protected readonly subsystems = ['blkio'] as const;

  usage(
    { id }: IsolatedContainer,
    _consumption: Consumption,
    done: (result: Result<PartialStatistics>) => void,
  ): void {
    const reading = this.isV2 ? this.#readVersion2(id) : this.#readVersion1(id);
    reading.then(
      (blkio_statistics) => done(ok({ blkio_statistics })),
      (error: Error) => done(failure(`Cannot read the figures of disks: ${error.message}`)),
    );
  }

  async #readVersion1(id: ContainerID): Promise<CgroupInfo_Blkio_Statistics> {
    const read = (name: string): Promise<string | undefined> =>
      this.cgroups.read(id, 'blkio', name);
    const [cfq, cfq_recursive] = [await readCfq(read), await readCfq(read, '_recursive')];
    return {
      // @compat without the files there is the sum of nothing.
      cfq: cfq ?? [{}],
      cfq_recursive: cfq_recursive ?? [{}],
      throttling: await readThrottling(read),
    };
  }

  async #readVersion2(id: ContainerID): Promise<CgroupInfo_Blkio_Statistics> {
    const text = await this.cgroups.read(id, 'blkio', 'io.stat');
    return { throttling: throttlingOfVersion2(text ?? '') };
  }
}
