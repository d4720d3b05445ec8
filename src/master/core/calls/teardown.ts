/** TEARDOWN: the framework and all that it runs end now. */
import { removeFramework } from '../frameworks/removal.ts';
import { schedulerCallWithout } from './call.ts';

export const teardown = schedulerCallWithout({
  type: 'TEARDOWN',
  // The call has no message of its own.
  field: 'type',
  apply: (core, framework) => removeFramework(core, framework),
});
