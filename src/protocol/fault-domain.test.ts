import { expect, it } from 'vitest';
import { readDomain } from './fault-domain.ts';

const place = { region: { name: 'r' }, zone: { name: 'z' } };

it('a fault domain has a region and a zone, both with names', () => {
  expect(readDomain({ fault_domain: place })).toEqual({ ok: true, value: { fault_domain: place } });
  for (const wrong of [
    'r/z',
    {},
    { fault_domain: { region: { name: 'r' } } },
    { fault_domain: { ...place, zone: {} } },
    { fault_domain: { ...place, zone: { name: '' } } },
  ]) {
    expect(readDomain(wrong), JSON.stringify(wrong)).toMatchObject({ ok: false });
  }
});
