/** From a document to an HTTP answer. */
import { bytes, json, type HttpResponse } from '../../foundation/http/index.ts';
import type { Document, DocumentEncoding, Renderer } from './renderer.ts';

export interface NamedDocument {
  readonly name: string;
  readonly encoding: DocumentEncoding;
  readonly document: Document;
  /** Of a v1 answer; without it the answer is the JSON of an older endpoint. */
  readonly contentType?: string;
}

export async function answerDocument(
  renderer: Renderer,
  { name, encoding, document, contentType }: NamedDocument,
): Promise<HttpResponse> {
  const body = await renderer.render(name, encoding, document);
  return contentType === undefined ? json(body) : bytes(contentType, body);
}
