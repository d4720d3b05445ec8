import { describe, expect, it } from 'vitest';
import { readArguments } from './arguments.ts';
import { readConfig } from './read.ts';

const read = (config: object) => readConfig(JSON.stringify(config), () => ['10.0.0.53']);
const masters = ['10.0.0.1:5050'];

describe('a configuration', () => {
  it('has its keys in any case, and defaults', () => {
    const found = read({
      MASTERS: masters,
      ttl: 7,
      httpport: 1,
      dnson: false,
      Domain: 'DC.Example',
    });
    if (!found.ok) throw new Error(found.error);
    expect(found.value.config).toMatchObject({
      Masters: masters,
      TTL: 7,
      HttpPort: 1,
      DnsOn: false,
      Domain: 'dc.example',
      Resolvers: ['8.8.8.8'],
      SOAMname: 'ns1.mesos.',
      IPSources: ['netinfo', 'mesos', 'host'],
    });
    expect(found.value.warnings).toEqual([]);
  });

  it('says which keys mean nothing, and goes on', () => {
    const found = read({ masters, ns: 'ns1', email: 'x' });
    expect(found.ok && found.value.warnings).toEqual([
      'The configuration\'s "ns" means nothing here',
      'The configuration\'s "email" means nothing here',
    ]);
  });

  it('takes the machine’s resolvers for an empty list, and null for nothing', () => {
    const found = read({ masters, resolvers: [], ttl: null });
    expect(found.ok && found.value.config).toMatchObject({ Resolvers: ['10.0.0.53'], TTL: 60 });
  });

  it.each([
    [{}, 'it must name Zk or Masters, or both'],
    [{ masters: ['10.0.0.1'] }, "Masters: '10.0.0.1' is not host:port"],
    [{ masters: ['a:1', 'a:1'] }, "Masters: 'a:1' is there twice"],
    [{ zk: 'http://x' }, 'Zk: it must be zk://host:port,…/path'],
    [{ zk: 'zk://x:2181' }, 'Zk: it must have a path, as in zk://host:port/mesos'],
    [{ masters, ttl: 'x' }, '"ttl": "x" cannot be used, it must be a whole number'],
    [{ masters, TTL: -1 }, '"TTL": -1 cannot be used, it must be a whole number from 0'],
    [{ masters, port: 70_000 }, 'it must be a whole number from 0 to 65,535'],
    [{ masters, dnson: false, httpon: false }, 'there is nothing to serve'],
    [{ masters, domain: 'a..b' }, "Domain: 'a..b' is no domain name"],
    [{ masters, listener: 'eth0' }, "Listener: 'eth0' is no address"],
    [{ masters, ipsources: ['moon'] }, "IPSources: 'moon' is none of"],
    [{ masters, ipsources: ['host', 'host'] }, 'IPSources: one is there twice'],
    [{ masters, resolvers: ['dns.example'] }, 'is neither an address nor address:port'],
    [{ masters, resolvers: ['1.1.1.1', '1.1.1.1:53'] }, "'1.1.1.1:53' is there twice"],
    [{ masters, zoneResolvers: { mesos: ['1.1.1.1'] } }, 'is the Domain that is answered here'],
    [{ masters, zoneResolvers: { 'x.mesos': ['1.1.1.1'] } }, "'x.mesos' lies within 'mesos'"],
    [{ masters, zoneResolvers: { weave: [] } }, "'weave' has no resolver"],
    [{ masters, mesosHTTPSOn: true }, 'masters are spoken to by HTTP only'],
    [{ masters, caCertFile: '/x' }, 'masters are spoken to by HTTP only'],
    [{ masters, mesosAuthentication: 'iam' }, 'logins of DC/OS are not done'],
    [{ masters, mesosAuthentication: 'basic' }, 'needs MesosCredentials'],
    [{ masters, mesosCredentials: { principal: 1, secret: 'S3' } }, 'that cannot be used'],
  ])('%j is refused', (config, why) => {
    const found = read(config);
    expect(found.ok ? '' : found.error).toContain(why);
    expect(JSON.stringify(found)).not.toContain('S3');
  });

  it('must be a JSON object', () => {
    expect(readConfig('{', () => []).ok).toBe(false);
    expect(readConfig('[]', () => [])).toEqual({ ok: false, error: 'it must be a JSON object' });
  });
});

describe('the command line', () => {
  it.each([
    [['-config', 'x', '-v=2'], { kind: 'run', configPath: 'x', verbosity: 2 }],
    [['--config=a=b'], { kind: 'run', configPath: 'a=b', verbosity: 0 }],
    [['-logtostderr', '-v', '1'], { kind: 'run', configPath: 'config.json', verbosity: 1 }],
    [['-version'], { kind: 'version' }],
    [['-h'], { kind: 'help' }],
  ])('%j', (args, value) => expect(readArguments(args)).toEqual({ ok: true, value }));

  it.each([
    [['-nope'], 'flag provided but not defined: -nope'],
    [['-config'], 'flag needs an argument: -config'],
    [['-v=x'], "-v must be a digit; got 'x'"],
    [['-log_dir=/x'], '-log_dir is not done: lines go to stderr'],
    [['word'], "'word' is not an option"],
  ])('%j is refused', (args, error) => expect(readArguments(args)).toEqual({ ok: false, error }));
});
