/**
 * The calls of the agent's operator API. A new call is one file here and one line below; a call
 * that is not in the list is answered 501.
 */
import { commonCalls, type JsonCall } from '../../operator-api/index.ts';
import type { AgentApi } from '../endpoints/agent-api.ts';
import type { AgentCall } from './agent-call.ts';
import { attachContainerInput, attachContainerOutput } from './attach-container.ts';
import { getAgent } from './get-agent.ts';
import { getContainers } from './get-containers.ts';
import { getExecutors } from './get-executors.ts';
import { getFrameworks } from './get-frameworks.ts';
import { getOperations } from './get-operations.ts';
import { getResourceProviders } from './get-resource-providers.ts';
import { getState } from './get-state.ts';
import { getTasks } from './get-tasks.ts';
import { killContainer, killNestedContainer } from './kill-container.ts';
import { launchContainer, launchNestedContainer } from './launch-container.ts';
import { launchNestedContainerSession } from './launch-session.ts';
import { pruneImages } from './prune-images.ts';
import { readLog } from './read-log.ts';
import { removeContainer, removeNestedContainer } from './remove-container.ts';
import { updateContainerLimits } from './update-container-limits.ts';
import { waitContainer, waitNestedContainer } from './wait-container.ts';

export const agentCalls: readonly AgentCall[] = [
  ...commonCalls,
  getAgent,
  getContainers,
  getExecutors,
  getFrameworks,
  getOperations,
  getResourceProviders,
  getState,
  getTasks,
  launchContainer,
  launchNestedContainer,
  launchNestedContainerSession,
  attachContainerInput,
  attachContainerOutput,
  waitContainer,
  waitNestedContainer,
  killContainer,
  killNestedContainer,
  removeContainer,
  removeNestedContainer,
  pruneImages,
];

/** Ours alone: docs/decisions/0034. */
export const agentJsonCalls: readonly JsonCall<AgentApi>[] = [readLog, updateContainerLimits];
