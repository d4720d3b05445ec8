/**
 * What exactly is executed for a container, decided here without touching the machine: the words of
 * the command line, the environment, who runs it. The words end in
 *
 *     [isolators' wrappers] [setpriv ... sh -c <look at FILE>] env -i NAME=VALUE... FILE ARGUMENTS...
 *
 * so the task sees the given environment and nothing else; a shell in between would drop names that
 * are no identifiers and add its own. env(1) cannot set argv[0] apart from the file and takes a file
 * with a "=" for an assignment; perl, where there is one, does those rare commands.
 */
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { CommandInfo } from '../../protocol/generated/mesos.ts';
import type { CapabilitySets } from '../isolators/isolator.ts';
import type { UserIds } from '../life/users.ts';
import { checkedExecution } from './supervisor-script.ts';

/** How the task gets a session of its own; see supervisor-script.ts. */
export type SessionMode = 'wait' | 'plain' | 'none';

/** What this machine offers; found once by `probeTools`. */
export interface Tools {
  readonly session: SessionMode;
  readonly perl: string | undefined;
  readonly setpriv: string | undefined;
  /** The words by which a program of the machine is started where the task runs; absent: its path. */
  readonly wordsFor?: (program: string) => readonly string[];
}

export interface LaunchRequest {
  readonly command: CommandInfo;
  readonly environment: Readonly<Record<string, string>>;
  /** Commands that isolators put in front, outermost first. */
  readonly wrappers: readonly (readonly string[])[];
  /** Set when the task must run as somebody else than the agent. */
  readonly switchTo: UserIds | undefined;
  /** Absent: as the kernel has it for the user. */
  readonly capabilities?: CapabilitySets | undefined;
  /**
   * The further groups of that user; absent: as the system knows them. In an image they have to be said: nothing
   * of it must decide what runs as root, not even its /etc/nsswitch.conf, which setpriv would ask.
   */
  readonly groups?: readonly number[] | undefined;
  readonly tools: Tools;
}

/** Of the supervisor itself; tasks get theirs from their own environment. */
const supervisorPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Everybody's: nothing can be learnt by looking whether it is there. */
const shell = '/bin/sh';
const environmentProgram = '/usr/bin/env';
/** Of coreutils: becomes a user by number, without asking for names. */
const becomingProgram = 'chroot';

const perlProgram =
  '%ENV = map { split /=/, $_, 2 } splice(@ARGV, 0, shift); my $file = shift;' +
  'exec { $file } @ARGV; print STDERR "Failed to execute \'$file\': $!\\n"; exit 1;';

interface Execution {
  readonly file: string;
  readonly argv0: string;
  readonly rest: readonly string[];
}

/** Which file to execute, with what arguments; undefined when the command names none. */
function executionOf(command: CommandInfo): Execution | undefined {
  if (command.value === undefined) return undefined;
  if (command.shell ?? true) {
    return { file: shell, argv0: shell, rest: ['-c', command.value] };
  }
  const [argv0 = command.value, ...rest] = command.arguments ?? [];
  return { file: command.value, argv0, rest };
}

/** Why `environment` cannot be given to a process; undefined when it can. */
function findEnvironmentFault(environment: Readonly<Record<string, string>>): string | undefined {
  for (const [name, value] of Object.entries(environment)) {
    if (name === '' || name.includes('=') || name.includes('\0')) {
      return `'${name}' cannot be the name of an environment variable`;
    }
    if (value.includes('\0')) return `environment variable '${name}' contains a NUL byte`;
  }
  return undefined;
}

function started(program: string, { wordsFor }: Tools): readonly string[] {
  return wordsFor?.(program) ?? [program];
}

/** The programs of the machine that a launch in an image may start. */
export function programsOf(wrappers: LaunchRequest['wrappers']): readonly string[] {
  const words = wrappers.flatMap(([program]) => (program === undefined ? [] : [program]));
  return [...words, shell, environmentProgram, becomingProgram];
}

/** The words before and after those that set the environment. */
interface InnerWords {
  readonly before: readonly string[];
  readonly afterAssignments: readonly string[];
}

function innerWords(execution: Execution, count: number, tools: Tools): Result<InnerWords> {
  const { file, argv0, rest } = execution;
  const plain = {
    before: [...started(environmentProgram, tools), '-i'],
    afterAssignments: [file, ...rest],
  };
  if (file === argv0 && !file.includes('=')) return ok(plain);
  if (tools.perl !== undefined) {
    const before = [tools.perl, '-e', perlProgram, String(count)];
    return ok({ before, afterAssignments: [file, argv0, ...rest] });
  }
  if (file.includes('=')) {
    return failure(`cannot execute '${file}': a file name with '=' needs perl on the agent`);
  }
  return ok(plain);
}

/**
 * What the task was given as its environment, from that of a process that may not have come to it yet:
 * `variables` are `planLaunch`'s, or the task's own.
 */
export function taskEnvironmentOf(
  variables: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> | undefined {
  if (variables['AP_WORDS'] === undefined) return variables;
  const [from, count] = [Number(variables['AP_ENVIRONMENT']), Number(variables['AP_ASSIGNMENTS'])];
  if (!Number.isInteger(from) || !Number.isInteger(count)) return undefined;
  const assignments: Record<string, string> = {};
  for (let i = from; i < from + count; i++) {
    const word = variables[`AP_W${i}`] ?? '';
    const cut = word.indexOf('=');
    if (cut > 0) assignments[word.slice(0, cut)] = word.slice(cut + 1);
  }
  return assignments;
}

/** The environment of the supervisor, which holds all that is to be run. */
export function planLaunch(request: LaunchRequest): Result<Record<string, string>> {
  const { command, environment, switchTo, tools } = request;
  const fault = findEnvironmentFault(environment);
  if (fault !== undefined) return failure(fault);
  const execution = executionOf(command);
  if (execution === undefined) return failure('the command has no value');
  const assignments = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  const inner = innerWords(execution, assignments.length, tools);
  if (!inner.ok) return inner;
  const { file } = execution;
  const path = environment['PATH'] ?? supervisorPath;
  const switching = privilegeWords(request);
  if (!switching.ok) return switching;
  const isUsersFile = switchTo !== undefined && file !== shell;
  if (isUsersFile) {
    switching.value.push(...started(shell, tools), '-c', checkedExecution, 'sh', file, path);
  }
  const wrappers = request.wrappers.map(([program, ...rest]) =>
    program === undefined ? [] : [...started(program, tools), ...rest],
  );
  const words = [
    ...[...wrappers.flat(), ...switching.value],
    ...[...inner.value.before, ...assignments, ...inner.value.afterAssignments],
  ];
  if (words.some((word) => word.includes('\0'))) return failure('the command contains a NUL byte');
  const plan: Record<string, string> = {
    PATH: supervisorPath,
    AP_SESSION: tools.session,
    AP_FILE: isUsersFile ? '' : file, // else it is looked at as the user
    AP_PATH: path,
    AP_ENVIRONMENT: String(words.length - inner.value.afterAssignments.length - assignments.length),
    AP_ASSIGNMENTS: String(assignments.length),
    AP_WORDS: String(words.length),
  };
  words.forEach((word, index) => (plan[`AP_W${index}`] = word));
  return ok(plan);
}

/** Last of all before the task, because what comes before may need the privileges. */
function privilegeWords(request: LaunchRequest): Result<string[]> {
  const { switchTo, groups, capabilities, tools } = request;
  if (switchTo === undefined && capabilities === undefined) return ok([]);
  const becomes = switchTo !== undefined && groups !== undefined;
  if (becomes && capabilities === undefined) return ok(becomingWords(switchTo, groups, tools));
  if (tools.setpriv === undefined) {
    const what = switchTo === undefined ? 'set capabilities' : 'switch users';
    return failure(`cannot ${what}: setpriv (util-linux) is not installed on the agent`);
  }
  const setpriv = started(tools.setpriv, tools);
  if (becomes) {
    const becoming = becomingWords(switchTo, groups, tools);
    return ok([
      ...setpriv,
      ...keptOptions(capabilities),
      ...becoming,
      ...setpriv,
      ...lastOptions(capabilities),
    ]);
  }
  return ok([...setpriv, ...switchOptions(switchTo), ...capabilityOptions(capabilities)]);
}

/** By numbers alone: setpriv would look names up, and in an image those are the image's. */
function becomingWords(to: UserIds, groups: readonly number[], tools: Tools): string[] {
  const numbers = groups.map((group) => `+${group}`).join();
  const ids = [`--userspec=+${to.uid}:+${to.gid}`, `--groups=${numbers}`];
  return [...started(becomingProgram, tools), '--skip-chdir', ...ids, '/'];
}

/** What becoming somebody needs, and what that one is to have, survives it. */
function keptOptions(sets: CapabilitySets | undefined): readonly string[] {
  const needed = ['setuid', 'setgid', 'setpcap', 'sys_chroot'];
  const wanted = [...(sets?.bounding ?? []), ...(sets?.effective ?? [])];
  const names = new Set([...needed, ...wanted.map((name) => name.toLowerCase())]);
  const kept = [...names].map((name) => `+${name}`).join();
  return [`--inh-caps=${kept}`, `--ambient-caps=${kept}`, '--securebits=+no_setuid_fixup'];
}

function lastOptions(sets: CapabilitySets | undefined): readonly string[] {
  return ['--securebits=-no_setuid_fixup', ...capabilityOptions(sets)];
}

function switchOptions(to: UserIds | undefined): readonly string[] {
  if (to === undefined) return [];
  return [`--reuid=${to.uid}`, `--regid=${to.gid}`, '--init-groups'];
}

/** @compat what is bounding is inheritable, too: files with capabilities give no more than that. */
function capabilityOptions(sets: CapabilitySets | undefined): readonly string[] {
  if (sets === undefined) return [];
  const only = (names: readonly string[]): string =>
    ['-all', ...names.map((name) => `+${name.toLowerCase()}`)].join();
  return [
    `--bounding-set=${only(sets.bounding)}`,
    `--inh-caps=${only(sets.bounding)}`,
    `--ambient-caps=${only(sets.effective ?? [])}`,
  ];
}
