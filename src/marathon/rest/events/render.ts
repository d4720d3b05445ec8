/** Events as clients get them: the original's names and members. */
import type { MarathonEvent } from '../../core/events.ts';
import { renderApp, renderHealthCheck } from '../../definitions/render/app.ts';
import type { Timestamp } from '../../model/ids.ts';
import { renderTimestamp } from '../../model/timestamps.ts';
import { stateText } from '../views/tasks.ts';
import { renderPlan, renderStep } from '../views/deployments.ts';

export function renderEvent(event: MarathonEvent, at: Timestamp): unknown {
  return { ...membersOf(event), eventType: event.type, timestamp: renderTimestamp(at) };
}

function membersOf(event: MarathonEvent): object {
  switch (event.type) {
    case 'status_update_event': {
      const { type: _type, agentId, version, ...rest } = event;
      return { slaveId: agentId, ...rest, version: renderTimestamp(version) };
    }
    case 'instance_changed_event': {
      const { type: _type, runSpecVersion, ...rest } = event;
      return { ...rest, runSpecVersion: renderTimestamp(runSpecVersion) };
    }
    case 'instance_health_changed_event': {
      const { type: _type, runSpecVersion, ...rest } = event;
      return { ...rest, runSpecVersion: renderTimestamp(runSpecVersion) };
    }
    case 'unknown_instance_terminated_event': {
      const { instanceId, runSpecId, condition } = event;
      return { instanceId, runSpecId, condition: stateText(condition) };
    }
    case 'health_status_changed_event': {
      const { appId, instanceId, version, alive } = event;
      return { appId, instanceId, version: renderTimestamp(version), alive };
    }
    case 'failed_health_check_event': {
      const { appId, instanceId, healthCheck } = event;
      return { appId, taskId: instanceId, instanceId, healthCheck: renderHealthCheck(healthCheck) };
    }
    case 'add_health_check_event': {
      const { appId, version, healthCheck } = event;
      return {
        appId,
        version: renderTimestamp(version),
        healthCheck: renderHealthCheck(healthCheck),
      };
    }
    case 'unhealthy_instance_kill_event': {
      const { type: _type, agentId, version, ...rest } = event;
      return { ...rest, version: renderTimestamp(version), slaveId: agentId };
    }
    case 'api_post_event': {
      const { clientIp, uri, appDefinition } = event;
      return { clientIp, uri, appDefinition: renderApp(appDefinition) };
    }
    case 'group_change_success':
    case 'group_change_failed': {
      const { type: _type, version, ...rest } = event;
      return { ...rest, version: renderTimestamp(version) };
    }
    case 'deployment_info':
    case 'deployment_step_success':
    case 'deployment_step_failure': {
      const { plan, currentStep } = event;
      return { plan: renderPlan(plan), currentStep: renderStep(currentStep) };
    }
    case 'deployment_success':
      return { id: event.id, plan: renderPlan(event.plan) };
    case 'deployment_failed':
      return { id: event.id, plan: renderPlan(event.plan), reason: event.reason };
    case 'remove_health_check_event':
    case 'pod_created_event':
    case 'pod_updated_event':
    case 'pod_deleted_event':
    case 'app_terminated_event':
    case 'scheduler_registered_event':
    case 'scheduler_reregistered_event':
    case 'scheduler_disconnected_event': {
      const { type: _type, ...rest } = event;
      return rest;
    }
  }
}
