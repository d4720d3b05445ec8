import { describe, expect, it } from 'vitest';
import { faultsOf, formOf, isQuotaChanged, scalarsOf } from './quota-form.ts';

const role = { weight: 2, quota: { guarantee: { cpus: 1 }, limit: { cpus: 4, 'net/up': 7 } } };
const form = formOf(role);

describe('weight and quota as they are typed', () => {
  it('begin as they are, and are no change', () => {
    expect(form).toMatchObject({ weight: '2', 'guarantee.cpus': '1', 'limit.mem': '' });
    expect(faultsOf(form)).toEqual({});
    expect(isQuotaChanged({ ...form, weight: '9' }, form)).toBe(false);
    expect(isQuotaChanged({ ...form, 'limit.mem': '9' }, form)).toBe(true);
  });

  it.each(['-1', '0', '', 'x', '1e999'])('weigh more than nothing: not "%s"', (weight) => {
    expect(faultsOf({ ...form, weight })).toEqual({ weight: 'faultWeight' });
  });

  it('are numbers, and guarantee no more than they allow', () => {
    expect(faultsOf({ ...form, 'limit.mem': 'lots', 'guarantee.disk': '-1' })).toEqual({
      'limit.mem': 'faultAmount',
      'guarantee.disk': 'faultAmount',
    });
    expect(faultsOf({ ...form, 'guarantee.cpus': '5' })).toEqual({
      'guarantee.cpus': 'faultGuarantee',
    });
    expect(faultsOf({ ...form, 'guarantee.cpus': '5', 'limit.cpus': '' })).toEqual({});
  });

  it('leave alone what they have no field for', () => {
    expect(scalarsOf({ ...form, 'limit.cpus': '8' }, 'limit', role.quota.limit)).toEqual({
      cpus: { value: 8 },
      'net/up': { value: 7 },
    });
    expect(scalarsOf({ ...form, 'guarantee.cpus': ' ' }, 'guarantee', { cpus: 1 })).toEqual({});
  });
});
