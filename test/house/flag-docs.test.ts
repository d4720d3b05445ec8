/**
 * The pages of flags in docs/operating/ say what the flag tables say. `npm run docs` writes them
 * anew; without it this test shows what is out of date.
 */
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';

import { agentFlags } from '../../src/agent/flags.ts';
import { flagsMarkdown } from '../../src/foundation/flags/help.ts';
import type { FlagTable } from '../../src/foundation/flags/flag-table.ts';
import { masterFlags } from '../../src/master/flags.ts';

/** This default depends on who runs the program; a page cannot. */
const agentTable: FlagTable = {
  ...agentFlags,
  runtime_dir: {
    ...agentFlags.runtime_dir,
    defaultText: '/var/run/mesos for root, /tmp/mesos/runtime for others',
  },
};

function pageOf(program: string, guide: string, table: FlagTable): string {
  return [
    `# Flags of ${program}`,
    `Written by \`npm run docs\` from the table that the program itself uses. What they are about: [${guide}](${guide}).`,
    `Each flag can be given as \`--name=value\` or as the environment variable \`MESOS_NAME\`; the command line wins. \`--name\` and \`--no-name\` are for booleans, \`--name=file:///path\` takes the value from a file. Of a flag marked _not yet_ only the default is accepted.`,
    flagsMarkdown(table),
  ].join('\n\n');
}

describe('the pages of flags', () => {
  const pages = [
    { name: 'flags-master.md', text: pageOf('mesos-master', 'master.md', masterFlags) },
    { name: 'flags-agent.md', text: pageOf('mesos-agent', 'agent.md', agentTable) },
  ];

  it.each(pages)('docs/operating/$name is up to date (else: npm run docs)', async (page) => {
    const path = new URL(`../../docs/operating/${page.name}`, import.meta.url).pathname;
    const formatted = await format(page.text, { ...(await resolveConfig(path)), filepath: path });
    await expect(formatted).toMatchFileSnapshot(path);
  });
});
