/** TEARDOWN: an operator ends a framework and all that it runs. */
import { onceOn } from '../../../security/authorization.ts';
import { badRequest, empty } from '../../../foundation/http/index.ts';
import { teardown as teardownFramework } from '../../core/frameworks/removal.ts';
import type { MasterCall } from './call.ts';

export const teardown: MasterCall = {
  name: 'TEARDOWN',
  authorize: onceOn('TEARDOWN_FRAMEWORK', ({ context, call }) => {
    const framework = context.core.state.frameworks.get(call.teardown!.framework_id.value);
    return framework === undefined ? [] : [{ frameworkInfo: framework.info }];
  }),
  needsBody: true,
  apply: ({ core }, call) => {
    const ended = teardownFramework(core, call.teardown!.framework_id.value);
    return ended.ok ? empty() : badRequest(ended.error);
  },
};
