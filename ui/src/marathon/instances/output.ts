/** The end of a file as Marathon tells it, as lines. */
export interface Output {
  readonly sizeBytes: number;
  readonly offset: number;
  readonly data: string;
}

/** What begins in the middle of a line begins with the next one, if there is one. */
export function endOf({ offset, data }: Output): readonly string[] {
  const begin = offset === 0 ? 0 : data.indexOf('\n') + 1;
  const text = data.slice(begin === data.length ? 0 : begin);
  return text.replace(/\n$/, '').split('\n');
}

/** Of an answer that is no 200: Marathon's own sentence. */
export function sentenceOf(why: string): string {
  try {
    const { message } = JSON.parse(why) as { readonly message?: unknown };
    return typeof message === 'string' ? message : why;
  } catch {
    return why;
  }
}
