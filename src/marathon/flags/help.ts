/** `--help` of Marathon: toggles are written as Marathon's are. */
import { helpText } from '../../foundation/flags/help.ts';
import type { FlagTable } from '../../foundation/flags/flag-table.ts';

const ours = '--[no-]';
const marathons = '--[disable_]';

export function marathonHelp(table: FlagTable): string {
  const longer = marathons.length - ours.length;
  return helpText(table, 'marathon').replaceAll(
    /^( {2})--\[no-\](\w+)( *)/gm,
    (_line, indent: string, name: string, gap: string) =>
      `${indent}${marathons}${name}${gap.slice(longer) || '  '}`,
  );
}
