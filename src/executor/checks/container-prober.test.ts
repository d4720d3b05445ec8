import { expect, it } from 'vitest';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { ContainerStatus } from '../../protocol/generated/mesos.ts';
import { containerProber } from './container-prober.ts';
import type { Prober } from './prober.ts';

const both = [{ ip_address: '10.0.0.2' }, { ip_address: 'fd00::2', protocol: 'IPv6' as const }];

it.each<[string, Result<ContainerStatus>, string, string]>([
  ['its address', ok({ network_infos: [{ ip_addresses: both }] }), '127.0.0.1', '10.0.0.2'],
  ['its IPv6 address', ok({ network_infos: [{ ip_addresses: both }] }), '::1', 'fd00::2'],
  ['the loopback when it has none', ok({}), '127.0.0.1', '127.0.0.1'],
  ['the loopback when nobody knows', failure('unknown'), '127.0.0.1', '127.0.0.1'],
])('a task is asked at %s', (_what, status, host, expected) => {
  const asked: string[] = [];
  const probe = { cancel: () => asked.push('cancelled') };
  const prober: Prober = {
    http: (target) => (asked.push(`http ${target.host}`), probe),
    tcp: (target) => (asked.push(`tcp ${target.host}`), probe),
  };
  const containerizer = {
    status: (_id: unknown, done: (found: typeof status) => void) => done(status),
  };
  const inside = containerProber(prober, containerizer, { value: 'c' });
  inside.http({ scheme: 'http', host, port: 1, path: '/' }, 0, () => undefined);
  inside.tcp({ host, port: 1 }, 0, () => undefined).cancel();
  expect(asked).toEqual([`http ${expected}`, `tcp ${expected}`, 'cancelled']);
});

it('a task is not asked any more when the check was given up before its address was known', () => {
  let tell = (): void => undefined;
  const asked: string[] = [];
  const prober: Prober = {
    http: () => (asked.push('http'), { cancel: () => undefined }),
    tcp: () => (asked.push('tcp'), { cancel: () => undefined }),
  };
  const containerizer = {
    status: (_id: unknown, done: (found: Result<ContainerStatus>) => void) => {
      tell = () => done(ok({}));
    },
  };
  const probe = containerProber(prober, containerizer, { value: 'c' }).tcp(
    { host: '127.0.0.1', port: 1 },
    0,
    () => undefined,
  );
  probe.cancel();
  tell();
  expect(asked).toEqual([]);
});
