import { describe, expect, it } from 'vitest';
import { containerIdOf } from '../../containers/container-id.ts';
import type { Call } from '../../protocol/generated/agent.ts';
import type { Resource } from '../../protocol/generated/mesos.ts';
import { launchContainer, mostContainerResources } from './launch-container.ts';

/** Why a standalone container with these is refused. */
function findFault(resources: Resource[], limits?: Record<string, { value: number }>): unknown {
  const launch_container = {
    container_id: { value: 'c' },
    resources,
    ...(limits && { limits }),
  };
  return launchContainer.validate?.({ type: 'LAUNCH_CONTAINER', launch_container } as Call);
}

const named = (count: number): Resource[] =>
  Array.from({ length: count }, (_, i) => ({
    name: `n${i}`,
    type: 'SCALAR',
    scalar: { value: 1 },
  }));

describe('LAUNCH_CONTAINER', () => {
  it('takes as many resources as one turn can judge, and no more', () => {
    expect(findFault(named(mostContainerResources))).toBeUndefined();
    expect(findFault(named(mostContainerResources + 1))).toContain('1000 resources');
    const limits = Object.fromEntries(named(1001).map(({ name }) => [name, { value: 1 }]));
    expect(findFault([], limits)).toContain('1000 resources');
  });

  it('gives a choice whether to share cgroups to what is nested once alone', () => {
    const faultOf = (key: string, share_cgroups: boolean): unknown => {
      const container = { type: 'MESOS', linux_info: { share_cgroups } };
      const launch_container = { container_id: containerIdOf(key), container };
      return launchContainer.validate?.({ type: 'LAUNCH_CONTAINER', launch_container } as Call);
    };
    expect(faultOf('a', true)).toBe(
      "'launch_container' is invalid: containers without a parent cannot set 'share_cgroups' to 'true'",
    );
    expect(faultOf('a.b.c', false)).toBe(
      "'launch_container' is invalid: containers nested at the second level or greater cannot set 'share_cgroups' to 'false'",
    );
    const allowed = [faultOf('a', false), faultOf('a.b', false), faultOf('a.b', true)];
    expect([...allowed, faultOf('a.b.c', true)]).toEqual(Array.from({ length: 4 }));
  });

  it.each<Resource>([
    { name: 'cpus', type: 'SCALAR', scalar: { value: NaN } },
    { name: 'x'.repeat(256), type: 'SCALAR', scalar: { value: 1 } },
    { name: 'ports', type: 'RANGES', ranges: { range: [{ begin: 2, end: 1 }] } },
  ])('refuses a resource that is none: %o', (resource) => {
    expect(findFault([resource])).toContain('is invalid: ');
  });
});
