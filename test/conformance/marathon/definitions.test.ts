/**
 * Definitions that people published, each of which Marathon 1.11 accepts or refuses: decided from its
 * rules, with the path and the words. Twice: by a Marathon without flags, and by one with the flags
 * that DC/OS sets. `definitions.json` says where each comes from and under which licence.
 *
 * Two large groups of Marathon's own benchmark are read where they are found beside the project.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { assert } from '../../../src/foundation/result.ts';
import type { DefinitionContext } from '../../../src/marathon/definitions/context.ts';
import { readApp } from '../../../src/marathon/definitions/read-app.ts';
import { readGroupUpdate } from '../../../src/marathon/definitions/read-group.ts';
import { readPod } from '../../../src/marathon/definitions/read-pod.ts';
import { renderApp } from '../../../src/marathon/definitions/render/app.ts';
import { renderPod } from '../../../src/marathon/definitions/render/pod.ts';

interface Published {
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
}

type Flags = 'plain' | 'dcos';

const contexts: Readonly<Record<Flags, DefinitionContext>> = {
  plain: {
    base: '/',
    options: {
      features: new Set(),
      defaultNetworkName: undefined,
      mesosBridgeName: 'mesos-bridge',
      mesosRole: '*',
      newGroupEnforceRole: 'off',
    },
  },
  dcos: {
    base: '/',
    options: {
      features: new Set(['secrets', 'gpu_resources', 'external_volumes']),
      defaultNetworkName: 'dcos',
      mesosBridgeName: 'mesos-bridge',
      mesosRole: 'slave_public',
      newGroupEnforceRole: 'off',
    },
  },
};

const published = readJson('definitions.json') as readonly Published[];
const refused = readJson('refused.json') as Readonly<
  Record<string, Partial<Record<Flags, readonly string[]>>>
>;

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
}

function read(body: Published['body'], context: DefinitionContext) {
  if ('containers' in body) return readPod(body, context);
  return 'groups' in body || 'apps' in body
    ? readGroupUpdate(body, context)
    : readApp(body, context);
}

function violationsIn(result: ReturnType<typeof read>): readonly string[] | undefined {
  if (result.ok) return undefined;
  const { error } = result;
  assert(error.kind === 'invalid', `values are wrong: ${JSON.stringify(error)}`);
  return error.violations.map(({ path, errors }) => `${path}: ${errors.join(' | ')}`);
}

describe.each(['plain', 'dcos'] as const)('published definitions, flags: %s', (flags) => {
  it.each(published)('$name', ({ name, body }) => {
    const result = read(body, contexts[flags]);
    expect(violationsIn(result)).toEqual(refused[name]?.[flags]);
  });

  it('that are accepted say the same when their answer is sent back', () => {
    for (const { body } of published) {
      const first = read(body, contexts[flags]);
      if (!first.ok || !('kind' in first.value)) continue;
      const definition = first.value;
      const answer = definition.kind === 'app' ? renderApp(definition) : renderPod(definition);
      const again = read(JSON.parse(JSON.stringify(answer)) as Published['body'], contexts[flags]);
      expect(again).toEqual(first);
    }
  });
});

it('names only definitions that there are', () => {
  const names = new Set(published.map(({ name }) => name));
  expect(Object.keys(refused).filter((name) => !names.has(name))).toEqual([]);
});

const folder = fileURLToPath(new URL('../../../../shared/corpus/marathon-apps/', import.meta.url));
const large = ['100', '1000'].map(
  (count) =>
    `${folder}mesosphere_marathon__benchmark_src_main_resources_mocks_json_real_155_${count}.json`,
);
const missing = large.every((path) => existsSync(path)) ? '' : '(not found beside the project)';

describe.skipIf(missing !== '')(`groups of a benchmark ${missing}`, () => {
  it.each(large)('%s', (path) => {
    const body = JSON.parse(readFileSync(path, 'utf8')) as Published['body'];
    expect(violationsIn(readGroupUpdate(body, contexts.plain))).toBeUndefined();
  });
});
