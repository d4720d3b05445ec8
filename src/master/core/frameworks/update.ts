/** UPDATE_FRAMEWORK: replaces a framework's info, suppressed roles and offer constraints, without a new stream. */
import { type Result, failure, ok } from '../../../foundation/result.ts';
import type { Call_UpdateFramework } from '../../../protocol/generated/scheduler.ts';
import type { Core } from '../environment.ts';
import type { FrameworkRecord } from '../state.ts';
import {
  findChangeError,
  findFixedFieldError,
  findFrameworkInfoError,
} from '../validation/framework.ts';
import { readOfferOptions } from '../validation/offer-options.ts';
import { setFrameworkInfo, broadcastInfo } from './subscribe.ts';

export function updateFramework(
  core: Core,
  framework: FrameworkRecord,
  call: Call_UpdateFramework,
): Result<void> {
  const given = call.framework_info;
  const invalid = findFrameworkInfoError(core, given);
  if (invalid !== undefined) return failure(`Supplied FrameworkInfo is not valid: ${invalid}`);
  const change =
    findChangeError(framework.info, given) ?? findFixedFieldError(framework.info, given);
  if (change !== undefined) return failure(`FrameworkInfo update is not valid: ${change}`);
  const options = readOfferOptions(core, call);
  if (!options.ok) return failure(`'UpdateFramework' call is not valid: ${options.error}`);
  setFrameworkInfo(core, framework, given, options.value);
  broadcastInfo(core, framework);
  core.observer.frameworkUpdated(framework);
  return ok(undefined);
}
