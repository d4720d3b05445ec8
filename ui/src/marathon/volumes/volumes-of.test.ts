import { describe, expect, it } from 'vitest';
import type { App } from '../model.ts';
import { otherVolumesOf, volumesOf } from './volumes-of.ts';

const reservation = {
  ...{ instanceId: 'i', taskId: 'i.1', slaveId: 's', host: 'one', role: 'r' },
  ...{ condition: 'Running', since: '2026-01-01T00:00:00Z' },
  volumes: [{ containerPath: 'data', persistenceId: 'a#data#1' }],
};
const volumes = [
  { containerPath: 'data', mode: 'RW', persistent: { size: 64, profileName: 'fast' } },
  { containerPath: '/etc/x', mode: 'RO', hostPath: '/etc/y' },
  { containerPath: '/z', mode: 'RW', external: { name: 'z1', provider: 'dvdi' } },
];
const app = { container: { volumes } } as unknown as App;

describe('the volumes of an app', () => {
  it('are attached to the task that runs, or wait for the next one', () => {
    const waiting = { ...reservation, instanceId: 'j', taskId: null, condition: 'Reserved' };
    const found = volumesOf({ ...app, reservations: [reservation, waiting] }, app);
    expect(
      found.map(({ instanceId, taskId, isAttached }) => [instanceId, taskId, isAttached]),
    ).toEqual([
      ['i', 'i.1', true],
      ['j', '', false],
    ]);
    expect(found[0]).toMatchObject({
      ...{ id: 'a#data#1', path: 'data', sizeMb: 64, mode: 'RW', type: 'root', profile: 'fast' },
    });
  });

  it('have no size when the definition knows them no more', () => {
    const [volume] = volumesOf({ ...app, reservations: [reservation] }, {});
    expect(volume).toMatchObject({ sizeMb: undefined, type: '', mode: '' });
  });

  it('that are of the host or of others come from somewhere', () => {
    expect(otherVolumesOf(app).map(({ type, source }) => [type, source])).toEqual([
      ['host', '/etc/y'],
      ['dvdi', 'z1'],
    ]);
  });
});
