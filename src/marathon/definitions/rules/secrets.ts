/** Secrets are named in one place and referred to in others. */
import type { EnvironmentJson, SecretsJson } from '../schema/common.ts';
import type { Problems } from '../problems.ts';
import { requireFeature } from './features.ts';

export function checkSecrets(
  secrets: SecretsJson,
  features: ReadonlySet<string>,
  problems: Problems,
): void {
  const names = Object.keys(secrets);
  if (names.length === 0) return;
  requireFeature(features, 'secrets', '/secrets', problems);
  for (const [index, name] of names.entries()) {
    problems.unless(name !== '', `/secrets/keys(${index})`, 'must not be empty');
  }
}

export function checkEnvironment(
  environment: EnvironmentJson,
  secrets: SecretsJson,
  features: ReadonlySet<string>,
  path: string,
  problems: Problems,
): void {
  for (const [index, [name, value]] of Object.entries(environment).entries()) {
    problems.unless(name !== '', `${path}/keys(${index})`, 'must not be empty');
    if (typeof value === 'string') continue;
    problems.unless(
      features.has('secrets'),
      path,
      'use of secret-references in the environment requires the secrets feature to be enabled',
    );
    problems.unless(
      Object.hasOwn(secrets, value.secret),
      `${path}/${name}/secret`,
      'references an undefined secret',
    );
  }
}
