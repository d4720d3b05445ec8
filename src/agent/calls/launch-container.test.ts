import { describe, expect, it } from 'vitest';
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

  it.each<Resource>([
    { name: 'cpus', type: 'SCALAR', scalar: { value: NaN } },
    { name: 'x'.repeat(256), type: 'SCALAR', scalar: { value: 1 } },
    { name: 'ports', type: 'RANGES', ranges: { range: [{ begin: 2, end: 1 }] } },
  ])('refuses a resource that is none: %o', (resource) => {
    expect(findFault([resource])).toContain('is invalid: ');
  });
});
