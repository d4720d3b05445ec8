/** One task as the master knows it (`/master/live/task`): its whole definition, and each status with its cause. */
import { type Fetched, useFetched } from '../../base/fetching.ts';
import type { Task as TaskRow } from '../../live/model.ts';

export interface Status {
  readonly state: string;
  /** Seconds. */
  readonly timestamp?: number;
  readonly message?: string;
  readonly reason?: string;
  readonly source?: string;
  readonly healthy?: boolean;
  readonly limitation?: { readonly resources?: readonly ResourceV1[] };
  readonly check_status?: {
    readonly type?: string;
    readonly command?: { readonly exit_code?: number };
    readonly http?: { readonly status_code?: number };
    readonly tcp?: { readonly succeeded?: boolean };
  };
  readonly container_status?: {
    readonly container_id?: { readonly value: string };
    readonly network_infos?: readonly {
      readonly name?: string;
      readonly ip_addresses?: readonly { readonly ip_address?: string }[];
    }[];
  };
}

export interface ResourceV1 {
  readonly name: string;
  readonly scalar?: { readonly value: number };
  readonly ranges?: {
    readonly range?: readonly { readonly begin: number; readonly end: number }[];
  };
}

export interface HealthCheckV1 {
  readonly type?: string;
  readonly interval_seconds?: number;
  readonly timeout_seconds?: number;
  readonly grace_period_seconds?: number;
  readonly consecutive_failures?: number;
  readonly command?: { readonly value?: string };
  readonly http?: { readonly scheme?: string; readonly port: number; readonly path?: string };
  readonly tcp?: { readonly port: number };
}

export interface WholeTask {
  readonly name: string;
  readonly state: string;
  readonly user?: string;
  readonly statuses?: readonly Status[];
  readonly resources?: readonly ResourceV1[];
  readonly limits?: Readonly<Record<string, { readonly value: number | string }>>;
  readonly labels?: {
    readonly labels?: readonly { readonly key: string; readonly value?: string }[];
  };
  readonly discovery?: {
    readonly name?: string;
    readonly ports?: {
      readonly ports?: readonly {
        readonly number: number;
        readonly name?: string;
        readonly protocol?: string;
      }[];
    };
  };
  readonly container?: {
    readonly type?: string;
    readonly docker?: { readonly image?: string; readonly network?: string };
    readonly mesos?: { readonly image?: { readonly docker?: { readonly name?: string } } };
  };
  readonly health_check?: HealthCheckV1;
}

/** Asked anew when the row says that something changed. */
export function useWholeTask({
  framework,
  id,
  changedMs,
  state,
}: TaskRow): Fetched<{ readonly task: WholeTask }> & { again: () => void } {
  const query = new URLSearchParams({ framework_id: framework, task_id: id });
  return useFetched(`/master/live/task?${query.toString()}#${state}${changedMs}`);
}
