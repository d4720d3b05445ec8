/** MESSAGE: bytes for an executor, at most once. */
import { sendToExecutor } from '../../core/tasks/framework-messages.ts';
import { schedulerCall } from './call.ts';

export const message = schedulerCall({
  type: 'MESSAGE',
  field: 'message',
  apply: sendToExecutor,
});
