/**
 * Messages of package google.protobuf.
 * Generated from google/protobuf/duration.proto by scripts/generate-protocol.mjs. Do not edit.
 */
import type { Long } from '../codec/long.ts';
import { MessageType } from '../codec/message.ts';
import type { Reader } from '../codec/reader.ts';
import type { Writer } from '../codec/writer.ts';

export interface Duration {
  seconds?: Long;
  nanos?: number;
}
function writeDuration(w: Writer, m: Duration): void {
  if (m.nanos !== undefined) { w.int32(m.nanos); w.byte(16); }
  if (m.seconds !== undefined) { w.int64(m.seconds); w.byte(8); }
}
function readDuration(r: Reader, end: number): Duration {
  const m = {} as Duration;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.seconds = r.int64(); break;
      case 16: m.nanos = r.int32(); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonDuration(m: Duration): string {
  let t = '{';
  if (m.seconds != null) t += `"seconds":${String(m.seconds)}`;
  if (m.nanos != null) t += `${t === '{' ? '' : ','}"nanos":${String(m.nanos)}`;
  return `${t}}`;
}
export const Duration: MessageType<Duration> = new MessageType<Duration>({
  typeName: 'google.protobuf.Duration',
  fields: [
    { name: 'seconds', number: 1, label: 'optional', type: 'int64' },
    { name: 'nanos', number: 2, label: 'optional', type: 'int32' },
  ],
  write: writeDuration,
  read: readDuration,
  json: jsonDuration,
});
