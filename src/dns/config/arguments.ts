/**
 * The command line, as programs of Go read it: `-name value`, `-name=value`, with one dash or two.
 * Only -config, -v and -version mean something; of the original's other options those that would
 * change where lines go are refused.
 */
import { failure, ok, type Result } from '../../foundation/result.ts';

export type Asked =
  | { readonly kind: 'help' | 'version' }
  | { readonly kind: 'run'; readonly configPath: string; readonly verbosity: number };

export const usage = `Usage of mesos-dns:
  -config string
    \tpath to config file (json) (default "config.json")
  -logtostderr
    \taccepted: lines go to stderr anyway
  -v value
    \thow much is logged: 1 names more, 2 most
  -version
    \toutput the version
`;

const switches = new Set(['version', 'logtostderr', 'alsologtostderr', 'h', 'help']);
const notDone = new Set(['log_dir', 'vmodule', 'log_backtrace_at', 'stderrthreshold']);

export function readArguments(args: readonly string[]): Result<Asked> {
  let configPath = 'config.json';
  let verbosity = 0;
  let isVersion = false;
  for (let i = 0; i < args.length; i++) {
    const argument = args[i]!;
    const [, name, inline] = /^--?([^-=][^=]*)(?:=([\s\S]*))?$/.exec(argument) ?? [];
    // As Go: the first that is no option ends them.
    if (name === undefined) return failure(`'${argument}' is not an option`);
    if (name === 'h' || name === 'help') return ok({ kind: 'help' });
    if (notDone.has(name)) return failure(`-${name} is not done: lines go to stderr`);
    if (!switches.has(name) && name !== 'config' && name !== 'v') {
      return failure(`flag provided but not defined: -${name}`);
    }
    const value = inline ?? (switches.has(name) ? 'true' : args[++i]);
    if (value === undefined) return failure(`flag needs an argument: -${name}`);
    if (switches.has(name)) {
      const isOn = readSwitch(value);
      if (isOn === undefined) return failure(`'${value}' is neither true nor false, for -${name}`);
      if (name === 'version') isVersion = isOn;
    } else if (name === 'config') {
      configPath = value;
    } else {
      if (!/^\d$/.test(value)) return failure(`-v must be a digit; got '${value}'`);
      verbosity = Number(value);
    }
  }
  return ok(isVersion ? { kind: 'version' } : { kind: 'run', configPath, verbosity });
}

function readSwitch(value: string): boolean | undefined {
  if (/^(1|t|T|true|TRUE|True)$/.test(value)) return true;
  if (/^(0|f|F|false|FALSE|False)$/.test(value)) return false;
  return undefined;
}
