/**
 * npm run simulate -- --seed N [--seeds COUNT] [--seconds STORM] [--quiet]
 * npm run simulate -- --script FILE
 *
 * Prints the trace on standard output and the verdict on standard error; exits with 1 when
 * something that must hold did not.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type ScenarioResult, runScenario } from './scenario.ts';
import { runScript } from './script.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '120' },
    script: { type: 'string' },
    quiet: { type: 'boolean', default: false },
  },
});

function positive(name: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  process.stderr.write(`--${name} takes a whole number above zero, not '${text}'\n`);
  process.exit(2);
}

function verdict(seed: number, result: ScenarioResult): string {
  const ends = [...result.ends].map(([state, count]) => `${count} ${state}`).join(', ');
  const head = `seed ${seed}: ${result.launched} tasks (${ends}), ${result.faultCount} faults`;
  if (result.violations.length === 0) return `${head}, all promises kept\n`;
  return `${head}\n${result.violations.map((why) => `  BROKEN ${why}\n`).join('')}`;
}

if (values.script !== undefined) {
  const told = runScript(readFileSync(values.script, 'utf8'));
  process.stdout.write(told);
  process.exit(told.includes('BROKEN') ? 1 : 0);
}

const first = positive('seed', values.seed);
const stormSecs = positive('seconds', values.seconds);
for (let seed = first; seed < first + positive('seeds', values.seeds); seed++) {
  const lines: string[] = [];
  const result = runScenario({
    seed,
    stormSecs,
    write: values.quiet ? () => undefined : (line) => void lines.push(line),
  });
  process.stdout.write(lines.join(''));
  process.stderr.write(verdict(seed, result));
  if (result.violations.length > 0) process.exitCode = 1;
}
