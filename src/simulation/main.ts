/**
 * The program behind `npm run simulate`: the trace goes to standard output, the verdict to standard
 * error; exits with 1 when something that must hold did not, with 2 when it was asked wrongly.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { ScenarioResult } from './scenario-result.ts';
import { scenarios } from './scenarios.ts';
import { runScript } from './scripts/script.ts';

const help = `Usage: npm run simulate -- [options]

Runs a whole cluster in one thread, on a virtual clock, network and disk: frameworks
launch tasks while processes are killed, messages lost and agents cut off. Then it looks
whether every promise was kept. A seed repeats its run, byte for byte.

  --seed N       the first seed (default: 1)
  --seeds N      how many seeds to run, one after the other (default: 1)
  --seconds N    how long the faults go on, in the time of the simulation (default: 120)
  --scenario S   one-master (default): one machine that leads, and perhaps one that takes over;
                 three-masters: an ensemble elects, and its faults are looked for;
                 marathon: Marathon with its apps, under users who change their minds;
                 lending: one-master, with agents that lend more than they have, and call it back
  --script FILE  instead of chance, what the file says; prints it with what came of each step
  --operating    with reservations, volumes, quota, drains, maintenance, agents that are gone
  --quiet        no trace, only the verdicts
  --help         prints this

The trace goes to standard output, the verdicts to standard error. A promise that was
broken is a line with BROKEN, and the exit status is 1.
`;

function refuse(why: string): never {
  process.stderr.write(`${why}\n\n${help}`);
  process.exit(2);
}

function readOptions() {
  try {
    return parseArgs({
      options: {
        seed: { type: 'string', default: '1' },
        seeds: { type: 'string', default: '1' },
        seconds: { type: 'string', default: '120' },
        scenario: { type: 'string', default: 'one-master' },
        script: { type: 'string' },
        quiet: { type: 'boolean', default: false },
        operating: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    return refuse((error as Error).message);
  }
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  return refuse(`--${name} takes a whole number above zero, not '${text}'`);
}

function verdict(seed: number, result: ScenarioResult): string {
  const ends = [...result.ends].map(([state, count]) => `${count} ${state}`).join(', ');
  const head = `seed ${seed}: ${result.launched} tasks (${ends}), ${result.faultCount} faults`;
  if (result.violations.length === 0) return `${head}, all promises kept\n`;
  return `${head}\n${result.violations.map((why) => `  BROKEN ${why}\n`).join('')}`;
}

function tell(path: string): void {
  const told = runScript(readFileSync(path, 'utf8'));
  process.stdout.write(told);
  if (told.includes('BROKEN')) process.exitCode = 1;
}

async function main(): Promise<void> {
  const options = readOptions();
  if (options.help) return void process.stdout.write(help);
  if (options.script !== undefined) return tell(options.script);
  const run = scenarios[options.scenario];
  if (run === undefined) return refuse(`--scenario is one of ${Object.keys(scenarios).join(', ')}`);
  const first = positive('seed', options.seed);
  const count = positive('seeds', options.seeds);
  const stormSecs = positive('seconds', options.seconds);
  const broken: number[] = [];
  for (let seed = first; seed < first + count; seed++) {
    const lines: string[] = [];
    const result = run({
      seed,
      stormSecs,
      isOperating: options.operating,
      write: options.quiet ? () => undefined : (line) => void lines.push(line),
    });
    await written(lines.join(''));
    process.stderr.write(verdict(seed, result));
    if (result.violations.length > 0) broken.push(seed);
  }
  process.stderr.write(`${summary(count, broken)}\n`);
  if (broken.length > 0) process.exitCode = 1;
}

/** The verdict comes behind the trace, also where both go the same way. */
function written(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(text, () => resolve()));
}

/** The last line, whatever the number of seeds. */
function summary(count: number, broken: readonly number[]): string {
  const runs = count === 1 ? '1 run' : `${count} runs`;
  if (broken.length === 0) return `VERDICT: all promises kept in ${runs}`;
  return `VERDICT: promises BROKEN in ${broken.length} of ${runs}: seed ${broken.join(', ')}`;
}

await main();
