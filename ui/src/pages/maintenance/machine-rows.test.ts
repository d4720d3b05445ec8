import { describe, expect, it } from 'vitest';
import { type InverseOffer, machineRow, type Status } from './machine-rows.ts';

const machine = { hostname: 'Alpha', ip: '10.0.0.1' };
const same = { hostname: 'alpha', ip: '10.0.0.1' };
const answer = (framework: string, status: string) => ({
  ...{ status, framework_id: { value: framework } },
});
const asked = (framework: string): InverseOffer => ({
  ...{ machine: same, framework, frameworkName: `name of ${framework}` },
});

describe('a machine of a window', () => {
  it('is scheduled until it drains, and then down', () => {
    const stateWith = (status: Status | undefined): string => machineRow(machine, status, []).state;
    expect(stateWith(undefined)).toBe('scheduled');
    expect(stateWith({ draining_machines: [{ id: same }] })).toBe('draining');
    expect(stateWith({ down_machines: [same] })).toBe('down');
    expect(stateWith({ down_machines: [{ hostname: 'alpha' }] })).toBe('scheduled');
  });

  it('says who has answered, and who has not', () => {
    const statuses = [
      ...[answer('a', 'ACCEPT'), answer('a', 'ACCEPT'), answer('c', 'UNKNOWN')],
      // Of one of two agents it does not want to go.
      ...[answer('b', 'ACCEPT'), answer('b', 'DECLINE')],
    ];
    const status: Status = { draining_machines: [{ id: same, statuses }] };
    const row = machineRow(machine, status, [asked('b'), asked('c'), asked('d')]);
    expect(row).toMatchObject({ accepted: 1, declined: 1 });
    expect(row.waiting).toEqual(['name of c', 'name of d']);
  });

  it('knows nothing of other machines', () => {
    const status: Status = {
      draining_machines: [{ id: { hostname: 'beta' }, statuses: [answer('a', 'ACCEPT')] }],
    };
    const elsewhere = { ...asked('a'), machine: { hostname: 'beta' } };
    expect(machineRow(machine, status, [elsewhere])).toMatchObject({
      ...{ state: 'scheduled', accepted: 0, waiting: [] },
    });
  });
});
