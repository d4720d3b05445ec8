/**
 * Ids that frameworks choose become folder names on agents, so they must be usable as such.
 */

/** NAME_MAX of the file systems agents run on. */
const longestId = 255;
// Control characters, slash and backslash.
// oxlint-disable-next-line no-control-regex
const invalidCharacters = /[\u0000-\u001f\u007f/\\]/;

/** What is wrong with an id, in Mesos' words. */
export function findIdError(id: string): string | undefined {
  if (id === '') return 'ID must not be empty';
  if (bytesOf(id) > longestId) return `ID must not be greater than ${longestId} characters`;
  if (id === '.' || id === '..') return `'${id}' is disallowed`;
  if (invalidCharacters.test(id)) return `'${id}' contains invalid characters`;
  return undefined;
}

/** File systems count bytes; all but ASCII takes more than one. */
function bytesOf(id: string): number {
  return id.length > longestId ? id.length : new TextEncoder().encode(id).length;
}
