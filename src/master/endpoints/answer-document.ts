/** From a document to an HTTP answer. */
import {
  type HttpResponse,
  bytes,
  json,
  serviceUnavailable,
  source,
} from '../../foundation/http/index.ts';
import type { Document, Renderer } from './renderer.ts';

export interface NamedDocument {
  readonly name: string;
  readonly document: Document;
  /** Of a v1 answer; without it the answer is the JSON of an older endpoint. */
  readonly contentType?: string;
}

export async function answerDocument(
  renderer: Renderer,
  { name, document, contentType }: NamedDocument,
): Promise<HttpResponse> {
  if (renderer.isExhausted) {
    return serviceUnavailable('Too many large answers are still being read; try again later');
  }
  const body = await renderer.render(name, document);
  if (body.isSmall) {
    const copy = body.takeCopy();
    return contentType === undefined ? json(copy) : bytes(contentType, copy);
  }
  // Sent as the reader takes it, without compression: that would cost seconds for each reader.
  return source(contentType ?? 'application/json', renderer.pacer.pace(body.pieces), {
    contentLength: body.length,
    holds: body,
    onDone: () => body.release(),
  });
}
