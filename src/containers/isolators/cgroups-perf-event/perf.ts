/**
 * The program perf(1): whether it can do what is wanted, and one sample of it. It counts for a while what all
 * processors do for the cgroups that it is told; with the agent it ends, too.
 */
import { execFile, spawnSync } from 'node:child_process';
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import { formatDuration } from '../../../foundation/units/duration.ts';
import { findProgram } from '../../programs.ts';
import type { IsolatorOptions } from '../isolator.ts';
import { separator } from './perf-output.ts';

/** Before it nobody could ask for cgroups, nor for columns. */
const leastVersion = [2, 6, 39] as const;
/** Of a question at the start. */
const questionTimeoutMs = 5000;
/** It reads its counters and writes them down; a busy machine takes a while for that. */
const slackMs = 5000;
const mostOutputBytes = 2 ** 24;

export type PerfOptions = Pick<IsolatorOptions, 'perf_events' | 'perf_duration' | 'perf_interval'>;

/** Why an agent that has the isolator cannot sample as its flags say; a sentence for the operator. */
export function findPerfFault(options: PerfOptions): string | undefined {
  const { perf_events: events, perf_duration: durationMs, perf_interval: intervalMs } = options;
  if (events === undefined) return undefined;
  if (durationMs > intervalMs) {
    return `--perf_duration (${formatDuration(durationMs)}) is longer than --perf_interval (${formatDuration(intervalMs)}); give a shorter one`;
  }
  const program = findProgram('perf');
  if (program === undefined) {
    return '--perf_events needs the program perf on the machine of the agent; install it (Debian: linux-perf), or leave the flag out';
  }
  return findVersionFault(ask(program, ['--version'])) ?? findEventsFault(program, events);
}

function findVersionFault(answer: Answer): string | undefined {
  const version = /^perf version (\d+)\.(\d+)(?:\.(\d+))?/u.exec(answer.text);
  if (!answer.isWell || version === null) {
    return `--perf_events needs perf, but 'perf --version' does not answer with one${answer.why}`;
  }
  const parts = version.slice(1).map((part) => Number(part ?? 0));
  const at = leastVersion.findIndex((least, i) => parts[i] !== least);
  if (at < 0 || parts[at]! > leastVersion[at]!) return undefined;
  return `--perf_events needs perf ${leastVersion.join('.')} or newer, the machine has ${parts.join('.')}`;
}

function findEventsFault(program: string, events: readonly string[]): string | undefined {
  const words = [...events.flatMap((event) => ['--event', event]), 'true'];
  const answer = ask(program, ['stat', ...words]);
  if (answer.isWell) return undefined;
  return `Invalid value '${events.join()}' for --perf_events: perf cannot count them${answer.why}`;
}

interface Answer {
  readonly isWell: boolean;
  readonly text: string;
  /** Begins with ": ", unless it is empty. */
  readonly why: string;
}

function ask(program: string, words: readonly string[]): Answer {
  const options = { encoding: 'utf8', timeout: questionTimeoutMs, env: environment() } as const;
  const { status, stdout, stderr, error } = spawnSync(program, words, options);
  const line = error?.message ?? stderr.split('\n').find((each) => each.trim() !== '');
  return {
    isWell: status === 0,
    text: stdout ?? '',
    why: line === undefined ? '' : `: ${line.trim()}`,
  };
}

/** Numbers with a point. */
function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LC_ALL: 'C' };
}

export interface SampleRequest {
  readonly events: readonly string[];
  /** Below the top of the hierarchy. */
  readonly cgroups: readonly string[];
  readonly durationMs: number;
}

function sampleWords({ events, cgroups, durationMs }: SampleRequest): readonly string[] {
  const pairs = events.flatMap((event) =>
    cgroups.flatMap((cgroup) => ['--event', event, '--cgroup', cgroup]),
  );
  return [
    ...['stat', '--all-cpus', '--field-separator', separator, '--log-fd', '1', ...pairs],
    ...['--', 'sleep', String(durationMs / 1000)],
  ];
}

/** What it printed; a failure is a text for the log. */
export function samplePerf(request: SampleRequest): Promise<Result<string>> {
  const [perf, setpriv] = [findProgram('perf'), findProgram('setpriv')];
  if (perf === undefined) return Promise.resolve(failure('perf is not installed any more'));
  // Asked to end, perf takes its `sleep` along.
  const withAgent = setpriv === undefined ? [] : [setpriv, '--pdeathsig', 'TERM', '--'];
  const [program, ...words] = [...withAgent, perf, ...sampleWords(request)];
  const options = {
    ...{ env: environment(), maxBuffer: mostOutputBytes },
    timeout: request.durationMs + slackMs,
  };
  return new Promise((resolve) => {
    execFile(program!, words, options, (error, stdout, stderr) => {
      if (error === null) return resolve(ok(stdout));
      const said = stderr.split('\n').find((line) => line.trim() !== '');
      const late = error.killed === true ? 'it took too long and was ended' : undefined;
      resolve(failure(late ?? said?.trim() ?? error.message.split('\n')[0]!));
    });
  });
}
