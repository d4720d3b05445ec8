/**
 * Operations of an agent that goes leave the state with it; what it had of them is told when it comes
 * back. Frameworks hear of those that they named when the agent is given up as unreachable,
 * or declared gone.
 */
import type { Core } from '../environment.ts';
import type { AgentRecord } from '../state.ts';
import { removeOperation } from './operations.ts';

const unreachable = {
  state: 'OPERATION_UNREACHABLE',
  message: 'Agent was marked unreachable',
} as const;
const gone = {
  state: 'OPERATION_GONE_BY_OPERATOR',
  message: 'Agent has been marked gone',
} as const;

export function loseOperations(
  core: Core,
  agent: AgentRecord,
  fate: 'lost' | 'unreachable' | 'gone',
): void {
  for (const record of [...agent.operations.values()]) {
    removeOperation(core, agent, record);
    if (fate === 'lost' || record.id === undefined || record.frameworkId === undefined) continue;
    const framework = core.state.frameworks.get(record.frameworkId);
    framework?.sink?.send({
      type: 'UPDATE_OPERATION_STATUS',
      update_operation_status: {
        status: {
          operation_id: { value: record.id },
          ...(fate === 'gone' ? gone : unreachable),
          agent_id: { value: agent.id },
        },
      },
    });
  }
}
