/** What an operator asks of the master about an agent; each throws with the master's own sentence. */
import { call } from '../../base/fetching.ts';
import type { DrainChoice } from './drain-fields.tsx';

const nanosecondsInSecond = 1e9;

export async function drainAgent(id: string, { grace, marksGone }: DrainChoice): Promise<void> {
  const max_grace_period =
    grace === '' ? {} : { max_grace_period: { nanoseconds: Number(grace) * nanosecondsInSecond } };
  await call({
    type: 'DRAIN_AGENT',
    drain_agent: { agent_id: { value: id }, mark_gone: marksGone, ...max_grace_period },
  });
}

export async function switchAgent(id: string, to: 'deactivate' | 'reactivate'): Promise<void> {
  const agent_id = { value: id };
  await call(
    to === 'deactivate'
      ? { type: 'DEACTIVATE_AGENT', deactivate_agent: { agent_id } }
      : { type: 'REACTIVATE_AGENT', reactivate_agent: { agent_id } },
  );
}

export async function markAgentGone(id: string): Promise<void> {
  await call({ type: 'MARK_AGENT_GONE', mark_agent_gone: { agent_id: { value: id } } });
}
