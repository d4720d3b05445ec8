/**
 * Leaving: every framework is shut down, then the process exits. Its id stays on disk, as with C++
 * Mesos: the next start on the same work directory registers again under it, with nothing running.
 * (SIGTERM is not this: it just ends the process, tasks run on, the next start takes them over.)
 */
import {
  UnregisterSlaveMessage,
  type ShutdownMessage,
} from '../../../protocol/generated/internal.ts';
import { sendToMaster } from '../sending.ts';
import type { Core } from '../environment.ts';
import { shutdownFramework } from '../frameworks/frameworks.ts';

interface Farewell {
  readonly why: string;
  /** The master asked for it, so it need not be told. */
  readonly isMastersWish: boolean;
}

export function receiveShutdown(core: Core, { message }: ShutdownMessage): void {
  beginShutdown(core, { why: message ?? 'no reason given', isMastersWish: true });
}

export function beginShutdown(core: Core, { why, isMastersWish }: Farewell): void {
  const { state } = core;
  if (state.phase === 'terminating') return;
  core.log.info(isMastersWish ? `Asked to shut down: ${why}` : `${why}; unregistering`);
  const { id } = state.info;
  if (!isMastersWish && id !== undefined) {
    sendToMaster(core, UnregisterSlaveMessage, { slave_id: id });
  }
  endEverything(core);
}

/** Ends everything that runs here without a word to the master. */
export function beginStandDown(core: Core, why: string): void {
  const { state } = core;
  if (state.phase === 'terminating') return;
  core.log.info(`${why}; ending what runs here`);
  endEverything(core);
}

function endEverything(core: Core): void {
  const { state } = core;
  state.phase = 'terminating';
  core.taskStreams.pause();
  for (const frameworkId of [...state.frameworks.keys()]) shutdownFramework(core, frameworkId);
  if (state.frameworks.size === 0) finishShutdown(core);
}

export function finishShutdown(core: Core): void {
  // What could not be written is not worth staying for: nothing runs any more.
  core.checkpoints.flush(() => core.exit(0, 'Shut down'));
}
