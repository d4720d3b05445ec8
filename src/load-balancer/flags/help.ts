/** `--help` of marathon-lb, with names as they are written; `--longhelp` has labels and templates as well. */
import { flagsMarkdown, helpText } from '../../foundation/flags/help.ts';
import { appLabels, portLabels } from '../labels/table.ts';
import { templateNames, templateTable } from '../templates/table.ts';
import { fullName } from '../templates/templates.ts';
import { balancerFlags } from './table.ts';

const usage = [
  'Usage: marathon-lb sse|poll [options]',
  '       marathon-lb [options]    (one look at Marathon; with --sse as the word sse)',
];

/** Of words that begin a line, or stand between quotes. */
export function withDashes(text: string): string {
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

/** All that can be said, and where: options, labels of apps, texts of templates. */
export function longHelp(): string {
  const labels = (
    table: Readonly<Record<string, { readonly docs: string; readonly standard: string }>>,
    prefix: string,
  ): readonly string[] =>
    Object.entries(table).map(
      ([name, { docs, standard }]) => `${prefix}${name}\n  ${docs}\n  Without it: ${standard}.\n`,
    );
  const templates = templateNames.map((name) => {
    const { docs, standard, hasLabel } = templateTable[name];
    const label = hasLabel ? `, or the label HAPROXY_{n}_${name} of a port` : '';
    const text = standard === '' ? '' : `${standard.replaceAll(/^/gm, '    ')}\n`;
    return `${fullName(name)}${label}\n  ${docs}\n${text}`;
  });
  return [
    balancerHelp(),
    '# Labels of apps\n',
    ...labels(appLabels, 'HAPROXY_'),
    '# Labels of ports; {n} is the number of the port, from 0\n',
    ...labels(portLabels, 'HAPROXY_{n}_'),
    '# Templates: a file templates/NAME, a variable NAME (\\n for a line break), or a label\n',
    ...templates,
  ].join('\n');
}
