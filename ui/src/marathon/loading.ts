/** What the pages ask Marathon for, of everything and of parts of it. */
import { request } from './api.ts';
import type { App, Deployment, PodStatus, Queued } from './model.ts';

const embed = 'embed=apps.counts&embed=apps.deployments&embed=apps.readiness';

interface GroupRow {
  readonly id: string;
  readonly groups?: readonly GroupRow[];
}

export async function loadApps(): Promise<ReadonlyMap<string, App>> {
  const { apps } = await request<{ readonly apps: readonly App[] }>(`v2/apps?${embed}`);
  return new Map(apps.map((app) => [app.id, app]));
}

/** Those that are not there any more are not among the answers. */
export async function loadSomeApps(ids: readonly string[]): Promise<readonly App[]> {
  const names = encodeURIComponent(ids.join(','));
  return (await request<{ readonly apps: readonly App[] }>(`v2/apps?ids=${names}&${embed}`)).apps;
}

export async function loadGroups(): Promise<ReadonlySet<string>> {
  return new Set(groupIds(await request<GroupRow>('v2/groups?embed=group.groups')));
}

function* groupIds({ id, groups = [] }: GroupRow): Generator<string> {
  yield id;
  for (const group of groups) yield* groupIds(group);
}

/** With why each does not go on. */
export const loadDeployments = (): Promise<readonly Deployment[]> =>
  request('v2/deployments?embed=blockers');

export async function loadPods(): Promise<ReadonlyMap<string, PodStatus>> {
  const pods = await request<readonly PodStatus[]>('v2/pods/::status');
  return new Map(pods.map((pod) => [pod.id, pod]));
}

export async function loadQueue(): Promise<ReadonlyMap<string, Queued>> {
  const { queue } = await request<{ readonly queue: readonly Queued[] }>('v2/queue');
  return new Map(queue.map((entry) => [entry.app?.id ?? entry.pod?.id ?? '', entry]));
}
