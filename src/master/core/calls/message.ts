/** MESSAGE: bytes for an executor, at most once. */
import { sendToExecutor } from '../tasks/framework-messages.ts';
import { schedulerCall } from './call.ts';

export const message = schedulerCall({
  type: 'MESSAGE',
  field: 'message',
  apply: sendToExecutor,
});
