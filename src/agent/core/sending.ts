/** How messages leave the agent. */
import type { MessageType } from '../../protocol/codec/message.ts';
import type { Pid } from '../../protocol/ids.ts';
import type { Core } from './environment.ts';

export function send<T extends object>(
  { network, options }: Pick<Core, 'network' | 'options'>,
  to: Pid,
  type: MessageType<T>,
  message: T,
): void {
  const fromId = options.pid.slice(0, options.pid.lastIndexOf('@'));
  network.send(fromId, to, type, message);
}

/** False: there is no master to send it to. */
export function sendToMaster<T extends object>(
  core: Core,
  type: MessageType<T>,
  message: T,
): boolean {
  const { masterPid } = core.state;
  if (masterPid === undefined) return false;
  send(core, masterPid, type, message);
  return true;
}
