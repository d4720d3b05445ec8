/** Lines of JSON as they come in; a line is whole when its end has come. */
export async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator<unknown[]> {
  const reader = body
    .pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>)
    .getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const lines = (rest + value).split('\n');
      rest = lines.pop()!;
      yield lines.map((line) => JSON.parse(line) as unknown);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
