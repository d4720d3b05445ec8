import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortHash } from './hash.ts';
import { parseIp, networkOf, reverseName } from './ip.ts';
import { domainOf, hostLabel, oldHostLabel } from './labels.ts';

describe('labels', () => {
  it('keep letters, digits and dashes, and make dashes of dots and underscores', () => {
    expect(hostLabel('Api_v2.Prod!')).toBe('api-v2-prod');
    expect(hostLabel('--a--')).toBe('a');
    expect(hostLabel('???')).toBe('');
  });

  it('of RFC 952 begin with a letter and have 24 characters', () => {
    expect(oldHostLabel('9lives-and-some-more-of-them')).toBe('lives-and-some-more-of-t');
  });

  it('make good at the cut what was trimmed there', () => {
    expect(hostLabel(`${'a'.repeat(60)}----tail`)).toBe(`${'a'.repeat(60)}tai`);
  });

  it('are valid whatever the name is', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: 'binary' }), (name) => {
        expect(hostLabel(name)).toMatch(/^([a-z0-9][a-z0-9-]{0,62})?$/);
        expect(oldHostLabel(name)).toMatch(/^([a-z][a-z0-9-]{0,23})?$/);
      }),
    );
  });

  it('of a framework are those of its parts', () => {
    expect(domainOf('..Marathon.Prod_Two..', hostLabel)).toBe('marathon.prod-two');
  });
});

describe('addresses', () => {
  it.each([
    ['10.0.0.1', 'A', '10.0.0.1'],
    ['::ffff:10.0.0.13', 'A', '10.0.0.13'],
    ['2001:0DB8:0:0:1:0:0:24', 'AAAA', '2001:db8::1:0:0:24'],
  ])('%s is %s %s', (given, kind, text) => expect(parseIp(given)).toEqual({ kind, text }));

  it.each(['', 'host', '010.0.0.1', 'fe80::1%eth0', '1.2.3'])('%s is none', (text) => {
    expect(parseIp(text)).toBeUndefined();
  });

  it('have names of their own', () => {
    expect(reverseName(parseIp('10.1.2.3')!)).toBe('3.2.1.10.in-addr.arpa.');
    expect(reverseName(parseIp('2001:db8::1')!)).toBe(
      `1.${'0.'.repeat(23)}8.b.d.0.1.0.0.2.ip6.arpa.`,
    );
  });

  it('share a network of 24 or 64 bits', () => {
    expect(networkOf('10.1.2.3')).toBe(networkOf('10.1.2.200'));
    expect(networkOf('10.1.2.3')).not.toBe(networkOf('10.1.3.3'));
    expect(networkOf('fd00::1')).toBe(networkOf('fd00::2:3:4:5'));
  });
});

it('the short hash is z-base-32 of SHA-1', () => {
  expect(shortHash('web.1')).toBe('e844k');
});
