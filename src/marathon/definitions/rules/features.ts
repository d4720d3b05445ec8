/** What has to be switched on with --enable_features. */
import type { Problems } from '../problems.ts';

export function requireFeature(
  features: ReadonlySet<string>,
  feature: 'secrets' | 'external_volumes' | 'gpu_resources',
  path: string,
  problems: Problems,
): void {
  problems.unless(
    features.has(feature),
    path,
    `Feature ${feature} is not enabled. Enable with --enable_features ${feature})`,
  );
}
