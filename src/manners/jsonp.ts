/**
 * `?jsonp=`: the name of a function of the page, around the JSON of older endpoints. Pages of any
 * site may load such an answer as a script, so the name must be one and nothing else: otherwise a
 * link to us would be a way to run a text of somebody's choice.
 */
import { bytes, source, type HttpResponse } from '../foundation/http/index.ts';

/** Names that frameworks for web pages make up ("angular.callbacks._0") are much shorter. */
const longestCallback = 128;
const identifier = '[A-Za-z_$][A-Za-z0-9_$]*';
const callback = new RegExp(`^${identifier}(\\.${identifier})*$`);
const scriptType = 'text/javascript';

export const callbackRule = `Invalid 'jsonp': expecting the name of a JavaScript function, like 'callback' or 'app.callbacks._0', of at most ${longestCallback} characters`;

export function isCallbackName(text: string): boolean {
  return text.length <= longestCallback && callback.test(text);
}

/** JSON of older endpoints and streamed JSON become scripts; everything else stays as it is. */
export function wrapInCallback(answer: HttpResponse, name: string): HttpResponse {
  if (answer.kind === 'json') {
    const body = Buffer.concat([
      Buffer.from(`${name}(`),
      Buffer.from(answer.body),
      Buffer.from(')'),
    ]);
    return bytes(scriptType, body, { status: answer.status, lengthFirst: true });
  }
  if (answer.kind !== 'source' || answer.contentType !== 'application/json') return answer;
  // Its length would be another.
  const { kind: _kind, contentLength: _length, contentType: _type, chunks, ...options } = answer;
  return source(scriptType, wrapped(name, chunks), options);
}

async function* wrapped(
  name: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${name}(`);
  yield* chunks;
  yield Buffer.from(')');
}
