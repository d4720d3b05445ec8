/**
 * From the command line and the environment to a list of (spelling, text) pairs, not yet looked up
 * in any table. Names are lower-cased. The command line wins over the environment only for the
 * very same spelling; two spellings of one flag are found, and refused, when they are loaded.
 */

/** One flag as somebody wrote it; `text` is undefined for `--name` without '='. */
export interface GivenFlag {
  readonly spelling: string;
  readonly text: string | undefined;
  readonly from: 'command line' | 'environment';
  /** The command line has this spelling more than once. */
  readonly repeated: boolean;
}

export interface CommandLine {
  readonly given: readonly GivenFlag[];
  /** Arguments that are not flags; `@compat` master and agent ignore them. */
  readonly positional: readonly string[];
}

/** Reads `--name=value`, `--name` and `--no-name`; everything after `--` is left alone. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const given = new Map<string, GivenFlag>();
  const positional: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const argument = args[i]!;
    if (argument === '--') {
      positional.push(...args.slice(i + 1));
      break;
    }
    if (!argument.startsWith('--')) {
      positional.push(argument);
      continue;
    }
    const equals = argument.indexOf('=');
    const name = equals < 0 ? argument.slice(2) : argument.slice(2, equals);
    const spelling = name.toLowerCase();
    const text = equals < 0 ? undefined : argument.slice(equals + 1);
    given.set(spelling, { spelling, text, from: 'command line', repeated: given.has(spelling) });
  }
  return { given: [...given.values()], positional };
}

/** Every variable with the prefix; `MESOS_LOG_DIR` and `MESOS_log_dir` are the same flag. */
export function readEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  prefix: string,
): GivenFlag[] {
  const given: GivenFlag[] = [];
  for (const [name, text] of Object.entries(environment)) {
    if (text === undefined || !name.startsWith(prefix)) continue;
    const spelling = name.slice(prefix.length).toLowerCase();
    given.push({ spelling, text, from: 'environment', repeated: false });
  }
  return given;
}

/** One entry per spelling in alphabetical order, the order in which Mesos loads flags. */
export function mergeGiven(
  environment: readonly GivenFlag[],
  commandLine: readonly GivenFlag[],
): GivenFlag[] {
  const bySpelling = new Map<string, GivenFlag>();
  for (const flag of environment) bySpelling.set(flag.spelling, flag);
  for (const flag of commandLine) bySpelling.set(flag.spelling, flag);
  return [...bySpelling.values()].toSorted((a, b) =>
    a.spelling < b.spelling ? -1 : a.spelling > b.spelling ? 1 : 0,
  );
}
