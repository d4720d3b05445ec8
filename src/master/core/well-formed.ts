/** Half a character in a name would be another one on the disk: it becomes that one at once. */
export function wellFormed(name: string): string {
  return name.replaceAll(/\p{Surrogate}/gu, '\ufffd');
}
