/** UPDATE_FRAMEWORK: a new FrameworkInfo without a new stream; answered 200, or 400 with a reason. */
import { onceOn } from '../../../security/authorization.ts';
import type { Call } from '../../../protocol/generated/scheduler.ts';
import { updateFramework as update } from '../frameworks/update.ts';
import type { SchedulerCall } from './call.ts';

export const updateFramework: SchedulerCall = {
  type: 'UPDATE_FRAMEWORK',
  authorize: onceOn('REGISTER_FRAMEWORK', ({ update_framework }: Call) => [
    { frameworkInfo: update_framework!.framework_info },
  ]),
  validate: (call) => {
    if (call.update_framework === undefined) return "Expecting 'update_framework' to be present";
    const given = call.update_framework.framework_info.id?.value;
    return given === call.framework_id?.value
      ? undefined
      : "'framework_id' differs from 'update_framework.framework_info.id'";
  },
  apply: (core, framework, call) => update(core, framework, call.update_framework!),
};
