import { describe, expect, it } from 'vitest';
import type { Instance } from '../model.ts';
import { endpointsOf } from './endpoints-of.ts';

const instance: Instance = {
  ...{ id: 'a', host: 'one', slaveId: 's', version: 'v', state: 'TASK_RUNNING' },
  ...{ ports: [31_000, 31_001], ipAddresses: [{ ipAddress: '10.0.0.7' }] },
};

describe('the endpoints of an instance', () => {
  it('are its ports of the host, with their names; what is no TCP is no link', () => {
    const portDefinitions = [
      { name: 'https', protocol: 'tcp' },
      { name: 'dns', protocol: 'udp' },
    ];
    expect(endpointsOf(instance, { portDefinitions })).toEqual([
      {
        ...{ name: 'https', index: 0, protocol: 'tcp' },
        ...{ address: 'one:31000', url: 'https://one:31000' },
      },
      { name: 'dns', index: 1, protocol: 'udp', address: 'one:31001', url: undefined },
    ]);
  });

  it('are those of its container, where they are not the host’s', () => {
    const portMappings = [
      { name: 'web', containerPort: 80, hostPort: 0 },
      { name: 'own', containerPort: 81, hostPort: null },
      { containerPort: 82 },
    ];
    const one = { ...instance, ports: [31_000], ipAddresses: [{ ipAddress: 'fd00::1' }] };
    expect(
      endpointsOf(one, { container: { portMappings } }).map(({ name, address }) => [name, address]),
    ).toEqual([
      ['web', 'one:31000'],
      ['own', '[fd00::1]:81'],
      ['', '[fd00::1]:82'],
    ]);
  });

  it('have no names when the definition is of another version', () => {
    const portDefinitions = [{ name: 'web' }];
    expect(endpointsOf(instance, { portDefinitions }).map(({ name }) => name)).toEqual(['', '']);
    expect(endpointsOf({ ...instance, ports: [] }, {})).toEqual([]);
  });
});
