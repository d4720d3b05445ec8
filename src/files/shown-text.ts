/**
 * Bytes of a file as text in JSON. Readers page through a file by the length of what they got, so
 * a character that is cut at the end of a page is left for the next one. What is no UTF-8 at all
 * shows as replacement characters: JSON has no other way.
 */

/** How many bytes at the end begin a UTF-8 character without completing it. */
function incompleteTail(data: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= data.length; back++) {
    const byte = data[data.length - back]!;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? back : 0;
  }
  return 0;
}

export function shownText(data: Uint8Array): string {
  const tail = incompleteTail(data);
  // Never an empty page where there is something: the reader would wait for ever.
  const whole = tail < data.length ? data.subarray(0, data.length - tail) : data;
  return Buffer.from(whole.buffer, whole.byteOffset, whole.byteLength).toString('utf8');
}
