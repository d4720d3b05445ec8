import { describe, expect, it } from 'vitest';
import type { Definition } from '../edit/definition.ts';
import { fieldRows, valueLines } from './definition-fields.ts';

const app: Definition = {
  id: '/web',
  cmd: 'run',
  cpus: 0.5,
  mem: 128,
  instances: 2,
  disk: 0,
  labels: {},
  role: '*',
  backoffSeconds: 1,
  backoffFactor: 2,
  constraints: [['hostname', 'UNIQUE']],
  networks: [{ mode: 'host' }],
  upgradeStrategy: { maximumOverCapacity: 1, minimumHealthCapacity: 1 },
  ours: { new: true },
};

const namesOf = (withDefaults: boolean): readonly string[] =>
  fieldRows('app', app, withDefaults).map(({ name }) => name);

describe('the fields of a definition', () => {
  it('are those that differ from what they would be anyway, and those that always count', () => {
    const first = ['id', 'cmd', 'cpus', 'mem', 'instances'];
    expect(namesOf(false)).toEqual([...first, 'constraints', 'backoffFactor', 'ours']);
  });

  it('are all on demand, with their defaults', () => {
    expect(namesOf(true).length).toBeGreaterThan(30);
    const rows = fieldRows('app', app, true);
    const find = (name: string) => rows.find((row) => row.name === name);
    expect(find('maxLaunchDelaySeconds')).toMatchObject({ value: 300, isDefault: true });
    expect(find('user')).toEqual({ name: 'user', value: undefined, isDefault: true });
    expect(find('upgradeStrategy')?.isDefault).toBe(true);
    expect(find('ours')?.isDefault).toBe(false);
    expect(find('args')).toBeUndefined();
  });

  it('of a pod leave its containers to lists of their own', () => {
    const pod: Definition = { id: '/p', scaling: { instances: 1 }, containers: [{ name: 'a' }] };
    expect(fieldRows('pod', pod, false).map(({ name }) => name)).toEqual(['id', 'scaling']);
    const container: Definition = { name: 'a', endpoints: [], resources: { cpus: 1 } };
    const names = fieldRows('container', container, false).map(({ name }) => name);
    expect(names).toEqual(['name', 'resources']);
  });

  it('have a line for each thing in them', () => {
    expect(valueLines([['hostname', 'LIKE', 'a.*'], 'rack:GROUP_BY'])).toEqual([
      'hostname LIKE a.*',
      'rack:GROUP_BY',
    ]);
    expect(valueLines({ A: 'b', C: { secret: 'd' } })).toEqual(['A = b', 'C = {"secret":"d"}']);
    expect(valueLines('one\ntwo')).toEqual(['one', 'two']);
    expect(valueLines(false)).toEqual(['false']);
    expect(valueLines(undefined)).toEqual([]);
  });
});
