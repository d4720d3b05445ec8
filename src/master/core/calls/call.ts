/**
 * What a scheduler call is made of. One file per call beside this one; the list is in index.ts.
 * A call is validated by its shape before its framework is even looked up, then applied.
 */
import { type Result, ok } from '../../../foundation/result.ts';
import type { Call, Call_Type } from '../../../protocol/generated/scheduler.ts';
import { type Authorization, nobodyAsked } from '../../../security/authorization.ts';
import type { Core } from '../environment.ts';
import type { FrameworkRecord } from '../state.ts';

export interface SchedulerCall {
  readonly type: Call_Type;
  /** Which action of Mesos it is; door.ts asks before `apply`. */
  readonly authorize: Authorization<Call>;
  /** What the shape lacks, in Mesos' words; undefined when it is in order. */
  validate(call: Call): string | undefined;
  /** A failure is answered with 400 and its text. Most calls cannot fail: they are 202 and done. */
  apply(core: Core, framework: FrameworkRecord, call: Call): Result<void>;
}

/** @compat Mesos asks no authorizer: whose framework it is, the door has seen. */
export const ownThings = nobodyAsked('a framework speaks of what is its own');

/** A call whose message must be present, and that cannot fail. */
export function schedulerCall<Name extends keyof Call>(parts: {
  readonly type: Call_Type;
  readonly authorize: Authorization<Call>;
  readonly field: Name;
  readonly validate?: (message: NonNullable<Call[Name]>) => string | undefined;
  readonly apply: (
    core: Core,
    framework: FrameworkRecord,
    message: NonNullable<Call[Name]>,
  ) => void;
}): SchedulerCall {
  return {
    type: parts.type,
    authorize: parts.authorize,
    validate: (call) => {
      const message = call[parts.field];
      if (message === undefined) return `Expecting '${parts.field}' to be present`;
      return parts.validate?.(message);
    },
    apply: (core, framework, call) => {
      parts.apply(core, framework, call[parts.field]!);
      return ok(undefined);
    },
  };
}

/** The same for a call whose message may be left out. */
export function schedulerCallWithout<Name extends keyof Call>(parts: {
  readonly type: Call_Type;
  readonly authorize: Authorization<Call>;
  readonly field: Name;
  readonly apply: (core: Core, framework: FrameworkRecord, message: Call[Name]) => void;
}): SchedulerCall {
  return {
    type: parts.type,
    authorize: parts.authorize,
    validate: () => undefined,
    apply: (core, framework, call) => {
      parts.apply(core, framework, call[parts.field]);
      return ok(undefined);
    },
  };
}
