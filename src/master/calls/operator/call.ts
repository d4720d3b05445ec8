/** What a call of the operator API is on a master. */
import {
  type CallAnswer,
  type CallRequest,
  type OperatorCall,
  jsonType,
} from '../../../operator-api/index.ts';
import type { Call, Response, Response_Type } from '../../../protocol/generated/master.ts';
import { answerDocument } from '../../endpoints/answer-document.ts';
import type { MasterContext } from '../../endpoints/context.ts';
import { viewedBy } from '../../endpoints/viewed.ts';
import { type Member, messageDocument } from './message-document.ts';
import { responseMembers, type Seen, seenBy } from './state-members.ts';

export type MasterCall = OperatorCall<Call, Response, MasterContext>;
export type MasterAnswer = CallAnswer<Response>;

/** A call whose answer can be large: written record by record, shared by equal requests. */
export function documentCall(
  name: Response_Type,
  authorize: MasterCall['authorize'],
  members: (seen: Seen) => readonly Member[],
): MasterCall {
  return {
    name,
    authorize,
    apply: (context, _call, request) => {
      const seen = viewedBy(context, request.http.principal);
      return answerMembers(seen, name, request, members);
    },
  };
}

function answerMembers(
  context: MasterContext,
  name: Response_Type,
  { mediaType }: CallRequest,
  members: (seen: Seen) => readonly Member[],
): Promise<MasterAnswer> {
  const document = messageDocument(mediaType, () =>
    responseMembers(name, members(seenBy(context))),
  );
  const encoding = mediaType === jsonType ? 'utf8' : 'latin1';
  return answerDocument(context.renderer, {
    name: `${name} ${mediaType}${context.view.key}`,
    encoding,
    document,
    contentType: mediaType,
  });
}
