/**
 * Calls that are one operation on an agent's resources: RESERVE_RESOURCES and its like, and the older
 * endpoints that ask for the same. 202: the master has done it, the agent is told.
 */
import {
  accepted,
  badRequest,
  refusal,
  type HttpRequest,
  type HttpResponse,
} from '../../../foundation/http/index.ts';
import type { Call } from '../../../protocol/generated/master.ts';
import type { Offer_Operation } from '../../../protocol/generated/mesos.ts';
import type { AgentId } from '../../../protocol/ids.ts';
import type { Action } from '../../../security/authorization.ts';
import type { Core } from '../../core/environment.ts';
import { onOperation } from '../../core/operations/authorize.ts';
import { type ConvertingType, findFieldError } from '../../core/operations/operation-resources.ts';
import { takeOperatorOperation } from '../../core/operations/operator.ts';
import type { MasterCall } from './call.ts';

interface OperationCall {
  readonly name: NonNullable<Call['type']>;
  readonly type: ConvertingType;
  readonly action: Action;
  /** The call has its body. */
  readonly agentIdOf: (call: Call) => AgentId | undefined;
  readonly operationOf: (call: Call) => Offer_Operation;
  /**
   * @compat the list of resources that is looked at before the agent is looked for: "reserve.resources".
   * Calls without one are first told that nobody knows the agent.
   */
  readonly checkedFirst?: string;
}

const withoutAgent =
  "Expecting 'agent_id' to be present; only agent default resources are supported right now";

export function operationCall(parts: OperationCall): MasterCall {
  const { name, type, action, agentIdOf, operationOf, checkedFirst } = parts;
  return {
    name,
    authorize: onOperation(action, ({ call }) => operationOf(call)),
    needsBody: true,
    validate: (call) => {
      if (agentIdOf(call) === undefined) return withoutAgent;
      return checkedFirst && findFieldError(operationOf(call), checkedFirst);
    },
    apply: ({ core }, call, { http }) =>
      answerOperation(core, http, {
        agentId: agentIdOf(call)!,
        operation: operationOf(call),
        type,
      }),
  };
}

export function answerOperation(
  core: Core,
  { principal }: HttpRequest,
  asked: {
    readonly agentId: AgentId;
    readonly operation: Offer_Operation;
    readonly type: ConvertingType;
  },
): HttpResponse {
  const done = takeOperatorOperation(core, { ...asked, principal: principal?.value });
  if (done.ok) return accepted();
  const { status, message } = done.error;
  return status === 400 ? badRequest(message) : refusal(status, message);
}
