/**
 * What Marathon tells those who follow it (GET /v2/events). Values of the core; their JSON is made at
 * the edge (rest/events), which adds `eventType` and `timestamp`.
 */
import type { DeploymentId, InstanceId, PathId, Timestamp } from '../model/ids.ts';
import type { AgentId, FrameworkId, TaskId } from '../../protocol/ids.ts';
import type { AppDefinition } from '../model/app.ts';
import type { AppHealthCheck } from '../model/checks.ts';
import type { Condition } from '../model/instance.ts';
import type { DeploymentPlan, Step } from './deployments/plan.ts';

export type MarathonEvent =
  | {
      readonly type: 'status_update_event';
      readonly agentId: AgentId;
      readonly taskId: TaskId;
      /** "TASK_RUNNING" */
      readonly taskStatus: string;
      readonly message: string;
      readonly appId: PathId;
      readonly host: string;
      readonly ipAddresses: readonly { readonly ipAddress: string; readonly protocol: string }[];
      readonly ports: readonly number[];
      readonly version: Timestamp;
    }
  | {
      readonly type: 'instance_changed_event';
      readonly instanceId: InstanceId;
      readonly condition: Condition;
      readonly runSpecId: PathId;
      readonly agentId: AgentId;
      readonly host: string;
      readonly runSpecVersion: Timestamp;
    }
  | {
      readonly type: 'instance_health_changed_event';
      readonly instanceId: InstanceId;
      readonly runSpecId: PathId;
      readonly healthy: boolean | undefined;
      readonly runSpecVersion: Timestamp;
    }
  | {
      readonly type: 'unknown_instance_terminated_event';
      readonly instanceId: InstanceId;
      readonly runSpecId: PathId;
      readonly condition: Condition;
    }
  | {
      readonly type: 'health_status_changed_event';
      readonly appId: PathId;
      readonly instanceId: InstanceId;
      readonly version: Timestamp;
      readonly alive: boolean;
    }
  | {
      readonly type: 'failed_health_check_event';
      readonly appId: PathId;
      readonly instanceId: InstanceId;
      readonly healthCheck: AppHealthCheck;
    }
  | {
      readonly type: 'add_health_check_event';
      readonly appId: PathId;
      readonly version: Timestamp;
      readonly healthCheck: AppHealthCheck;
    }
  | { readonly type: 'remove_health_check_event'; readonly appId: PathId }
  | {
      readonly type: 'unhealthy_instance_kill_event';
      readonly appId: PathId;
      readonly taskId: TaskId;
      readonly instanceId: InstanceId;
      readonly version: Timestamp;
      readonly reason: string;
      readonly host: string;
      readonly agentId: AgentId;
    }
  | {
      readonly type: 'api_post_event';
      readonly clientIp: string;
      readonly uri: string;
      readonly appDefinition: AppDefinition;
    }
  | {
      readonly type: 'pod_created_event' | 'pod_updated_event' | 'pod_deleted_event';
      readonly clientIp: string;
      readonly uri: string;
    }
  | { readonly type: 'app_terminated_event'; readonly appId: PathId }
  | {
      readonly type: 'group_change_success';
      readonly groupId: PathId;
      readonly version: Timestamp;
    }
  | {
      readonly type: 'group_change_failed';
      readonly groupId: PathId;
      readonly version: Timestamp;
      readonly reason: string;
    }
  | {
      readonly type: 'deployment_info' | 'deployment_step_success' | 'deployment_step_failure';
      readonly plan: DeploymentPlan;
      readonly currentStep: Step;
    }
  | {
      readonly type: 'deployment_success';
      readonly id: DeploymentId;
      readonly plan: DeploymentPlan;
    }
  | {
      readonly type: 'deployment_failed';
      readonly id: DeploymentId;
      readonly plan: DeploymentPlan;
      readonly reason: string;
    }
  | {
      readonly type: 'scheduler_registered_event';
      readonly frameworkId: FrameworkId;
      readonly master: string;
    }
  | { readonly type: 'scheduler_reregistered_event'; readonly master: string }
  | { readonly type: 'scheduler_disconnected_event' };
