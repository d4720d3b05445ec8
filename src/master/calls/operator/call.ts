/** What a call of the operator API is on a master. */
import {
  type CallAnswer,
  type CallRequest,
  type OperatorCall,
} from '../../../operator-api/index.ts';
import type { Call, Response, Response_Type } from '../../../protocol/generated/master.ts';
import type { State } from '../../core/state.ts';
import { answerDocument } from '../../endpoints/answer-document.ts';
import type { MasterContext } from '../../endpoints/context.ts';
import { type Member, messageDocument } from './message-document.ts';
import { responseMembers } from './state-members.ts';

export type MasterCall = OperatorCall<Call, Response, MasterContext>;
export type MasterAnswer = CallAnswer<Response>;

/** A call whose answer can be large: written record by record, shared by equal requests. */
export function documentCall(
  name: Response_Type,
  authorize: MasterCall['authorize'],
  members: (state: State) => readonly Member[],
): MasterCall {
  return {
    name,
    authorize,
    apply: (context, _call, request) => answerMembers(context, name, request, members),
  };
}

function answerMembers(
  context: MasterContext,
  name: Response_Type,
  { mediaType }: CallRequest,
  members: (state: State) => readonly Member[],
): Promise<MasterAnswer> {
  const document = messageDocument(mediaType, () =>
    responseMembers(name, members(context.core.state)),
  );
  return answerDocument(context.renderer, {
    name: `${name} ${mediaType}`,
    document,
    contentType: mediaType,
  });
}
