/** MESSAGE: bytes for an executor, at most once. */
import { sendToExecutor } from '../tasks/framework-messages.ts';
import { ownThings, schedulerCall } from './call.ts';

export const message = schedulerCall({
  type: 'MESSAGE',
  authorize: ownThings,
  field: 'message',
  apply: sendToExecutor,
});
