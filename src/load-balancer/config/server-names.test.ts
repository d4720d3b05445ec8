import { describe, expect, it } from 'vitest';
import { aTask, anApp, configure } from '../test-support.ts';
import { cookieOf, maxServersOfBackend, serverId, serverName } from './server-names.ts';

/** On agents of 10.0.0.0/8, as many as one likes. */
const tasks = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    aTask(`t${at}`, { host: `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}` }),
  );

describe('a server', () => {
  it('is named by its agent, where that is not its address', () => {
    expect(serverName('10.0.0.1', '10.0.0.1', 80)).toBe('10_0_0_1_80');
    expect(serverName('a.b-c', '10.0.0.1', 80)).toBe('a_b-c_10_0_0_1_80');
    expect(serverName('fd00::1', 'fd00::1', 80)).toBe('fd00__1_80');
  });

  it('has the cookie and the id that the original gives it', () => {
    expect(cookieOf('agent1_127_0_0_1_31000')).toBe('48c9a90de6');
    expect(serverId('10_0_2_1_33001', new Set())).toBe(11_234);
  });

  it('has another id when its own is taken, the same one each time', () => {
    const other = serverId('10_0_2_1_33001', new Set([11_234]));
    expect(other).not.toBe(11_234);
    expect(serverId('10_0_2_1_33001', new Set([11_234]))).toBe(other);
  });
});

it('a backend has no two servers of one id, and not more than there are ids for', () => {
  const made = configure([anApp('/many', {}, { tasks: tasks(maxServersOfBackend + 1) })]);
  const ids = made.backends[0]?.servers.map(({ id }) => id) ?? [];
  expect(ids).toHaveLength(maxServersOfBackend);
  expect(new Set(ids).size).toBe(ids.length);
  expect(Math.min(...ids)).toBeGreaterThan(0);
  expect(Math.max(...ids)).toBeLessThan(32_768);
  expect(made.problems).toMatchObject([{ app: '/many', label: 'tasks', value: '10001' }]);
});
