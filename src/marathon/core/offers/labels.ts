/** Labels of definitions as Mesos has them. */
import type { Labels } from '../../../protocol/generated/mesos.ts';

export function labelsMessage(labels: Readonly<Record<string, string>>): Labels {
  return { labels: Object.entries(labels).map(([key, value]) => ({ key, value })) };
}
