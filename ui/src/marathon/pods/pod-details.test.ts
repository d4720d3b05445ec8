import { describe, expect, it } from 'vitest';
import { healthOfContainer, matches, type PodInstance, upOf, versionOf } from './pod-details.ts';

const container = { name: 'main', status: 'TASK_RUNNING', statusSince: '' };
const instance: PodInstance = {
  id: 'shop_pod.instance-1',
  status: 'STABLE',
  statusSince: '',
  agentHostname: 'Rack-7',
  agentId: 'S1',
  containers: [container],
  specReference: '/v2/pods/shop/pod::versions/2026-01-01T00:00:00.000Z',
};

describe('instances of a pod', () => {
  it('are found by all words of their id, host and containers', () => {
    expect(matches(instance, '')).toBe(true);
    expect(matches(instance, 'MAIN rack-7')).toBe(true);
    expect(matches(instance, 'main other')).toBe(false);
  });

  it('are counted when they are stable', () => {
    const spec = { scaling: { instances: 3 }, containers: [] };
    const instances = [instance, { ...instance, status: 'DEGRADED' }];
    expect(upOf({ spec, instances })).toEqual({ up: 1, wanted: 3 });
  });

  it('tell their version and the health of each container', () => {
    expect(versionOf(instance)).toBe('2026-01-01T00:00:00.000Z');
    expect(healthOfContainer(container)).toBe(0);
    const told = (value: string) => ({ ...container, conditions: [{ name: 'healthy', value }] });
    expect(healthOfContainer(told('true'))).toBe(1);
    expect(healthOfContainer(told('false'))).toBe(-1);
  });
});
