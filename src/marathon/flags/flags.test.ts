import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadFlags, type LoadOutcome } from '../../foundation/flags/load.ts';
import { isBoolean } from '../../foundation/flags/flag-table.ts';
import { flagsOf } from '../test-support/test-api.ts';
import { readArguments } from './arguments.ts';
import { marathonHelp } from './help.ts';
import { checkMarathonFlags, marathonFlags } from './table.ts';

const master = ['--master', 'mesos:5050'];

function load(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): LoadOutcome<typeof marathonFlags> {
  const read = readArguments(marathonFlags, args, environment);
  return read.ok
    ? loadFlags(marathonFlags, { args: read.value })
    : { kind: 'refused', error: read.error };
}

function valuesOf(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const outcome = load([...master, ...args], environment);
  return outcome.kind === 'loaded' ? outcome.flags.values : outcome;
}

describe('flags of Marathon', () => {
  it('are written as words, with toggles and the other way round of them', () => {
    expect(
      valuesOf([
        '--killsPerBatch',
        '7',
        '--http_port',
        '8081',
        '--task_launch_timeout=5',
        '--disable_ha',
        '--disable_http',
      ]),
    ).toMatchObject({
      killsperbatch: 7,
      http_port: 8081,
      task_launch_timeout: 5,
      ha: false,
      disable_http: true,
    });
  });

  it('come from the environment, an empty variable being a switch; the command line counts first', () => {
    expect(
      valuesOf(['--http_port', '1'], {
        MARATHON_HTTP_PORT: '2',
        MARATHON_HOSTNAME: 'h',
        MARATHON_DISABLE_HA: '',
        MARATHON_MESOS_AUTHENTICATION: '',
        MARATHON_APP_ID: '/a',
        MARATHON_URL: 'http://of-somebody-else',
        MESOSPHERE_HTTP_CREDENTIALS: 'u:p',
        MESOSPHERE_KEYSTORE_PATH: '/k.p12',
        MESOSPHERE_KEYSTORE_PASS: 'secret',
      }),
    ).toMatchObject({
      http_port: 1,
      hostname: 'h',
      ha: false,
      mesos_authentication: true,
      http_credentials: 'u:p',
      ssl_keystore_path: '/k.p12',
      ssl_keystore_password: 'secret',
    });
  });

  it.each([
    [[], /master/],
    [[...master, '--odd', '1'], /Unknown option 'odd'/],
    [[...master, 'odd'], /Excess arguments provided: 'odd'/],
    [[...master, '--http_port'], /'http_port' needs a value/],
    [[...master, '--http_port', 'many'], /http_port/],
    [[...master, '--http_port', '1', '--http_port', '2'], /'http_port' is given twice/],
    [[...master, '--ha', '--disable_ha'], /'ha' is given twice/],
    [[...master, '--zk', 'zk://host'], /zk/],
    [[...master, '--enable_features', 'odd'], /unknown feature 'odd'/],
    [[...master, '--logging_level', 'loud'], /unknown level 'loud'/],
    [[...master, '--plugin_dir', '/p'], /plugins/],
    [[...master, '--metrics_statsd'], /StatsD/],
    [[...master, '--deprecated_features', 'api_heavy_events'], /earlier versions/],
  ])('are refused with a sentence: %j', (args, text) => {
    expect(load(args)).toMatchObject({ kind: 'refused', error: expect.stringMatching(text) });
  });

  it.each([
    [['--local_port_min=2', '--local_port_max=1'], 'local_port_min'],
    [['--mesos_authentication'], 'needs --mesos_authentication_principal'],
    [['--ssl_keystore_path=/k'], 'needed together'],
    [['--disable_http'], 'needs --ssl_keystore_path'],
    [['--http_credentials=user'], 'user:password'],
    [
      ['--mesos_authentication_secret=a', '--mesos_authentication_secret_file=/b'],
      'exclude each other',
    ],
  ])('have to fit together: %j', (args, text) => {
    expect(checkMarathonFlags(flagsOf(args))).toContain(text);
  });

  it('that are secrets are never shown', () => {
    const outcome = loadFlags(marathonFlags, {
      args: [
        '--master=zk://u:hidden@h:2181/mesos',
        '--zk=zk://u:hidden@h:2181/marathon',
        '--http_credentials=u:hidden',
        '--ssl_keystore_password=hidden',
        '--mesos_authentication_secret=hidden',
      ],
    });
    expect(outcome.kind === 'loaded' && JSON.stringify(outcome.flags.toStrings())).not.toContain(
      'hidden',
    );
  });

  it('answer --help and --version', () => {
    expect(load(['--help'])).toEqual({ kind: 'help' });
    expect(load(['--version'])).toEqual({ kind: 'version' });
    const help = marathonHelp(marathonFlags).split('\n');
    expect(help[0]).toBe('Usage: marathon [options]');
    const column = help.find((line) => line.startsWith('  --hostname='))!.indexOf('Name that');
    const toggle = help.find((line) => line.startsWith('  --[disable_]ha '));
    expect(toggle?.indexOf('With --zk')).toBe(column);
  });
});

/** Facts on Marathon's own flags; beside the repository where it is developed. */
const facts = ['../shared', '../../shared']
  .map((place) => `${place}/spec/ecosystem/marathon-flags.tsv`)
  .find((path) => existsSync(path));

describe.skipIf(facts === undefined)('each flag that Marathon ever had', () => {
  const rows = (facts === undefined ? '' : readFileSync(facts, 'utf8'))
    .split('\n')
    .filter((line) => line.startsWith('--'))
    .map((line) => line.split('\t'))
    .map(([flag = '', , , , newest = '']) => ({ name: flag.slice(2).toLowerCase(), newest }));

  it.each(rows)('--$name', ({ name, newest }) => {
    const given = [`--${name}`, 'x'];
    if (newest === 'removed' && !accepted(name)) {
      expect(load([...master, ...given])).toMatchObject({ kind: 'refused' });
      return;
    }
    expect(accepted(name)).toBe(true);
    const row = Object.hasOwn(marathonFlags, name)
      ? marathonFlags[name as keyof typeof marathonFlags]
      : undefined;
    const number = /^\d+/.exec(newest)?.[0];
    if (row === undefined || number === undefined || isBoolean(row)) return;
    expect(String(row.default)).toBe(number);
  });
});

function accepted(name: string): boolean {
  return (
    Object.hasOwn(marathonFlags, name) ||
    Object.values(marathonFlags).some(({ aliases = [] }: { aliases?: readonly string[] }) =>
      aliases.includes(name),
    )
  );
}
