/** What tells tasks of one name apart: five characters of z-base-32 of the id's SHA-1. */
import { createHash } from 'node:crypto';

const alphabet = 'ybndrfg8ejkmcpqxot1uwisza345h769';
const length = 5;
const bitsEach = 5;

export function shortHash(text: string): string {
  const first = createHash('sha1').update(text).digest().readUInt32BE();
  let hash = '';
  for (let i = 1; i <= length; i++) hash += alphabet[(first >>> (32 - i * bitsEach)) & 31];
  return hash;
}
