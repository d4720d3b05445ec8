/**
 * No flag is accepted in silence: a row of a flag table is read by code, belongs to a room that is
 * still to come (then other values than the default are refused), or says why nobody reads it.
 */
import { describe, expect, it } from 'vitest';
import { agentFlags } from '../../src/agent/flags.ts';
import { executeFlags } from '../../src/cli/execute/flags.ts';
import { localFlags } from '../../src/cli/local/flags.ts';
import type { FlagTable } from '../../src/foundation/flags/flag-table.ts';
import { balancerFlags } from '../../src/load-balancer/flags/table.ts';
import { zddFlags } from '../../src/load-balancer/zdd/flags.ts';
import { marathonFlags } from '../../src/marathon/flags/table.ts';
import { masterFlags } from '../../src/master/flags.ts';
import { codeOnly, ownSources, read } from './sources.ts';

const sharedReaders = ['src/foundation/flags/', 'src/foundation/program.ts'];

/** Whose values are named `values` or `flags` where they are read; isolators get them as `options`. */
const programs: readonly { program: string; table: FlagTable; readers: readonly string[] }[] = [
  { program: 'mesos-master', table: masterFlags, readers: ['src/master/'] },
  {
    program: 'mesos-agent',
    table: agentFlags,
    readers: ['src/agent/', 'src/containers/isolators/'],
  },
  { program: 'marathon-lb', table: balancerFlags, readers: ['src/load-balancer/'] },
  { program: 'zdd', table: zddFlags, readers: ['src/load-balancer/'] },
  { program: 'marathon', table: marathonFlags, readers: ['src/marathon/'] },
  { program: 'mesos-execute', table: executeFlags, readers: ['src/cli/execute'] },
];

function readersAt(starts: readonly string[]): readonly string[] {
  return ownSources
    .filter((path) => [...starts, ...sharedReaders].some((start) => path.startsWith(start)))
    .map(read);
}

/** `values.name`, or from braces (`{ principal, secret }: ExecuteFlags`), or by its name (`values[name]`). */
function isRead(name: string, readers: readonly string[]): boolean {
  return readers.some((text) => {
    const code = codeOnly(text);
    const taken = [
      ...code.matchAll(/\{([^{}]*)\}(?:: \w*Flags\b| = (?:flags|values)\b|(?= = \w+\.values))/g),
    ];
    return (
      new RegExp(`\\b(?:values|flags|options)\\.${name}\\b`).test(code) ||
      taken.some(([, names]) => new RegExp(`\\b${name}\\b`).test(names!)) ||
      (/\b(?:values|flags)\[name\]/.test(code) && text.includes(`'${name}'`))
    );
  });
}

/** What the loader itself obeys. */
const obeyedByLoader = new Set(['help', 'version']);

describe.each(programs)('each flag that $program accepts', ({ table, readers }) => {
  const texts = readersAt(readers);
  const accepted = Object.entries(table).filter(([, { planned }]) => planned === undefined);

  it('is read, or says why not', () => {
    const silent = accepted.filter(
      ([name, { unread }]) =>
        unread === undefined && !obeyedByLoader.has(name) && !isRead(name, texts),
    );
    expect(silent.map(([name]) => name)).toEqual([]);
  });

  it('does not say that nobody reads it when somebody does', () => {
    const outdated = accepted.filter(
      ([name, { unread }]) => unread !== undefined && isRead(name, texts),
    );
    expect(outdated.map(([name]) => name)).toEqual([]);
  });
});

it('mesos-local has no flag that none of its parts reads', () => {
  const texts = readersAt(['src/cli/local']);
  const own = Object.keys(localFlags).filter(
    (name) => !(name in masterFlags || name in agentFlags),
  );
  expect(own.filter((name) => !isRead(name, texts))).toEqual([]);
});
