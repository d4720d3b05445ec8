/** `--help` of marathon-lb, with names as they are written; `--longhelp` has labels and templates as well. */
import { flagsMarkdown, helpText } from '../../foundation/flags/help.ts';
import { balancerFlags } from './table.ts';

const usage = [
  'Usage: marathon-lb sse|poll [options]',
  '       marathon-lb [options]    (one look at Marathon; with --sse as the word sse)',
];

/** Of words that begin a line, or stand between quotes. */
function withDashes(text: string): string {
  return text
    .replaceAll(/--\[no-\](\w+)/g, (_, name: string) => `--${name}${' '.repeat('[no-]'.length)}`)
    .replaceAll(/--\w+/g, (name) => name.replaceAll('_', '-'));
}

export function balancerHelp(): string {
  const [, ...rest] = helpText(balancerFlags, 'marathon-lb').split('\n');
  return withDashes([...usage, ...rest].join('\n'));
}

export function balancerFlagsMarkdown(): string {
  return withDashes(flagsMarkdown(balancerFlags));
}
