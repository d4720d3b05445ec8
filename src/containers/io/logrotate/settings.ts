/**
 * Mesos' logrotate logger: what its parameters in --modules ask for, and what a container asks for by
 * variables of its environment. Rotation is our own, so of logrotate's options `rotate N` alone is known.
 */
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import { parseBytes } from '../../../foundation/units/bytes.ts';
import { readModules } from '../../../protocol/modules.ts';
import type { ModuleParameter } from '../../../protocol/modules.ts';

export const loggerName = 'org_apache_mesos_LogrotateContainerLogger';
/** Mesos' default, whose files are not rotated. */
export const plainLoggerName = 'org_apache_mesos_SandboxContainerLogger';

/** Of one file. */
export interface Rotation {
  /** A file never becomes larger. */
  readonly mostBytes: number;
  /** How many older ones are kept: stdout.1 is the youngest. */
  readonly keeps: number;
}

export interface LoggerSettings {
  readonly stdout: Rotation;
  readonly stderr: Rotation;
  /** Of variables that change these for one container. */
  readonly prefix: string;
}

/** As in Mesos: a page at least, 10 MB unless said, no older files unless said. */
const leastBytes = 4_096;
const defaults: LoggerSettings = {
  stdout: { mostBytes: 10 * 1024 * 1024, keeps: 0 },
  stderr: { mostBytes: 10 * 1024 * 1024, keeps: 0 },
  prefix: 'CONTAINER_LOGGER_',
};
/** All of them are renamed at each rotation. */
const mostKept = 1_000;

const meanings = {
  max_stdout_size: ['stdout', readSize],
  max_stderr_size: ['stderr', readSize],
  logrotate_stdout_options: ['stdout', readOptions],
  logrotate_stderr_options: ['stderr', readOptions],
} as const;

type Meaning = keyof typeof meanings;

function readSize(text: string): Result<Partial<Rotation>> {
  const bytes = parseBytes(text);
  if (!bytes.ok) return bytes;
  if (bytes.value >= leastBytes) return ok({ mostBytes: bytes.value });
  return failure(`it must be at least a page, ${leastBytes}B`);
}

function readOptions(text: string): Result<Partial<Rotation>> {
  const lines = text.split('\n').map((line) => line.trim());
  let keeps = 0;
  for (const line of lines.filter((one) => one !== '')) {
    const count = /^rotate\s+(\d+)$/u.exec(line)?.[1];
    if (count === undefined)
      return failure(`it has '${line}', this version knows 'rotate N' alone`);
    if (Number(count) > mostKept) return failure(`'rotate' may be at most ${mostKept}`);
    keeps = Number(count);
  }
  return ok({ keeps });
}

function change(settings: LoggerSettings, name: Meaning, text: string): Result<LoggerSettings> {
  const [file, read] = meanings[name];
  const part = read(text);
  if (!part.ok) return failure(`'${name}' cannot be '${text}': ${part.error}`);
  return ok({ ...settings, [file]: { ...settings[file], ...part.value } });
}

/** What a container asks for by its environment, on top of `settings`. */
export function settingsOf(
  settings: LoggerSettings,
  environment: Readonly<Record<string, string>>,
): Result<LoggerSettings> {
  let all = settings;
  for (const name of Object.keys(meanings) as Meaning[]) {
    const text = environment[`${settings.prefix}${name.toUpperCase()}`];
    if (text === undefined) continue;
    const changed = change(all, name, text);
    if (!changed.ok) return changed;
    all = changed.value;
  }
  return ok(all);
}

/** `logger`, `modules`: the flags. Undefined: files are not rotated. */
export function readLoggerFlags(
  logger: string | undefined,
  modules: unknown,
): Result<LoggerSettings | undefined> {
  const found = readModules(modules);
  if (!found.ok) return failure(`--modules: ${found.error}`);
  if (logger === undefined || logger === plainLoggerName) return ok(undefined);
  if (logger !== loggerName) {
    return failure(
      `--container_logger: this version has ${plainLoggerName} and ${loggerName}, not '${logger}'`,
    );
  }
  const settings = withParameters(found.value.get(loggerName) ?? []);
  return settings.ok ? settings : failure(`--modules: ${loggerName}: ${settings.error}`);
}

/** Of Mesos' own programs: nothing of ours needs them. */
const withoutMeaning = new Set(['launcher_dir', 'libprocess_num_worker_threads']);

function withParameters(parameters: readonly ModuleParameter[]): Result<LoggerSettings> {
  let settings = defaults;
  for (const { key, value } of parameters) {
    if (withoutMeaning.has(key)) continue;
    if (key === 'environment_variable_prefix') {
      settings = { ...settings, prefix: value };
      continue;
    }
    if (!(key in meanings)) return failure(`there is no parameter '${key}'`);
    const changed = change(settings, key as Meaning, value);
    if (!changed.ok) return changed;
    settings = changed.value;
  }
  return ok(settings);
}
