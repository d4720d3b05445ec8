import { expect, it } from 'vitest';
import { portsOfTable } from './listeners.ts';
import { readPortRange } from './network-ports.ts';

it('the table of the kernel has listeners and others', () => {
  const text = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 17 1 0 100 0 0 10 0
   1: 0100007F:6979 0100007F:1F90 01 00000000:00000000 00:00000000 00000000     0        0 18 1 0 100 0 0 10 0
`;
  expect([...portsOfTable(text)]).toEqual([['17', 8080]]);
});

it('a range of ports is read', () => {
  expect(readPortRange('[1-10, 5-20]')).toEqual({ ok: true, value: [1, 20] });
  for (const odd of ['7', '{a}', '[1-', '[1-70000]'])
    expect(readPortRange(odd).ok, odd).toBe(false);
});
