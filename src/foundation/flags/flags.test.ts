import { describe, expect, it } from 'vitest';
import { defineFlags, flag } from './flag-table.ts';
import { answerOf, flagsLine, flagsMarkdown, helpText } from './help.ts';
import { loadFlags } from './load.ts';
import type { LoadedFlags } from './load.ts';

const table = defineFlags({
  agent_ping_timeout: flag.duration({
    default: 15_000,
    aliases: ['slave_ping_timeout'],
    help: 'Ping.',
  }),
  credentials: flag.path({ help: 'A file.' }),
  help: flag.bool({ default: false, help: 'Help.' }),
  hostname_lookup: flag.bool({ default: true, help: 'Lookup.' }),
  limits: flag.json({ help: 'JSON.' }),
  mode: flag.string({
    help: 'Mode.',
    validate: (value) => (value === 'bad' ? 'it is bad' : undefined),
  }),
  port: flag.port({ default: 5050, help: 'Port.' }),
  secure: flag.bool({ default: false, help: 'Secure.', planned: 'authentication' }),
  size: flag.bytes({ help: 'Size.' }),
  version: flag.bool({ default: false, help: 'Version.' }),
  zk: flag.secret({ help: 'ZooKeeper.' }),
});
const needy = defineFlags({ ...table, work_dir: flag.path({ required: true, help: 'Dir.' }) });

const files: Record<string, string> = {
  '/port': '6060\n',
  '/zk': 'zk://u:secret@h:1/m\n',
  '/limits': '{"a":[1]}\n',
};

interface Given {
  readonly environment?: Record<string, string>;
}

function load(commandLine: string, { environment = {} }: Given = {}) {
  return loadFlags(table, {
    args: commandLine === '' ? [] : commandLine.split(' '),
    environment,
    environmentPrefix: 'MESOS_',
    readFile: (path) => {
      const text = files[path];
      if (text === undefined) throw new Error('No such file or directory');
      return text;
    },
  });
}

function loaded(commandLine: string, given?: Given): LoadedFlags<typeof table> {
  const outcome = load(commandLine, given);
  if (outcome.kind !== 'loaded') throw new Error(JSON.stringify(outcome));
  return outcome.flags;
}

describe('forms on the command line', () => {
  it('have typed values, and defaults where nothing is given', () => {
    const { values } = loaded('--size=4KB --agent_ping_timeout=1mins');
    const sizeBytes: number | undefined = values.size;
    const port: number = values.port;
    expect([sizeBytes, values.agent_ping_timeout, port]).toEqual([4096, 60_000, 5050]);
    expect(values.mode).toBeUndefined();
  });

  it.each([
    ['--hostname_lookup', true],
    ['--no-hostname_lookup', false],
    ['--no-hostname_lookup=', false],
    ['--hostname_lookup=', true],
    ['--hostname_lookup=0', false],
    ['--hostname_lookup=true', true],
    ['--HOSTNAME_LOOKUP=1', true],
  ])('%s is %s', (text, value) => expect(loaded(text).values.hostname_lookup).toBe(value));

  it.each([
    ['--nope=1', "Failed to load unknown flag 'nope'"],
    ['--no-nope', "Failed to load unknown flag 'nope' via 'no-nope'"],
    ['--port', "Failed to load non-boolean flag 'port': Missing value"],
    ['--no-port', "Failed to load non-boolean flag 'port' via 'no-port'"],
    ['--no-help=x', "Failed to load boolean flag 'help' via 'no-help' with value 'x'"],
    [
      '--port=abc',
      "Failed to load flag 'port': Failed to load value 'abc': Failed to convert 'abc' to number",
    ],
    [
      '--agent_ping_timeout=10s',
      "Failed to load flag 'agent_ping_timeout': Failed to load value '10s': " +
        "Unknown duration unit 's'; supported units are " +
        "'ns', 'us', 'ms', 'secs', 'mins', 'hrs', 'days', and 'weeks'",
    ],
  ])('%s is refused', (text, error) => expect(load(text)).toEqual({ kind: 'refused', error }));

  it('end at --, and other arguments are no flags', () => {
    expect(loaded('a --port=1 b -c -- --port=2').values.port).toBe(1);
    expect(loaded('a -- --port=2').positional).toEqual(['a', '--port=2']);
  });
});

describe('one flag given twice', () => {
  it.each([
    ['--port=1 --port=2', "Flag 'port' is already loaded via name 'port'"],
    ['--help --no-help', "Flag 'help' is already loaded via name 'help'"],
    [
      '--agent_ping_timeout=1secs --slave_ping_timeout=2secs',
      "Flag 'slave_ping_timeout' is already loaded via name 'agent_ping_timeout'",
    ],
  ])('%s is refused unless help came first', (text, error) => {
    const outcome = load(text);
    if (text.startsWith('--help')) expect(outcome.kind).toBe('help');
    else expect(outcome).toEqual({ kind: 'refused', error });
  });

  it('is refused when the environment uses the old name and the command line the new', () => {
    const environment = { MESOS_SLAVE_PING_TIMEOUT: '2secs' };
    expect(load('--agent_ping_timeout=1secs', { environment }).kind).toBe('refused');
  });
});

describe('the environment', () => {
  it.each(['MESOS_PORT', 'MESOS_port', 'MESOS_Port'])('%s is a flag', (name) =>
    expect(loaded('', { environment: { [name]: '7' } }).values.port).toBe(7),
  );

  it('gives way to the same spelling on the command line, even when it makes no sense', () => {
    expect(loaded('--port=8', { environment: { MESOS_PORT: 'x' } }).values.port).toBe(8);
  });

  it('may hold variables that are no flags', () => {
    expect(loaded('', { environment: { MESOS_TASK_ID: 't', PORT: '9' } }).values.port).toBe(5050);
  });

  it('is not read without a prefix', () => {
    const outcome = loadFlags(table, { args: [], environment: { MESOS_PORT: '7' } });
    expect(outcome.kind === 'loaded' && outcome.flags.values.port).toBe(5050);
  });
});

describe('help and version', () => {
  it.each([
    ['--version --bogus', {}, 'refused'],
    ['--bogus --help', {}, 'refused'],
    ['--version --zzz', {}, 'version'],
    ['--help --port=abc', {}, 'help'],
    ['--version --port=abc', {}, 'refused'],
    ['--version', { MESOS_PORT: 'abc' }, 'refused'],
    ['', { MESOS_HELP: '1' }, 'help'],
    ['--version', { MESOS_VERSION: 'maybe' }, 'version'],
    ['--version --mode=bad', {}, 'version'],
    ['--help --version', {}, 'help'],
  ])('%j with %j: %s', (text, environment, kind) =>
    expect(load(text, { environment }).kind).toBe(kind),
  );

  it('are not hidden by a required flag that is missing', () => {
    const run = (args: string[]) => loadFlags(needy, { args });
    expect(run(['--version']).kind).toBe('version');
    expect(run([])).toEqual({
      kind: 'refused',
      error: "Flag 'work_dir' is required, but it was not provided",
    });
  });

  it('list every flag but no older name', () => {
    const text = helpText(needy, 'mesos-agent');
    expect(text).toMatch(
      /^Usage: mesos-agent \[options\]\n\n {2}--agent_ping_timeout=VALUE +Ping\./,
    );
    expect(text).toMatch(/^ {2}--\[no-\]hostname_lookup +Lookup\. \(default: true\)$/m);
    expect(text).not.toContain('slave_ping_timeout');
  });
});

describe('files as values', () => {
  it('are read for almost every type, without the last newline', () => {
    const { values } = loaded('--port=file:///port --limits=file:///limits');
    expect(values.port).toBe(6060);
    expect(values.limits).toEqual({ a: [1] });
  });

  it('stay paths for paths', () => {
    expect(loaded('--credentials=file:///port').values.credentials).toBe('/port');
  });

  it('stay hidden in /flags when they are secret', () => {
    const flags = loaded('--zk=file:///zk');
    expect(flags.values.zk).toBe('zk://u:secret@h:1/m');
    expect(flags.toStrings()['zk']).toBe('file:///zk');
  });

  it('may be bare paths for JSON, with a warning', () => {
    const flags = loaded('--limits=/limits');
    expect(flags.values.limits).toEqual({ a: [1] });
    expect(flags.warnings).toHaveLength(1);
  });

  it('that are not there refuse the flag', () => {
    const outcome = load('--port=file:///gone');
    expect(outcome.kind === 'refused' && outcome.error).toContain("Error reading file '/gone'");
  });
});

describe('what /flags shows', () => {
  it('is every flag with a value, sorted, in the largest unit', () => {
    expect(loaded('--agent_ping_timeout=600secs').toStrings()).toEqual({
      agent_ping_timeout: '10mins',
      help: 'false',
      hostname_lookup: 'true',
      port: '5050',
      secure: 'false',
      version: 'false',
    });
  });

  it('has a flag under the name that was used', () => {
    const flags = loaded('--slave_ping_timeout=2secs');
    expect(flags.values.agent_ping_timeout).toBe(2000);
    expect(Object.keys(flags.toStrings())).toContain('slave_ping_timeout');
    expect(Object.keys(flags.toStrings())).not.toContain('agent_ping_timeout');
    expect(flags.warnings[0]).toContain('agent_ping_timeout');
  });

  it('makes one line for the log and one row for the documents', () => {
    expect(flagsLine({ a: '1', b: 'x "y"' })).toBe('--a="1" --b="x \\"y\\""');
    expect(flagsMarkdown(table)).toContain('| `--port` | integer | 5050 |  | Port. |');
  });
});

describe('what a program says', () => {
  const program = { table, name: 'mesos-master', versionLine: 'mesos 1.12.0' };

  it('is the usage or the version on stdout, with status 0', () => {
    const help = answerOf({ kind: 'help' }, program);
    expect([help.stdout.split('\n')[0], help.status]).toEqual(['Usage: mesos-master [options]', 0]);
    expect(answerOf({ kind: 'version' }, program).stdout).toBe('mesos 1.12.0\n');
  });

  it('is the error and a hint on stderr, with status 1', () => {
    expect(
      answerOf({ kind: 'refused', error: "Failed to load unknown flag 'x'" }, program),
    ).toEqual({
      stdout: '',
      stderr:
        "Failed to load unknown flag 'x'\n\n" +
        'See `mesos-master --help` for a list of supported flags.\n',
      status: 1,
    });
  });
});

describe('rules of a row', () => {
  it('name the flag, the value and the rule', () => {
    expect(load('--mode=bad')).toEqual({
      kind: 'refused',
      error: "Flag 'mode' cannot be 'bad': it is bad",
    });
  });

  it('accept only the default of a room to come', () => {
    expect(loaded('--no-secure').values.secure).toBe(false);
    expect(load('--secure')).toEqual({
      kind: 'refused',
      error:
        "Flag 'secure' cannot be 'true': this version has no authentication yet; " +
        "leave it out or at 'false'",
    });
  });
});

it('a table with one name twice is a bug', () => {
  const row = flag.string({ help: '' });
  expect(() => defineFlags({ a: row, b: flag.string({ help: '', aliases: ['a'] }) })).toThrow(
    /twice/,
  );
});
