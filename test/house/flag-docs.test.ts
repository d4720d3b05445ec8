/**
 * The pages of flags in docs/operating/ say what the flag tables say. `npm run docs` writes them
 * anew; without it this test shows what is out of date.
 */
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';

import { configMarkdown } from '../../src/dns/config/keys.ts';
import { agentFlags } from '../../src/agent/flags.ts';
import { flagsMarkdown } from '../../src/foundation/flags/help.ts';
import type { FlagTable } from '../../src/foundation/flags/flag-table.ts';
import { balancerFlagsMarkdown, withDashes } from '../../src/load-balancer/flags/help.ts';
import { appLabels, portLabels } from '../../src/load-balancer/labels/table.ts';
import { templateNames, templateTable } from '../../src/load-balancer/templates/table.ts';
import { zddFlags } from '../../src/load-balancer/zdd/flags.ts';
import { openApiDocument } from '../../src/marathon/definitions/open-api/document.ts';
import { marathonFlags } from '../../src/marathon/flags/table.ts';
import { operationsOf } from '../../src/marathon/rest/views/console.ts';
import { marathonVersion } from '../../src/marathon/version.ts';
import { masterFlags } from '../../src/master/flags.ts';

/** This default depends on who runs the program; a page cannot. */
const agentTable: FlagTable = {
  ...agentFlags,
  runtime_dir: {
    ...agentFlags.runtime_dir,
    defaultText: '/var/run/mesos for root, /tmp/mesos/runtime for others',
  },
};

const howToGive =
  'Each flag can be given as `--name=value` or as the environment variable `MESOS_NAME`; the command line wins. `--name` and `--no-name` are for booleans, `--name=file:///path` takes the value from a file. Of a flag marked _not yet_ only the default is accepted.';
const howToGiveMarathon =
  'Each flag can be given as `--name value` (or `--name=value`) or as the environment variable `MARATHON_NAME`; the command line wins. `--name` and `--disable_name` are for toggles. Of a flag marked _not yet_ only the default is accepted.';

const howToGiveBalancer =
  'Each option is given as `--name value` or `--name=value`, after the word `sse` or `poll`; beginnings of names will do. Of a flag marked _not yet_ only the default is accepted.';

const howToGiveZdd =
  'Each option is given as `--name value` or `--name=value`; beginnings of names will do. Of a flag marked _not yet_ only the default is accepted.';

function pageOf(program: string, guide: string, table: FlagTable, how = howToGive): string {
  return pageWith(program, guide, flagsMarkdown(table), how);
}

function pageWith(program: string, guide: string, rows: string, how: string): string {
  return [
    `# Flags of ${program}`,
    `Written by \`npm run docs\` from the table that the program itself uses. What they are about: [${guide}](${guide}).`,
    how,
    rows,
  ].join('\n\n');
}

interface Label {
  readonly rule: { readonly text: string };
  readonly standard: string;
  readonly docs: string;
  readonly example: string;
}

function labelRows(labels: Readonly<Record<string, Label>>, prefix: string): string {
  const rows = Object.entries(labels).map(
    ([name, { rule, standard, docs, example }]) =>
      `| \`${prefix}${name}\` | ${docs} | ${rule.text} | ${standard} | \`${example}\` |`,
  );
  const head = [
    '| Label | What it does | Values | Without it | Example |',
    '|---|---|---|---|---|',
  ];
  return [...head, ...rows].join('\n');
}

/** Labels of apps, and the texts that can be replaced by files, variables and labels. */
function labelsPage(): string {
  const templates = templateNames.map((name) => {
    const { docs, keys, standard, hasLabel } = templateTable[name];
    const named =
      keys.length === 0 ? '' : ` It may name ${keys.map((key) => `\`{${key}}\``).join(', ')}.`;
    const places = hasLabel ? '' : ' No label can replace it.';
    const text = standard === '' ? '' : `\n\n\`\`\`haproxy\n${standard.trim()}\n\`\`\``;
    return `### \`HAPROXY_${name}\`\n\n${docs}${named}${places}${text}`;
  });
  return [
    '# Labels and templates of marathon-lb',
    'Written by `npm run docs` from the tables that the program itself uses. What they are about: [marathon-lb.md](marathon-lb.md).',
    'Apps say by labels how they are to be served. A value that breaks its rule is a problem of this app alone: it is in the log and at `/_mlb/problems`, with the label and the rule, and what is said under "without it" is done. Only where that would open what the label was to close, the port is left out.',
    '## Of the app',
    labelRows(appLabels, 'HAPROXY_'),
    '## Of a port',
    '`{n}` is the index of the port among those of the app, from 0 on.',
    labelRows(portLabels, 'HAPROXY_{n}_'),
    '## Templates',
    'The texts that the file is made of. A label `HAPROXY_{n}_<NAME>` counts for that port, else an environment variable `HAPROXY_<NAME>` (`\\n` for a line break), else a file `templates/HAPROXY_<NAME>`, else what is here. Names in braces are replaced; braces that are to stay are doubled, but not in those that name nothing.',
    ...templates,
  ].join('\n\n');
}

/** What can be asked of Marathon, from the document that it answers itself. */
function marathonApiPage(): string {
  const rows = operationsOf(openApiDocument(marathonVersion)).map(
    ({ method, path, summary, parameters, body, statuses }) =>
      `| \`${method.toUpperCase()} ${path}\` | ${summary} | ${parameters.join(', ')} | ${body} | ${statuses.join(', ')} |`,
  );
  return [
    '# API of Marathon',
    'Written by `npm run docs` from the OpenAPI 3.1 document, which a running Marathon answers at `/public/api/openapi.json` (a page of it: `/api-console/`). Its schemas are those that bodies are read with. What differs from the original, and what every answer has: [marathon.md](marathon.md).',
    ['| Request | What it does | Query | Body | Statuses |', '|---|---|---|---|---|', ...rows].join(
      '\n',
    ),
  ].join('\n\n');
}

describe('the pages of flags', () => {
  const pages = [
    {
      name: 'flags-marathon.md',
      text: pageOf('marathon', 'marathon.md', marathonFlags, howToGiveMarathon),
    },
    {
      name: 'config-mesos-dns.md',
      text: [
        '# Configuration of mesos-dns',
        'Written by `npm run docs` from the table that the program itself uses. What it is about: [mesos-dns](mesos-dns.md). Keys may be written in any case.',
        configMarkdown(),
      ].join('\n\n'),
    },
    {
      name: 'flags-marathon-lb.md',
      text: pageWith('marathon-lb', 'marathon-lb.md', balancerFlagsMarkdown(), howToGiveBalancer),
    },
    {
      name: 'flags-zdd.md',
      text: pageWith('zdd', 'marathon-lb.md', withDashes(flagsMarkdown(zddFlags)), howToGiveZdd),
    },
    { name: 'labels-marathon-lb.md', text: labelsPage() },
    { name: 'flags-master.md', text: pageOf('mesos-master', 'master.md', masterFlags) },
    { name: 'flags-agent.md', text: pageOf('mesos-agent', 'agent.md', agentTable) },
  ];

  it.each(pages)('docs/operating/$name is up to date (else: npm run docs)', async (page) => {
    const path = new URL(`../../docs/operating/${page.name}`, import.meta.url).pathname;
    const formatted = await format(page.text, { ...(await resolveConfig(path)), filepath: path });
    await expect(formatted).toMatchFileSnapshot(path);
  });

  it('docs/api/marathon-endpoints.md is up to date (else: npm run docs)', async () => {
    const path = new URL('../../docs/api/marathon-endpoints.md', import.meta.url).pathname;
    const options = { ...(await resolveConfig(path)), filepath: path };
    await expect(await format(marathonApiPage(), options)).toMatchFileSnapshot(path);
  });
});
