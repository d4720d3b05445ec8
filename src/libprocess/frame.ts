/**
 * A message as Mesos puts it on the wire: one HTTP request whose body is one chunk, or that has no
 * body at all when the message is empty.
 */
import type { ByteAccumulator } from '../foundation/byte-accumulator.ts';
import type { Upid } from './upid.ts';

/** Process ids keep their parentheses; only what would break the request line is escaped. */
function pathOf(id: string): string {
  return /[^\x21-\x7e]|[/?#%]/.test(id) ? encodeURIComponent(id) : id;
}

export function appendFrame(
  out: ByteAccumulator,
  message: { from: Upid; to: Upid; name: string; body: Uint8Array },
): void {
  const { from, to, name, body } = message;
  const head =
    `POST /${pathOf(to.id)}/${name} HTTP/1.1\r\n` +
    `User-Agent: libprocess/${from.text}\r\n` +
    `Libprocess-From: ${from.text}\r\n` +
    `Connection: Keep-Alive\r\n` +
    `Host: ${to.address}\r\n`;
  if (body.length === 0) {
    out.appendLatin1(`${head}\r\n`);
    return;
  }
  out.appendLatin1(`${head}Transfer-Encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n`);
  out.append(body);
  out.appendLatin1('\r\n0\r\n\r\n');
}
