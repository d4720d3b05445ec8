/** Endpoints that the document describes: what each takes, and what it answers when all is well. */

export type Body =
  | 'App'
  | 'AppUpdate'
  | 'AppUpdates'
  | 'Pod'
  | 'GroupUpdate'
  | 'GroupPartialUpdate'
  | 'TaskIds'
  | 'InstanceIds'
  | 'Candidate';

export type Query =
  | 'force'
  | 'forceByDefault'
  | 'partialUpdate'
  | 'dryRun'
  | 'embed'
  | 'scale'
  | 'wipe'
  | 'host'
  | 'status'
  | 'cmd'
  | 'id'
  | 'ids'
  | 'label'
  | 'file'
  | 'bytes'
  | 'app'
  | 'agent'
  | 'eventType'
  | 'askForOffers';

export interface Operation {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Ids may have slashes: "{id}" stands for the whole path. */
  readonly path: string;
  readonly summary: string;
  readonly query?: readonly Query[];
  readonly body?: Body;
  readonly success?: number;
  /** Of the answer; absent: JSON without a schema of its own. */
  readonly answer?: 'App' | 'Pod' | 'Deployment' | 'none' | 'text' | 'events';
}

const deployment = { answer: 'Deployment' } as const;

export const operations: readonly Operation[] = [
  {
    method: 'get',
    path: '/v2/apps',
    summary: 'All apps, or those that match.',
    query: ['cmd', 'id', 'ids', 'label', 'embed'],
  },
  {
    method: 'post',
    path: '/v2/apps',
    summary: 'Creates an app and starts it.',
    query: ['force'],
    body: 'App',
    success: 201,
    answer: 'App',
  },
  {
    method: 'put',
    path: '/v2/apps',
    summary: 'Changes or creates several apps in one deployment.',
    query: ['force', 'partialUpdate'],
    body: 'AppUpdates',
    ...deployment,
  },
  {
    method: 'patch',
    path: '/v2/apps',
    summary: 'Changes several apps in one deployment.',
    query: ['force'],
    body: 'AppUpdates',
    ...deployment,
  },
  { method: 'get', path: '/v2/apps/{id}', summary: 'An app.', query: ['embed'] },
  {
    method: 'put',
    path: '/v2/apps/{id}',
    summary: 'Changes an app, or creates it.',
    query: ['force', 'partialUpdate'],
    body: 'AppUpdate',
    ...deployment,
  },
  {
    method: 'patch',
    path: '/v2/apps/{id}',
    summary: 'Changes an app.',
    query: ['force'],
    body: 'AppUpdate',
    ...deployment,
  },
  {
    method: 'delete',
    path: '/v2/apps/{id}',
    summary: 'Stops an app and forgets it.',
    query: ['forceByDefault'],
    ...deployment,
  },
  {
    method: 'post',
    path: '/v2/apps/{id}/restart',
    summary: 'Replaces all instances, by its upgrade strategy.',
    query: ['force'],
    ...deployment,
  },
  { method: 'get', path: '/v2/apps/{id}/tasks', summary: 'Tasks of an app.' },
  {
    method: 'delete',
    path: '/v2/apps/{id}/tasks',
    summary: 'Kills tasks of an app.',
    query: ['host', 'scale', 'force', 'wipe'],
  },
  {
    method: 'delete',
    path: '/v2/apps/{id}/tasks/{taskId}',
    summary: 'Kills one task.',
    query: ['scale', 'force', 'wipe'],
  },
  { method: 'get', path: '/v2/apps/{id}/versions', summary: 'When an app changed.' },
  {
    method: 'get',
    path: '/v2/apps/{id}/versions/{version}',
    summary: 'An app as it was.',
    answer: 'App',
  },
  { method: 'get', path: '/v2/groups', summary: 'The root group.', query: ['embed'] },
  {
    method: 'post',
    path: '/v2/groups',
    summary: 'Creates a group with what is in it.',
    query: ['force'],
    body: 'GroupUpdate',
    success: 201,
    ...deployment,
  },
  {
    method: 'put',
    path: '/v2/groups',
    summary: 'Changes the root group.',
    query: ['force', 'dryRun'],
    body: 'GroupUpdate',
    ...deployment,
  },
  {
    method: 'delete',
    path: '/v2/groups',
    summary: 'Removes all groups, apps and pods.',
    query: ['force'],
    ...deployment,
  },
  { method: 'get', path: '/v2/groups/{id}', summary: 'A group.', query: ['embed'] },
  {
    method: 'post',
    path: '/v2/groups/{id}',
    summary: 'Creates a group below this one.',
    query: ['force'],
    body: 'GroupUpdate',
    success: 201,
    ...deployment,
  },
  {
    method: 'put',
    path: '/v2/groups/{id}',
    summary: 'Changes a group, or creates it.',
    query: ['force', 'dryRun'],
    body: 'GroupUpdate',
    ...deployment,
  },
  {
    method: 'patch',
    path: '/v2/groups/{id}',
    summary: 'Whether a top-level group enforces roles.',
    body: 'GroupPartialUpdate',
    answer: 'none',
  },
  {
    method: 'delete',
    path: '/v2/groups/{id}',
    summary: 'Removes a group with all that is in it.',
    query: ['force'],
    ...deployment,
  },
  { method: 'get', path: '/v2/groups/{id}/versions', summary: 'When a group changed.' },
  { method: 'get', path: '/v2/groups/{id}/versions/{version}', summary: 'A group as it was.' },
  { method: 'get', path: '/v2/pods', summary: 'All pods.' },
  {
    method: 'post',
    path: '/v2/pods',
    summary: 'Creates a pod and starts it.',
    query: ['force'],
    body: 'Pod',
    success: 201,
    answer: 'Pod',
  },
  { method: 'get', path: '/v2/pods/::status', summary: 'How all pods are.' },
  { method: 'get', path: '/v2/pods/{id}', summary: 'A pod.', answer: 'Pod' },
  {
    method: 'put',
    path: '/v2/pods/{id}',
    summary: 'Replaces the definition of a pod.',
    query: ['force'],
    body: 'Pod',
    answer: 'Pod',
  },
  {
    method: 'delete',
    path: '/v2/pods/{id}',
    summary: 'Stops a pod and forgets it.',
    query: ['force'],
    success: 202,
    answer: 'none',
  },
  { method: 'get', path: '/v2/pods/{id}::status', summary: 'How a pod is.' },
  { method: 'get', path: '/v2/pods/{id}::versions', summary: 'When a pod changed.' },
  {
    method: 'get',
    path: '/v2/pods/{id}::versions/{version}',
    summary: 'A pod as it was.',
    answer: 'Pod',
  },
  {
    method: 'delete',
    path: '/v2/pods/{id}::instances',
    summary: 'Kills instances of a pod.',
    query: ['wipe'],
    body: 'InstanceIds',
  },
  {
    method: 'delete',
    path: '/v2/pods/{id}::instances/{instanceId}',
    summary: 'Kills one instance of a pod.',
    query: ['wipe'],
  },
  {
    method: 'post',
    path: '/v2/pods/{id}::restart',
    summary: 'Replaces all instances of a pod, by its upgrade strategy.',
    query: ['force'],
    ...deployment,
  },
  {
    method: 'post',
    path: '/v2/fit',
    summary:
      'What would come of a change, and would its new instances have a place now. Nothing is changed.',
    query: ['askForOffers'],
    body: 'Candidate',
  },
  { method: 'get', path: '/v2/tasks', summary: 'All tasks.', query: ['status'] },
  {
    method: 'post',
    path: '/v2/tasks/delete',
    summary: 'Kills tasks.',
    query: ['scale', 'force', 'wipe'],
    body: 'TaskIds',
  },
  {
    method: 'get',
    path: '/v2/tasks/use',
    summary: 'What instances of an app or a pod use now, on the agents that are named.',
    query: ['app', 'agent'],
  },
  {
    method: 'get',
    path: '/v2/tasks/{taskId}/output',
    summary: 'The last of what a task wrote, also of the one of an app that failed last.',
    query: ['file', 'bytes'],
  },
  { method: 'get', path: '/v2/deployments', summary: 'Deployments that are under way.' },
  {
    method: 'delete',
    path: '/v2/deployments/{deploymentId}',
    summary: 'Takes a deployment back; with force, stops it where it is.',
    query: ['force'],
    ...deployment,
  },
  {
    method: 'get',
    path: '/v2/queue',
    summary: 'Instances that wait for offers, and why.',
    query: ['embed'],
  },
  {
    method: 'delete',
    path: '/v2/queue/{id}/delay',
    summary: 'Ends the delay of an app that failed.',
    success: 204,
    answer: 'none',
  },
  { method: 'get', path: '/v2/info', summary: 'Version, framework id and configuration.' },
  { method: 'get', path: '/v2/leader', summary: 'Who leads.' },
  { method: 'delete', path: '/v2/leader', summary: 'Lets another one lead.' },
  {
    method: 'get',
    path: '/v2/events',
    summary: 'What happens, as server-sent events.',
    query: ['eventType'],
    answer: 'events',
  },
  { method: 'get', path: '/ping', summary: 'Is it there?', answer: 'text' },
];
