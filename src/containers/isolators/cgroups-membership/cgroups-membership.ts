/**
 * cgroups/pids, cgroups/cpuset, cgroups/hugetlb, cgroups/net_prio: a container has a cgroup of its own
 * there, and nothing is written to it. @compat so it is with Mesos: what limits such a cgroup sets, and
 * who looks at it, is the operator's affair.
 */
import type { Cgroups } from '../../cgroups/cgroups.ts';
import type { Subsystem } from '../../cgroups/hierarchy.ts';
import { CgroupIsolator } from '../cgroup-isolator.ts';

export class CgroupsMembershipIsolator extends CgroupIsolator {
  readonly name: string;
  protected readonly subsystems: readonly Subsystem[];

  constructor(cgroups: Cgroups, subsystem: Subsystem) {
    super(cgroups);
    this.name = `cgroups/${subsystem}`;
    this.subsystems = [subsystem];
  }
}
