/** How the master speaks to agents and drivers: as the libprocess process "master", at most once. */
import type { MessageType } from '../../protocol/codec/message.ts';
import type { Pid } from '../../protocol/ids.ts';
import type { Core } from './environment.ts';

export function send<T extends object>(
  core: Pick<Core, 'network'>,
  to: Pid,
  type: MessageType<T>,
  message: T,
): void {
  core.network.send('master', to, type, message);
}
