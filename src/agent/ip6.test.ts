import { describe, expect, it } from 'vitest';
import { ok } from '../foundation/result.ts';
import { findIp6 } from './ip6.ts';

describe('the IPv6 address of the host', () => {
  it.each([
    ['the flag', { ip6: 'FD00:0:0:0:0:0:0:1' }, {}, 'fd00::1'],
    ['the command', { ip6_discovery_command: 'echo; echo " fd00::2 "' }, {}, 'fd00::2'],
    ['libprocess', {}, { LIBPROCESS_IP6: '::ffff:10.0.0.1' }, '::ffff:10.0.0.1'],
    ['the flag first', { ip6: '::1' }, { LIBPROCESS_IP6: '::2' }, '::1'],
    ['nobody', {}, {}, undefined],
  ])('is what %s says', async (_who, flags, environment, address) => {
    expect(await findIp6(flags, environment)).toEqual(ok(address));
  });

  it.each([
    [{ ip6_discovery_command: 'true' }, {}, "--ip6_discovery_command 'true' printed no IP address"],
    [{ ip6_discovery_command: 'exit 3' }, {}, "--ip6_discovery_command 'exit 3' failed"],
    [{ ip6_discovery_command: 'echo 10.0.0.1' }, {}, 'it must be an IPv6 address'],
    [{}, { LIBPROCESS_IP6: 'here' }, "Failed to parse LIBPROCESS_IP6 'here'"],
  ])('%j with %j is refused', async (flags, environment, why) => {
    const found = await findIp6(flags, environment);
    expect(!found.ok && found.error).toContain(why);
  });
});
