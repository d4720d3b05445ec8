import { describe, expect, it } from 'vitest';
import { parseAttributes } from '../../../resources/flags.ts';
import { resourcesOf } from '../../../resources/test-support.ts';
import { unwrap } from '../../../foundation/result.ts';
import type { AgentInfo, DomainInfo } from '../../../protocol/generated/mesos.ts';
import { findIncompatibility, incompatibleText } from './compatibility.ts';

function anAgent(resources: string, attributes = '', more: Partial<AgentInfo> = {}): AgentInfo {
  return {
    hostname: 'host',
    resources: resourcesOf(resources).toMessages(),
    ...(attributes === '' ? {} : { attributes: unwrap(parseAttributes(attributes)) }),
    ...more,
  };
}

const domain = (name: string): DomainInfo => ({
  fault_domain: { region: { name }, zone: { name: 'z' } },
});

/** Before, now, what `equal` and what `additive` has against it. */
const changes: readonly [AgentInfo, AgentInfo, RegExp | undefined, RegExp | undefined][] = [
  [anAgent('cpus:4'), anAgent('cpus:4'), undefined, undefined],
  [anAgent('cpus:4'), anAgent('cpus:6'), /cpus:2 is new/u, undefined],
  [anAgent('cpus:4'), anAgent('cpus:4;mem:10'), /mem:10 is new/u, undefined],
  [anAgent('cpus:4'), anAgent('cpus:3'), /cpus:1 is missing/u, /cpus:1 is missing$/u],
  [anAgent('ports:[1-9]'), anAgent('ports:[1-20]'), /ports:\[10-20\] is new/u, undefined],
  [anAgent('ports:[1-9]'), anAgent('ports:[2-20]'), /is missing/u, /ports:\[1-1\] is missing$/u],
  [anAgent('cpus:4'), anAgent('cpus(web):4'), /is missing/u, /is missing/u],
  [anAgent('', 'rack:a'), anAgent('', 'rack:a;zone:b'), /'zone' is new/u, undefined],
  [anAgent('', 'rack:a'), anAgent('', 'rack:b'), /'rack' was .*"a".* and is .*"b"/u, /'rack'/u],
  [anAgent('', 'rack:a'), anAgent(''), /'rack' was .* is missing/u, /'rack' was/u],
  [anAgent('', 'p:[1-9]'), anAgent('', 'p:[1-20]'), /'p' was/u, undefined],
  [anAgent('', 'p:[1-9]'), anAgent('', 'p:[2-20]'), /'p' was/u, /'p' was/u],
  [anAgent('', 'p:1'), anAgent('', 'p:2'), /'p' was/u, /'p' was/u],
  [anAgent(''), anAgent('', '', { domain: domain('r') }), /from 'none' to 'r\/z'/u, undefined],
  [
    anAgent('', '', { domain: domain('r') }),
    anAgent('', '', { domain: domain('s') }),
    /from 'r\/z' to 's\/z'/u,
    /from 'r\/z' to 's\/z'/u,
  ],
  [anAgent(''), anAgent('', '', { hostname: 'x' }), /'host' to 'x'/u, /hostname/u],
  [anAgent(''), anAgent('', '', { port: 1 }), /port changed from '5051' to '1'/u, /port/u],
];

describe('an agent that comes back', () => {
  it.each(changes)('case %#', (previous, current, equal, additive) => {
    const found = (policy: 'equal' | 'additive'): string =>
      findIncompatibility(previous, current, policy) ?? '';
    expect(found('equal')).toMatch(equal ?? /^$/u);
    expect(found('additive')).toMatch(additive ?? /^$/u);
  });

  it('is told of the policy that would let it', () => {
    const textFor = (current: AgentInfo): string =>
      incompatibleText({
        previous: anAgent('cpus:4'),
        current,
        what: 'It changed',
        policy: 'equal',
        latestLink: '/latest',
      });
    expect(textFor(anAgent('cpus:6'))).toContain('--reconfiguration_policy=additive.');
    expect(textFor(anAgent('cpus:2'))).not.toContain('--reconfiguration_policy=additive.');
    expect(textFor(anAgent('cpus:2'))).toContain('rm -f /latest');
  });
});
