/**
 * What the original marathon-lb (1.15) wrote for published definitions, and for some that were made
 * to use every label: `written.jsonl` has, for each, the apps as Marathon answers them (definitions
 * under the licence that is named, with tasks that were made up) and the file that the original
 * wrote with different options, in the form of `written.ts`. Ours must have the same frontends, ways
 * from them, backends and servers. Differences are listed below, each with its reason.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ConfigurationOptions } from '../../../src/load-balancer/config/configuration.ts';
import { configure } from '../../../src/load-balancer/test-support.ts';
import { controlBackend } from '../../../src/load-balancer/templates/head.ts';
import { differences } from './differences.ts';
import { parseWritten } from './written.ts';
import type { Written } from './written.ts';

interface Case {
  readonly name: string;
  readonly form: string;
  readonly apps: readonly unknown[];
  readonly wrote: Readonly<Record<string, Written | 'as standard'>>;
}

const optionsOf: Readonly<Record<string, Partial<ConfigurationOptions>>> = {
  standard: {},
  maps: { usesMaps: true },
  health: { checksHealth: true },
  unbound: { bindsHttpAndHttps: false },
  strict: { isStrict: true },
  grouped: { groupsHttpsByVhost: true },
};

const cases = readFileSync(new URL('written.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Case);

function ours(apps: readonly unknown[], options: string): Written {
  const made = configure(apps, optionsOf[options]);
  const written = parseWritten(made.text);
  const maps = Object.fromEntries(made.files.map(({ name, text }) => [name, text]));
  return {
    ...written,
    backends: written.backends.filter(({ name }) => name !== controlBackend),
    ...(options === 'maps' ? { maps } : {}),
  };
}

function theirs({ wrote }: Case, options: string): Written {
  const written = wrote[options];
  if (written === 'as standard') return theirs({ wrote } as Case, 'standard');
  if (written === undefined) throw new Error(`The original was not run with ${options}`);
  return written;
}

describe.each(cases)('$name, $form', (example) => {
  it.each(Object.keys(example.wrote))('%s', (options) => {
    const expected = differences(example.name, options, theirs(example, options));
    expect(ours(example.apps, options)).toEqual(expected);
  });
});

it('was run on the whole corpus', () => {
  expect(cases.filter(({ form }) => form === 'published')).toHaveLength(26);
});
