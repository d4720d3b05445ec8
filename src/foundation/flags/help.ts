/**
 * What a flag table says to people: the text of `--help`, the table in docs/, and the line of all
 * flags that master and agent log when they start.
 */
import { assertNever } from '../result.ts';
import { isBoolean } from './flag-table.ts';
import type { AnyFlag, FlagTable } from './flag-table.ts';

/** Terminals wider than this are common, narrower ones wrap by themselves. */
const widthColumns = 100;
const gapColumns = 2;

/** `Usage: mesos-master [options]`, then every flag in alphabetical order. */
export function helpText(table: FlagTable, program: string, usage = '[options]'): string {
  const names = Object.keys(table).toSorted();
  const labels = names.map((name) => labelOf(name, table[name]!));
  const column = Math.max(...labels.map((label) => label.length)) + gapColumns;
  const lines = names.flatMap((name, i) => {
    const description = wrap(describe(table[name]!), widthColumns - column);
    return description.map((line, at) => (at === 0 ? labels[i]! : '').padEnd(column) + line);
  });
  return `Usage: ${program} ${usage}\n\n${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

/** The second paragraph of a parse error of master and agent. */
function helpHint(program: string): string {
  return `See \`${program} --help\` for a list of supported flags.`;
}

/** `--port="5050" --quiet="false"`: for the log line at startup. */
export function flagsLine(strings: Readonly<Record<string, string>>): string {
  return Object.entries(strings)
    .map(([name, text]) => `--${name}=${JSON.stringify(text)}`)
    .join(' ');
}

/** What a program says, and ends with, when its flags did not simply load. */
export interface FlagAnswer {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

/** The answer of master and agent to `--help`, `--version` and flags that were refused. */
export function answerOf(
  outcome: { kind: 'help' } | { kind: 'version' } | { kind: 'refused'; error: string },
  program: { readonly table: FlagTable; readonly name: string; readonly versionLine: string },
): FlagAnswer {
  switch (outcome.kind) {
    case 'help':
      return { stdout: helpText(program.table, program.name), stderr: '', status: 0 };
    case 'version':
      return { stdout: `${program.versionLine}\n`, stderr: '', status: 0 };
    case 'refused': {
      const stderr = `${outcome.error}\n\n${helpHint(program.name)}\n`;
      return { stdout: '', stderr, status: 1 };
    }
    default:
      return assertNever(outcome);
  }
}

/** A Markdown table of all flags, for docs/. */
export function flagsMarkdown(table: FlagTable): string {
  const rows = Object.keys(table)
    .toSorted()
    .map((name) => {
      const row = table[name]!;
      const cells = [
        `\`--${name}\``,
        row.type.kind,
        row.required ? 'required' : (defaultOf(row) ?? ''),
        (row.aliases ?? []).join(', '),
        row.help + (row.planned === undefined ? '' : ` _Not yet: ${row.planned}._`),
      ];
      return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
    });
  return ['| Flag | Type | Default | Older name | Meaning |', '|---|---|---|---|---|', ...rows]
    .join('\n')
    .concat('\n');
}

function labelOf(name: string, row: AnyFlag): string {
  return isBoolean(row) ? `  --[no-]${name}` : `  --${name}=VALUE`;
}

function defaultOf(row: AnyFlag): string | undefined {
  return row.defaultText ?? (row.default === undefined ? undefined : row.type.format(row.default));
}

function describe(row: AnyFlag): string {
  const usual = defaultOf(row);
  const planned = row.planned === undefined ? '' : ` [not yet: ${row.planned}]`;
  const required = row.required ? ' (required)' : '';
  return `${row.help}${planned}${required}${usual === undefined ? '' : ` (default: ${usual})`}`;
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
