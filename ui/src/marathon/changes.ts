/**
 * What has changed since it was asked for last, by the events that told of it. Each event names what
 * it is about: never is everything asked for again because of one.
 */

export interface MarathonEvent {
  readonly eventType: string;
  readonly appId?: string;
  readonly runSpecId?: string;
  readonly groupId?: string;
  readonly plan?: {
    readonly steps?: readonly {
      readonly actions: readonly { readonly app?: string; readonly pod?: string }[];
    }[];
  };
}

/** The kinds that tell of something which pages show. */
export const heard: readonly string[] = [
  ...['status_update_event', 'health_status_changed_event', 'instance_changed_event'],
  ...['instance_health_changed_event', 'unhealthy_instance_kill_event', 'app_terminated_event'],
  ...['group_change_success', 'group_change_failed', 'deployment_info', 'deployment_success'],
  ...['deployment_failed', 'deployment_step_success', 'deployment_step_failure'],
  ...['pod_created_event', 'pod_updated_event', 'pod_deleted_event'],
  ...['scheduler_registered_event', 'scheduler_reregistered_event'],
  'scheduler_disconnected_event',
];

interface Known {
  readonly apps: ReadonlyMap<string, unknown>;
  readonly pods: ReadonlyMap<string, unknown>;
}

/** What is to be asked for. */
export interface Wanted {
  readonly apps: readonly string[];
  readonly groups: boolean;
  readonly deployments: boolean;
  readonly pods: boolean;
  /** So many that everything is cheaper. */
  readonly all: boolean;
}

/** Asked for at once, by one request; the next ones follow. */
export const mostAppsAtOnce = 200;
const mostSingleApps = 2_000;

export class Changes {
  readonly #apps = new Set<string>();
  readonly #groups = new Set<string>();
  #deployments = false;
  #pods = false;

  take({ eventType, appId, runSpecId, groupId, plan }: MarathonEvent, { pods }: Known): void {
    const id = appId ?? runSpecId;
    this.#pods ||= eventType.startsWith('pod_');
    if (id !== undefined) this.expect(id, pods);
    if (groupId !== undefined) this.#groups.add(groupId);
    this.#deployments ||= eventType.startsWith('deployment_');
    for (const { actions } of plan?.steps ?? []) {
      for (const { app, pod } of actions) {
        if (app !== undefined) this.#apps.add(app);
        this.#pods ||= pod !== undefined;
      }
    }
  }

  /** This app or pod changes, and perhaps by a deployment. */
  expect(id: string, pods: Known['pods']): void {
    if (pods.has(id)) this.#pods = true;
    else this.#apps.add(id);
  }

  expectDeployments(): void {
    this.#deployments = true;
  }

  get isEmpty(): boolean {
    return this.#apps.size === 0 && this.#groups.size === 0 && !this.#deployments && !this.#pods;
  }

  /** What is given here counts as asked for. */
  next({ apps, pods }: Known): Wanted {
    // @compat A change of one app or pod is told as one of a group of its name.
    const groups = [...this.#groups].some(
      (id) => !apps.has(id) && !pods.has(id) && !this.#apps.has(id),
    );
    const all = this.#apps.size > mostSingleApps;
    const some = all ? [] : [...this.#apps].slice(0, mostAppsAtOnce);
    const wanted = { apps: some, groups, deployments: this.#deployments, pods: this.#pods, all };
    if (all) this.clear();
    for (const id of some) this.#apps.delete(id);
    this.#groups.clear();
    this.#deployments = false;
    this.#pods = false;
    return wanted;
  }

  /** Everything is asked for. */
  clear(): void {
    this.#apps.clear();
    this.#groups.clear();
    this.#deployments = false;
    this.#pods = false;
  }
}

/** The groups above these, which are there when those are. */
export function withGroupsOf(
  groups: ReadonlySet<string>,
  ids: Iterable<string>,
): ReadonlySet<string> {
  const all = new Set(groups);
  for (const id of ids) {
    for (let end = id.lastIndexOf('/'); end > 0; end = id.lastIndexOf('/', end - 1)) {
      all.add(id.slice(0, end));
    }
  }
  return all.size === groups.size ? groups : all;
}
