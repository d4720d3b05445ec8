import { describe, expect, it } from 'vitest';
import { findAddresses, findOpennessWarning, hostRuleOf } from './addresses.ts';
import type { Addresses } from './addresses.ts';
import { reachabilityWarning } from './reachability.ts';

type Flags = Parameters<typeof findAddresses>[0];

const noFlags: Flags = {
  ip: undefined,
  port: 5050,
  advertise_ip: undefined,
  advertise_port: undefined,
  hostname: undefined,
  hostname_lookup: false,
  ip_discovery_command: undefined,
};

async function find(flags: Partial<Flags>, environment = {}): Promise<Addresses | string> {
  const result = await findAddresses({ ...noFlags, ...flags }, environment);
  return result.ok ? result.value : result.error;
}

describe('addresses', () => {
  it('come from flags first', async () => {
    const environment = { LIBPROCESS_IP: '10.0.0.9', LIBPROCESS_ADVERTISE_IP: '10.0.0.8' };
    expect(await find({ ip: '127.0.0.1', advertise_ip: '10.0.0.1' }, environment)).toEqual({
      listenIp: '127.0.0.1',
      listenPort: 5050,
      advertisedIp: '10.0.0.1',
      advertisedPort: 5050,
      hostname: '10.0.0.1',
    });
  });

  it('come from the environment of libprocess next', async () => {
    const environment = {
      LIBPROCESS_IP: '127.0.0.1',
      LIBPROCESS_PORT: '1',
      LIBPROCESS_ADVERTISE_PORT: '7',
    };
    expect(await find({ hostname: 'h' }, environment)).toEqual({
      listenIp: '127.0.0.1',
      // Master and agent always have a port of their own.
      listenPort: 5050,
      advertisedIp: '127.0.0.1',
      advertisedPort: 7,
      hostname: 'h',
    });
  });

  it('may be printed by a command', async () => {
    const found = await find({ ip_discovery_command: 'echo 127.0.0.2' });
    expect(found).toMatchObject({ listenIp: '127.0.0.2', advertisedIp: '127.0.0.2' });
  });

  it('listen everywhere but advertise one address when nothing is given', async () => {
    const found = (await find({})) as Addresses;
    expect(found.listenIp).toBe('0.0.0.0');
    expect(found.advertisedIp).not.toBe('0.0.0.0');
    expect(found.hostname).toBe(found.advertisedIp);
  });

  it.each([
    [{ ip: 'nope' }, {}, "--ip 'nope'"],
    [{}, { LIBPROCESS_ADVERTISE_IP: '1.2.3' }, "LIBPROCESS_ADVERTISE_IP '1.2.3'"],
    [{ ip: '127.0.0.1' }, { LIBPROCESS_ADVERTISE_PORT: '65536' }, "'65536' is not between"],
    [{ ip_discovery_command: 'true' }, {}, 'printed no IP address'],
    [{ ip_discovery_command: 'exit 3' }, {}, "'exit 3' failed"],
  ])('%j with %j are refused', async (flags, environment, why) => {
    expect(await find(flags, environment)).toContain(why);
  });

  it('warn of a port that is open to others, and not of loopback', async () => {
    const warningAt = async (ip?: string): Promise<string | undefined> =>
      findOpennessWarning((await find({ ip })) as Addresses);
    expect(await warningAt('127.0.0.1')).toBeUndefined();
    expect(await warningAt('::1')).toBeUndefined();
    expect(await warningAt()).toContain('0.0.0.0:5050 WITHOUT AUTHENTICATION');
    expect(await warningAt('192.0.2.1')).toContain('WITHOUT AUTHENTICATION');
  });

  it('are names to be asked for, beside those of --known_hosts', async () => {
    const addresses = (await find({ ip: '127.0.0.1', hostname: 'me.example' })) as Addresses;
    const rule = hostRuleOf(addresses, ['proxy.example']);
    expect(rule.isLoopback).toBe(true);
    expect(rule.names).toEqual(
      expect.arrayContaining(['127.0.0.1', 'me.example', 'proxy.example']),
    );
  });
});

describe('the warning of an address that nobody else reaches', () => {
  const who = { name: 'Agent', peers: 'master(s)' };
  const warn = (listenIp: string, advertisedIp: string): string | undefined =>
    reachabilityWarning(
      { listenIp, advertisedIp, listenPort: 1, advertisedPort: 1, hostname: 'h' },
      who,
    );

  it.each([
    ['0.0.0.0', '127.0.0.1', 'listens on 0.0.0.0 but announces 127.0.0.1'],
    ['::', '::1', 'listens on :: but announces ::1'],
    ['10.0.0.1', '127.0.1.1', 'listens on 10.0.0.1 but announces 127.0.1.1'],
    ['127.0.0.1', '127.0.0.1', 'bound to loopback interface'],
  ])('listening on %s, announced as %s: %s', (listenIp, advertisedIp, text) =>
    expect(warn(listenIp, advertisedIp)).toContain(text),
  );

  it.each([
    ['0.0.0.0', '10.0.0.1'],
    ['127.0.0.1', '10.0.0.1'],
    ['10.0.0.1', '10.0.0.1'],
  ])('is not given when it listens on %s and announces %s', (listenIp, advertisedIp) =>
    expect(warn(listenIp, advertisedIp)).toBeUndefined(),
  );
});
