/**
 * A check in the network of a container that has its own: nsenter of util-linux starts a process in
 * there (check-probe-main.ts), which asks and says the outcome. It costs a start of Node each time, so
 * it is done only where the network really is another.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { OpenProbe } from './machine-prober.ts';
import type { HttpTarget, TcpTarget } from './prober.ts';

export type ProbeQuestion =
  | { readonly kind: 'http'; readonly target: HttpTarget }
  | { readonly kind: 'tcp'; readonly target: TcpTarget };

/** An outcome is a number, a boolean or a sentence. */
const mostAnswerCharacters = 4_096;

/** Beside the bundled agent, or among the compiled modules. */
function findProgram(): string | undefined {
  return ['./mesos-check-probe.js', './check-probe-main.js']
    .map((name) => fileURLToPath(new URL(name, import.meta.url)))
    .find((path) => existsSync(path));
}

/** `namespace`: "/proc/<pid>/ns/net". The question goes in by stdin: anybody may read arguments. */
export function askWithin<Outcome extends number | boolean>(
  namespace: string,
  question: ProbeQuestion,
  probe: OpenProbe<Outcome>,
  program = findProgram(),
): void {
  if (program === undefined) {
    setImmediate(() => probe.finish(failure('the program for checks is not installed')));
    return;
  }
  const child = spawn('nsenter', [`--net=${namespace}`, '--', process.execPath, program], {
    env: { PATH: process.env['PATH'] },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (said.length < mostAnswerCharacters) said += text;
  });
  child.stdin.on('error', () => undefined).end(JSON.stringify(question));
  child.on('error', (error) => {
    probe.finish(failure(`the network of the container cannot be entered: ${error.message}`));
  });
  child.on('close', () => probe.finish(readAnswer(said)));
  probe.hold(() => void child.kill('SIGKILL'));
}

function readAnswer<Outcome>(said: string): Result<Outcome> {
  try {
    const { value, error } = JSON.parse(said) as { value?: Outcome; error?: string };
    return value === undefined ? failure(error ?? said) : ok(value);
  } catch {
    return failure(
      'the network of the container cannot be entered (nsenter of util-linux, as root)',
    );
  }
}
