/**
 * Scenarios as written: a script is a list of steps, each a command with words, and the lines of
 * the trace that it made happen. The expected lines stand below the command in the same file, so a
 * script reads as a story and is checked word by word (test/simulation/scripts).
 *
 *   # a comment
 *   launch web t1 on=agent-1 run=2s
 *   ----
 *   +0.003 web hears TASK_STARTING of t1 (…)
 *
 * Ids that chance made are told by short names: M1 a master, F1 a framework, S1 an agent, O1 an
 * offer, U1 anything else.
 */
import { commands } from './script-commands.ts';
import { ScriptRun } from './script-run.ts';
import { readWords, seconds } from './script-words.ts';

export interface ScriptStep {
  /** Comments and the command, as written. */
  readonly head: readonly string[];
  readonly command: string;
  readonly expected: readonly string[];
}

const separator = '----';

/** @throws Error naming the line that makes no sense */
export function parseScript(text: string): ScriptStep[] {
  const blocks = text.split(/\n\s*\n/).map((block) => block.split('\n').filter((l) => l !== ''));
  return blocks.filter((lines) => lines.length > 0).map(parseStep);
}

function parseStep(lines: readonly string[]): ScriptStep {
  const at = lines.indexOf(separator);
  const head = at === -1 ? lines : lines.slice(0, at);
  const expected = at === -1 ? [] : lines.slice(at + 1);
  const written = head.filter((line) => !line.startsWith('#'));
  if (written.length !== 1) {
    throw new Error(`A step has one command, not ${written.length}: ${head.join(' / ')}`);
  }
  return { head, command: written[0]!, expected };
}

/** The same script with the lines that really came. */
export function runScript(text: string): string {
  const run = new ScriptRun();
  const told = parseScript(text).map(({ head, command }) => {
    const lines = runStep(run, command);
    return [...head, separator, ...lines].join('\n');
  });
  const verdict = run.verdict();
  return `${told.join('\n\n')}\n${verdict === '' ? '' : `\n${verdict}\n`}`;
}

function runStep(run: ScriptRun, line: string): string[] {
  const words = readWords(line);
  const command = commands[words.name];
  if (command === undefined) {
    throw new Error(`'${words.name}' is no command; there are ${Object.keys(commands).join(', ')}`);
  }
  const lastsMs = seconds(words.named['for'] ?? command.lasts) * 1000;
  return run.record(() => {
    command.run(run, words);
    run.world.runFor(lastsMs);
  });
}
