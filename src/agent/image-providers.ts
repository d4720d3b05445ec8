/**
 * The names in --image_providers, in any case as with Mesos. Images in OCI's format come from the same
 * registries and into the same store as Docker's: OCI is another name for that.
 */
import { failure, ok, type Result } from '../foundation/result.ts';

export type ProviderName = 'DOCKER' | 'APPC';

const providers: ReadonlyMap<string, ProviderName> = new Map([
  ['DOCKER', 'DOCKER'],
  ['OCI', 'DOCKER'],
  ['APPC', 'APPC'],
]);

export function readImageProviders(names: readonly string[]): Result<ReadonlySet<ProviderName>> {
  const upper = names.map((name) => name.toUpperCase());
  const twice = upper.find((name, i) => upper.indexOf(name) !== i);
  if (twice !== undefined) return failure(`image provider '${twice}' is named twice`);
  const found = new Set<ProviderName>();
  for (const [i, name] of upper.entries()) {
    const provider = providers.get(name);
    if (provider === undefined) {
      const known = [...providers.keys()].join(', ');
      return failure(`this version has no image provider '${names[i]}'; it has ${known}`);
    }
    found.add(provider);
  }
  return ok(found);
}

/** Of flags that were checked. */
export function imageProvidersOf(values: {
  readonly image_providers?: readonly string[] | undefined;
}): ReadonlySet<ProviderName> {
  const read = readImageProviders(values.image_providers ?? []);
  return read.ok ? read.value : new Set();
}
