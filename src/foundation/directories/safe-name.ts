/** Texts of others that become names of files and directories. */

/** File systems allow 255 bytes for a name. */
const longestNameBytes = 255;

/** Can this text be the name of a directory, and lead nowhere else? */
export function isSafeName(text: string): boolean {
  if (text === '' || text === '.' || text === '..') return false;
  if (Buffer.byteLength(text) > longestNameBytes) return false;
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return !/[\u0000-\u001f\u007f/\\]/u.test(text);
}
