/**
 * cgroups/net_cls: marks what a container sends with a handle, by which tc(8) and iptables(8) of
 * the machine know it. With --cgroups_net_cls_primary_handle each gets one of its own, told in its
 * status; without that flag the operator gives them out.
 *
 * The cgroup itself remembers the handle over a restart of the agent.
 */
import { failure, ok, unwrap } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { ContainerID, ContainerStatus } from '../../../protocol/generated/mesos.ts';
import type { Cgroups } from '../../cgroups/cgroups.ts';
import { containerKey } from '../../container-id.ts';
import { CgroupIsolator } from '../cgroup-isolator.ts';
import type { IsolatedContainer } from '../isolator.ts';
import { NetClsHandles, readPrimary, readSecondaries } from './handles.ts';
import type { HandleOptions } from './handles.ts';

const file = 'net_cls.classid';

export class CgroupsNetClsIsolator extends CgroupIsolator {
  readonly name = 'cgroups/net_cls';
  protected readonly subsystems = ['net_cls'] as const;
  /** Undefined: the operator's affair. */
  readonly #handles: NetClsHandles | undefined;
  readonly #classids = new Map<string, number>();

  constructor(cgroups: Cgroups, options: HandleOptions) {
    super(cgroups);
    const { cgroups_net_cls_primary_handle: primary, cgroups_net_cls_secondary_handles: range } =
      options;
    if (primary === undefined) return;
    const secondaries = range === undefined ? undefined : unwrap(readSecondaries(range));
    this.#handles = new NetClsHandles(unwrap(readPrimary(primary)), secondaries);
  }

  protected override async setUp({ id }: IsolatedContainer): Promise<void> {
    if (this.#handles === undefined) return;
    const handle = this.#handles.allocate();
    if (!handle.ok) throw new Error(`Failed to allocate a net_cls handle: ${handle.error}`);
    this.#classids.set(containerKey(id), handle.value);
    await this.cgroups.write(id, 'net_cls', file, String(handle.value));
  }

  protected override apply(): Promise<void> {
    return Promise.resolve();
  }

  status({ id }: IsolatedContainer, done: (result: Result<ContainerStatus>) => void): void {
    const classid = this.#findClassid(id);
    done(ok(classid === undefined ? {} : { cgroup_info: { net_cls: { classid } } }));
  }

  /** A nested container that has none of its own has that of the one around it. */
  #findClassid(id: ContainerID): number | undefined {
    const own = this.#classids.get(containerKey(id));
    return own ?? (id.parent === undefined ? undefined : this.#findClassid(id.parent));
  }

  /** Outer containers come before inner ones, which inherit the handle where they share it. */
  recover(containers: readonly IsolatedContainer[], done: (result: Result<void>) => void): void {
    this.#recover(containers).then(
      () => done(ok(undefined)),
      (error: Error) => done(failure(`Failed to recover the net_cls handle: ${error.message}`)),
    );
  }

  async #recover(containers: readonly IsolatedContainer[]): Promise<void> {
    for (const { id } of containers) {
      const classid = Number((await this.cgroups.read(id, 'net_cls', file)) ?? '0');
      if (classid === 0 || this.#findClassid(id) === classid) continue;
      this.#handles?.reserve(classid);
      this.#classids.set(containerKey(id), classid);
    }
  }

  cleanup({ id }: IsolatedContainer, done: (result: Result<void>) => void): void {
    const key = containerKey(id);
    const classid = this.#classids.get(key);
    this.#classids.delete(key);
    if (classid !== undefined) this.#handles?.free(classid);
    done(ok(undefined));
  }
}
