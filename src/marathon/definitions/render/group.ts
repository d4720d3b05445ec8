/** A group with what is below it, as GET answers it. */
import type { RootView } from '../../core/parts.ts';
import type { AppDefinition } from '../../model/app.ts';
import type { PathId } from '../../model/ids.ts';
import type { PodDefinition } from '../../model/pod.ts';
import { isTopLevel } from '../path-ids.ts';
import { renderTimestamp } from '../../model/timestamps.ts';

type Json = Readonly<Record<string, unknown>>;

/** What the answer has besides the groups themselves: how, or that it is not asked for. */
export interface GroupEmbeds {
  /** Undefined: not this one, since whoever asks may not see it. */
  readonly app: ((app: AppDefinition) => unknown) | undefined;
  /** The status of a pod rather than its definition. */
  readonly pod: ((pod: PodDefinition) => unknown) | undefined;
  readonly groups: boolean;
  /** Whoever asks may see it. */
  readonly isVisible?: (groupId: PathId) => boolean;
}

type Tree = Pick<RootView, 'findGroup' | 'appsIn' | 'podsIn' | 'groupsIn'>;

/** Undefined: there is no such group, or it may not be seen. */
export function renderGroup(root: Tree, id: PathId, embeds: GroupEmbeds): Json | undefined {
  const group = root.findGroup(id);
  if (group === undefined) return undefined;
  const apps = embeds.app === undefined ? [] : root.appsIn(id).map(embeds.app);
  const pods = embeds.pod === undefined ? [] : root.podsIn(id).map(embeds.pod);
  const seenApps = apps.filter((app) => app !== undefined);
  const seenPods = pods.filter((pod) => pod !== undefined);
  const groups = embeds.groups
    ? root.groupsIn(id).flatMap((child) => renderGroup(root, child.id, embeds) ?? [])
    : [];
  const isVisible = embeds.isVisible?.(id) ?? true;
  if (!isVisible && seenApps.length + seenPods.length + groups.length === 0) return undefined;
  return {
    id,
    apps: seenApps,
    pods: seenPods,
    groups,
    dependencies: group.dependencies,
    version: renderTimestamp(group.version),
    enforceRole: isTopLevel(id) ? group.enforceRole : undefined,
  };
}
