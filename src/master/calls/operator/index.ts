/** Every call of the operator API that this master answers. A new call is a new file and a line here. */
import { commonCalls } from '../../../operator-api/index.ts';
import type { MasterCall } from './call.ts';
import { createVolumes } from './create-volumes.ts';
import { destroyVolumes } from './destroy-volumes.ts';
import { getAgents } from './get-agents.ts';
import { getExecutors } from './get-executors.ts';
import { getFrameworks } from './get-frameworks.ts';
import { getMaster } from './get-master.ts';
import { getOperations } from './get-operations.ts';
import { getRoles } from './get-roles.ts';
import { getState } from './get-state.ts';
import { getTasks } from './get-tasks.ts';
import { getWeights } from './get-weights.ts';
import { growVolume } from './grow-volume.ts';
import { reserveResources } from './reserve-resources.ts';
import { shrinkVolume } from './shrink-volume.ts';
import { subscribe } from './subscribe.ts';
import { teardown } from './teardown.ts';
import { unreserveResources } from './unreserve-resources.ts';
import { updateWeights } from './update-weights.ts';

/** The others are answered 501 with their name, until the room that serves them is there. */
export const operatorCalls: readonly MasterCall[] = [
  ...commonCalls,
  createVolumes,
  destroyVolumes,
  getAgents,
  getExecutors,
  getFrameworks,
  getMaster,
  getOperations,
  getRoles,
  getState,
  getTasks,
  getWeights,
  growVolume,
  reserveResources,
  shrinkVolume,
  subscribe,
  teardown,
  unreserveResources,
  updateWeights,
];
