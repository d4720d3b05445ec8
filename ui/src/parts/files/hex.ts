/** Bytes as programs for bytes show them: place, sixteen numbers, and what of them are letters. */
const bytesInRow = 16;

export function hexRows(bytes: Uint8Array): string[] {
  const rows: string[] = [];
  for (let at = 0; at < bytes.length; at += bytesInRow) {
    const part = [...bytes.subarray(at, at + bytesInRow)];
    const numbers = part.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const letters = part
      .map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·'))
      .join('');
    const place = at.toString(16).padStart(8, '0');
    rows.push(`${place}  ${numbers.padEnd(3 * bytesInRow - 1)}  ${letters}`);
  }
  return rows;
}

const sampleCharacters = 4_096;

/** More than a tenth of it is no text. Sequences of terminals are. */
export function looksBinary(text: string): boolean {
  const sample = text.slice(0, sampleCharacters);
  let odd = 0;
  for (let i = 0; i < sample.length; i++) {
    const code = sample.charCodeAt(i);
    if (code === 0) odd += 10;
    else if (code === 0xfffd || (code < 32 && ![8, 9, 10, 13, 27].includes(code))) odd++;
  }
  return odd > sample.length / 10;
}
