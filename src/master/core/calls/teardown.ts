/** TEARDOWN: the framework and all that it runs end now. */
import { removeFramework } from '../frameworks/removal.ts';
import { ownThings, schedulerCallWithout } from './call.ts';

export const teardown = schedulerCallWithout({
  type: 'TEARDOWN',
  authorize: ownThings,
  // The call has no message of its own.
  field: 'type',
  apply: (core, framework) => {
    core.count('master/messages_unregister_framework');
    removeFramework(core, framework);
  },
});
