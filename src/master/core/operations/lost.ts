/**
 * Operations of an agent that goes leave the state with it; what it had of them is told when it comes
 * back. Frameworks hear of those that they named when the agent is given up as unreachable.
 */
import type { Core } from '../environment.ts';
import type { AgentRecord } from '../state.ts';
import { removeOperation } from './operations.ts';

export function loseOperations(core: Core, agent: AgentRecord, fate: 'lost' | 'unreachable'): void {
  for (const record of [...agent.operations.values()]) {
    removeOperation(core, agent, record);
    if (fate === 'lost' || record.id === undefined || record.frameworkId === undefined) continue;
    const framework = core.state.frameworks.get(record.frameworkId);
    framework?.sink?.send({
      type: 'UPDATE_OPERATION_STATUS',
      update_operation_status: {
        status: {
          operation_id: { value: record.id },
          state: 'OPERATION_UNREACHABLE',
          message: 'Agent was marked unreachable',
          agent_id: { value: agent.id },
        },
      },
    });
  }
}
