/**
 * Where agents were that have not come back since this master started. Each of them may well be
 * there still, and be just about to register again; so somebody else who comes from such an address,
 * or with such an agent's id from elsewhere, waits until the address was asked, and repeats himself.
 * What is asked, and what proves what, is as in doubts.ts.
 */
import { PingSlaveMessage } from '../../../protocol/generated/internal.ts';
import type { AgentId, Pid } from '../../../protocol/ids.ts';
import type { Core } from '../environment.ts';
import type { Question } from '../state.ts';
import { identityMs } from './doubts.ts';

export function rememberAddress({ state }: Core, id: AgentId, pid: Pid): void {
  state.lastPids.set(id, pid);
  state.lastIds.set(pid, id);
}

/** It is back, or is not expected there any more. */
export function forgetAddress({ state }: Core, id: AgentId): void {
  const pid = state.lastPids.get(id);
  if (pid === undefined) return;
  state.lastPids.delete(id);
  if (state.lastIds.get(pid) === id) state.lastIds.delete(pid);
}

/** May somebody with this id, or without one, have this address? If not yet, it is found out. */
export function isFree(core: Core, pid: Pid, id: AgentId | undefined): boolean {
  const { lastIds, lastPids } = core.state;
  const holder = lastIds.get(pid);
  if (holder !== undefined && holder !== id) {
    askWhoIsThere(core, pid, holder);
    return false;
  }
  const lastPid = id === undefined ? undefined : lastPids.get(id);
  if (lastPid === undefined || lastPid === pid) return true;
  askWhetherThere(core, lastPid, id!);
  return false;
}

export function notePongOfLast({ state }: Core, pid: Pid): void {
  const question = state.questions.get(pid);
  if (question !== undefined) question.hasPonged = true;
}

/** If the agent that was there does not say so, whoever answers is another one. */
function askWhoIsThere(core: Core, pid: Pid, id: AgentId): void {
  const question = ask(core, pid, id);
  if (question === undefined) return;
  core.clock.after(identityMs, () => {
    core.state.questions.delete(pid);
    if (question.hasPonged) forgetAddress(core, id);
  });
}

/** Its agent answers by registering; nobody is there, or nobody answers: it moved. */
function askWhetherThere(core: Core, pid: Pid, id: AgentId): void {
  if (ask(core, pid, id) === undefined) return;
  const moved = (): void => {
    core.state.questions.delete(pid);
    forgetAddress(core, id);
  };
  core.network.link(pid, moved);
  core.clock.after(core.options.agentPingTimeoutMs, moved);
}

function ask(core: Core, pid: Pid, id: AgentId): Question | undefined {
  const { questions } = core.state;
  if (questions.has(pid)) return undefined;
  core.log.warning(`Somebody claims the place of agent ${id}; asking at ${pid}, where it was last`);
  const question: Question = { hasPonged: false };
  questions.set(pid, question);
  core.network.send('slave-observer(0)', pid, PingSlaveMessage, { connected: false });
  return question;
}
