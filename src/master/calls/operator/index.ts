/** Every call of the operator API that this master answers. A new call is a new file and a line here. */
import type { JsonCall } from '../../../operator-api/index.ts';
import type { MasterContext } from '../../endpoints/context.ts';
import { getExplanation } from './get-explanation.ts';
import { commonCalls } from '../../../operator-api/index.ts';
import type { MasterCall } from './call.ts';
import { createVolumes } from './create-volumes.ts';
import { deactivateAgent } from './deactivate-agent.ts';
import { destroyVolumes } from './destroy-volumes.ts';
import { drainAgent } from './drain-agent.ts';
import { getAgents } from './get-agents.ts';
import { getExecutors } from './get-executors.ts';
import { getFrameworks } from './get-frameworks.ts';
import { getMaintenanceSchedule } from './get-maintenance-schedule.ts';
import { getMaintenanceStatus } from './get-maintenance-status.ts';
import { getMaster } from './get-master.ts';
import { getOperations } from './get-operations.ts';
import { getQuota } from './get-quota.ts';
import { getRoles } from './get-roles.ts';
import { getState } from './get-state.ts';
import { getTasks } from './get-tasks.ts';
import { getWeights } from './get-weights.ts';
import { growVolume } from './grow-volume.ts';
import { markAgentGone } from './mark-agent-gone.ts';
import { reactivateAgent } from './reactivate-agent.ts';
import { removeQuota } from './remove-quota.ts';
import { reserveResources } from './reserve-resources.ts';
import { setQuota } from './set-quota.ts';
import { shrinkVolume } from './shrink-volume.ts';
import { startMaintenance } from './start-maintenance.ts';
import { stopMaintenance } from './stop-maintenance.ts';
import { subscribe } from './subscribe.ts';
import { teardown } from './teardown.ts';
import { unreserveResources } from './unreserve-resources.ts';
import { updateMaintenanceSchedule } from './update-maintenance-schedule.ts';
import { updateQuota } from './update-quota.ts';
import { updateWeights } from './update-weights.ts';

/** The others are answered 501 with their name, until the room that serves them is there. */
export const operatorCalls: readonly MasterCall[] = [
  ...commonCalls,
  createVolumes,
  deactivateAgent,
  destroyVolumes,
  drainAgent,
  getAgents,
  getExecutors,
  getFrameworks,
  getMaintenanceSchedule,
  getMaintenanceStatus,
  getMaster,
  getOperations,
  getQuota,
  getRoles,
  getState,
  getTasks,
  getWeights,
  growVolume,
  markAgentGone,
  reactivateAgent,
  removeQuota,
  reserveResources,
  setQuota,
  shrinkVolume,
  startMaintenance,
  stopMaintenance,
  subscribe,
  teardown,
  unreserveResources,
  updateMaintenanceSchedule,
  updateQuota,
  updateWeights,
];

/** Ours alone, without a number in Mesos' enum. */
export const jsonCalls: readonly JsonCall<MasterContext>[] = [getExplanation];
