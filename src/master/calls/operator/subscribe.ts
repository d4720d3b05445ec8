/**
 * SUBSCRIBE: a stream of everything that changes, after a snapshot of everything there is. Writing
 * the snapshot takes several turns; what changes after the moment that it shows is kept for the
 * subscriber and follows it: nothing is left out, and nothing is said twice.
 */
import { forEach } from '../../../security/authorization.ts';
import { events } from '../../../foundation/http/index.ts';
import { jsonType } from '../../../operator-api/index.ts';
import { Event } from '../../../protocol/generated/master.ts';
import { heartbeatIntervalMs } from '../../endpoints/event-stream.ts';
import { viewedBy } from '../../endpoints/viewed.ts';
import type { MasterCall } from './call.ts';
import { type Member, message, messageDocument } from './message-document.ts';
import { binary, type Seen, seenBy, stateMembers } from './state-members.ts';

export const subscribe: MasterCall = {
  name: 'SUBSCRIBE',
  authorize: forEach('VIEW_FRAMEWORK', 'VIEW_TASK', 'VIEW_EXECUTOR', 'VIEW_ROLE'),
  apply: (context, _call, { mediaType, http }) =>
    events(mediaType, (stream) => {
      const { core, events: operatorEvents, renderer } = context;
      const seen = viewedBy(context, http.principal);
      const { view } = seen;
      const { frameworks, completedFrameworks } = core.state;
      const begin = operatorEvents.add(stream, mediaType, {
        view,
        findFramework: (id) => (frameworks.get(id) ?? completedFrameworks.get(id))?.info,
      });
      const document = messageDocument(
        mediaType,
        () => subscribedMembers(seenBy(seen)),
        () => operatorEvents.snapshotBegins(mediaType, view.key),
      );
      const encoding = mediaType === jsonType ? 'utf8' : 'latin1';
      renderer.render(`SUBSCRIBED ${mediaType}${view.key}`, encoding, document).then(
        (snapshot) => begin(snapshot),
        (error: unknown) => {
          core.log.error(`Failed to write the snapshot for a subscriber: ${String(error)}`);
          stream.end();
        },
      );
    }),
};

function subscribedMembers(seen: Seen): readonly Member[] {
  return [
    {
      kind: 'plain',
      name: 'type',
      json: '"SUBSCRIBED"',
      protobuf: binary(Event.encode({ type: 'SUBSCRIBED' })),
    },
    message('subscribed', 2, [message('get_state', 1, stateMembers(seen)), heartbeatInterval]),
  ];
}

const heartbeatInterval: Member = {
  kind: 'plain',
  name: 'heartbeat_interval_seconds',
  json: `${heartbeatIntervalMs / 1000}.0`,
  protobuf: doubleField(2, heartbeatIntervalMs / 1000),
};

function doubleField(fieldNumber: number, value: number): string {
  const bytes = Buffer.alloc(9);
  bytes[0] = fieldNumber * 8 + 1;
  bytes.writeDoubleLE(value, 1);
  return binary(bytes);
}
