/** @compat How real masters count calls in `master/messages_*` and `master/invalid_*`. */
import type { Call, Call_Accept, Call_Subscribe } from '../../../protocol/generated/scheduler.ts';
import type { Core } from '../environment.ts';

/** Before anything of it is looked at. */
export function countSubscribe(core: Core, { framework_info: info }: Call_Subscribe): void {
  const isNew = (info.id?.value ?? '') === '';
  core.count(`master/messages_${isNew ? 'register' : 'reregister'}_framework`);
}

/** Each LAUNCH for itself; one without tasks declines, and other operations have their own counts. */
export function countAccept(core: Core, { operations }: Call_Accept): void {
  for (const { type, launch } of operations ?? []) {
    if (type !== 'LAUNCH') continue;
    const hasTasks = (launch?.task_infos?.length ?? 0) > 0;
    core.count(`master/messages_${hasTasks ? 'launch_tasks' : 'decline_offers'}`);
  }
}

const invalidNames: Partial<Record<NonNullable<Call['type']>, string>> = {
  ACKNOWLEDGE: 'invalid_status_update_acknowledgements',
  ACKNOWLEDGE_OPERATION_STATUS: 'invalid_operation_status_update_acknowledgements',
  MESSAGE: 'invalid_framework_to_executor_messages',
};

/** A call whose shape is wrong; of the other types nobody counts it. */
export function countInvalid(core: Core, { type }: Call): void {
  const name = type === undefined ? undefined : invalidNames[type];
  if (name !== undefined) core.count(`master/${name}`);
}
