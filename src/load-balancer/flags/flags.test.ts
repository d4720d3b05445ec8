import { describe, expect, it } from 'vitest';
import { loadFlags, type LoadOutcome } from '../../foundation/flags/load.ts';
import { modeOf, readArguments } from './arguments.ts';
import { balancerHelp, longHelp } from './help.ts';
import { balancerFlags, checkBalancerFlags } from './table.ts';

function load(...args: readonly string[]): LoadOutcome<typeof balancerFlags> {
  const read = readArguments(balancerFlags, args);
  return read.ok
    ? loadFlags(balancerFlags, { args: read.value })
    : { kind: 'refused', error: read.error };
}

function valuesOf(...args: readonly string[]) {
  const outcome = load(...args);
  if (outcome.kind !== 'loaded') throw new Error(JSON.stringify(outcome));
  return outcome.flags.values;
}

describe('options of marathon-lb', () => {
  it('are those of the document that starts a container', () => {
    expect(valuesOf('--group', 'external', '--marathon', 'http://m:8080')).toMatchObject({
      group: ['external'],
      marathon: ['http://m:8080'],
      max_reload_retries: 10,
      reload_interval: 10,
      max_backoff: 300,
    });
  });

  it('are written as the original takes them', () => {
    expect(
      valuesOf(
        ...[
          '-m',
          'http://a:1',
          'http://b:2',
          '-H',
          '--group',
          'x',
          '--group=y',
          '--max-reload',
          '-1',
        ],
        ...['--haproxy-m', '-c', 'service haproxy reload', '--ssl-certs=/a.pem,/b.pem'],
      ),
    ).toMatchObject({
      marathon: ['http://a:1', 'http://b:2'],
      group: ['x', 'y'],
      health_check: true,
      haproxy_map: true,
      max_reload_retries: -1,
      command: 'service haproxy reload',
      ssl_certs: ['/a.pem', '/b.pem'],
    });
  });

  it.each([
    [['--odd'], 'unrecognized arguments: --odd'],
    [['odd'], 'unrecognized arguments: odd'],
    [['-x'], 'unrecognized arguments: -x'],
    [['--group'], 'argument --group: expected one argument'],
    [['--max', '1'], 'ambiguous option: --max could match --max-backoff, --max-reload-retries'],
    [['--strict-mode=yes'], "ignored explicit argument 'yes'"],
    [['--marathon', 'm:8080'], "'m:8080' is not http://host:port"],
    [['--max-reload-retries', '-2'], 'max_reload_retries'],
    [['--log-level', 'LOUD'], 'unknown level'],
    [['--log-format', '%(odd)s'], "unknown field 'odd'"],
    [['--stats-bind', '9090'], 'not address:port'],
    [['--dcos-auth-credentials', '{}'], 'DC/OS'],
  ])('are refused with a sentence: %j', (args, text) => {
    expect(load(...args)).toMatchObject({ kind: 'refused', error: expect.stringContaining(text) });
  });

  it('have to fit together', () => {
    expect(checkBalancerFlags(valuesOf())).toContain('--group is required');
    const group = ['--group', 'x'];
    expect(checkBalancerFlags(valuesOf(...group))).toBeUndefined();
    expect(checkBalancerFlags(valuesOf(...group, '--min-serv-port-ip-per-task', '0'))).toContain(
      'neither',
    );
    expect(
      checkBalancerFlags(valuesOf(...group, '--min-serv-port-ip-per-task', '20000')),
    ).toContain('higher value');
  });

  it('that are secrets are never shown', () => {
    const outcome = load('--group', 'x', '--auth-credentials', 'user:hidden');
    expect(outcome.kind === 'loaded' && JSON.stringify(outcome.flags.toStrings())).not.toContain(
      'hidden',
    );
  });

  it('follow a word that says what is done', () => {
    expect(modeOf(['sse', '--group', 'x'])).toBe('sse');
    expect(modeOf(['poll'])).toBe('poll');
    expect(modeOf(['--group', 'x'])).toBe('once');
    expect(modeOf(['odd'])).toBeUndefined();
    expect(modeOf([])).toBeUndefined();
  });

  it('answer --help with the names that they have', () => {
    const lines = balancerHelp().split('\n');
    expect(lines[0]).toBe('Usage: marathon-lb sse|poll [options]');
    const column = lines.find((line) => line.startsWith('  --haproxy='))!.indexOf('Ours');
    expect(lines.find((line) => line.startsWith('  --dry '))!.indexOf('Print')).toBe(column);
    expect(balancerHelp()).not.toMatch(/--\w+_/);
    expect(longHelp()).toContain('HAPROXY_{n}_VHOST');
    expect(longHelp()).toContain('HAPROXY_HTTP_FRONTEND_HEAD');
  });
});
