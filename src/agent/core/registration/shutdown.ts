/**
 * Leaving: every framework is shut down, then the process exits. Its id stays on disk, as with C++
 * Mesos: the next start on the same work directory registers again under it, with nothing running.
 * (SIGTERM is not this: it just ends the process, tasks run on, the next start takes them over.)
 */
import { UnregisterSlaveMessage } from '../../../protocol/generated/internal.ts';
import { sendToMaster } from '../context.ts';
import type { AgentContext } from '../context.ts';
import { shutdownFramework } from '../frameworks/frameworks.ts';

export interface Farewell {
  readonly why: string;
  /** The master asked for it, so it need not be told. */
  readonly isMastersWish: boolean;
}

export function beginShutdown(context: AgentContext, { why, isMastersWish }: Farewell): void {
  const { agent, environment } = context;
  if (agent.state === 'terminating') return;
  environment.log.info(isMastersWish ? `Asked to shut down: ${why}` : `${why}; unregistering`);
  const { id } = agent.info;
  if (!isMastersWish && id !== undefined) {
    sendToMaster(context, UnregisterSlaveMessage, { slave_id: id });
  }
  endEverything(context);
}

/** Ends everything that runs here without a word to the master. */
export function beginStandDown(context: AgentContext, why: string): void {
  const { agent, environment } = context;
  if (agent.state === 'terminating') return;
  environment.log.info(`${why}; ending what runs here`);
  endEverything(context);
}

function endEverything(context: AgentContext): void {
  const { agent } = context;
  agent.state = 'terminating';
  context.streams.pause();
  for (const frameworkId of [...agent.frameworks.keys()]) shutdownFramework(context, frameworkId);
  if (agent.frameworks.size === 0) finishShutdown(context);
}

export function finishShutdown(context: AgentContext): void {
  // What could not be written is not worth staying for: nothing runs any more.
  context.checkpoints.flush(() => context.environment.exit(0, 'Shut down'));
}
