/** Short ways to say resources in tests. */
import { parseResources } from './flags.ts';
import type { Resources } from './resources.ts';

/** Of the text of the flag --resources; throws when it is wrong. */
export function resourcesOf(text: string): Resources {
  const parsed = parseResources(text);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
}
