import { describe, expect, it } from 'vitest';
import { faultOf, machinesOf } from './maintenance-window.ts';

const typed = { hosts: 'one\n two 10.0.0.2 \n\n', begin: '2026-11-30T10:00', hours: '1.5' };

describe('a new window of maintenance', () => {
  it('is of the machines that are typed, a line each', () => {
    expect(machinesOf(typed.hosts)).toEqual([
      { hostname: 'one' },
      { hostname: 'two', ip: '10.0.0.2' },
    ]);
    expect(faultOf(typed)).toBeUndefined();
    expect(faultOf({ ...typed, hours: '' })).toBeUndefined();
  });

  it('says what is wrong before the master is asked', () => {
    expect(faultOf({ ...typed, hosts: ' \n' })).toBe('noHosts');
    expect(faultOf({ ...typed, hosts: 'one\none' })).toBe('twiceHost');
    expect(faultOf({ ...typed, hosts: 'one 10.0.0.1 two' })).toBe('threeWords');
    expect(faultOf({ ...typed, begin: '' })).toBe('noBegin');
    expect(faultOf({ ...typed, hours: '0' })).toBe('badHours');
  });
});
