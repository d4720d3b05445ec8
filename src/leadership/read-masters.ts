/** Masters as frameworks name them: addresses, or "file:///path" of a file that holds them. */
import { readFileSync } from 'node:fs';
import { failure, type Result } from '../foundation/result.ts';
import { type MasterAddress, parseMasterAddresses } from './core/master-address.ts';

const fileScheme = 'file://';

/** The file is read once, now. The error is a sentence that says what was given. */
export function readMasters(given: string): Result<readonly MasterAddress[]> {
  const shown = given.trim().startsWith('zk://') ? 'zk://…' : given;
  const refuse = (rule: string): Result<never> =>
    failure(`Failed to use '${shown}' as master: ${rule}`);
  let text = given;
  if (given.trim().startsWith(fileScheme)) {
    try {
      text = readFileSync(given.trim().slice(fileScheme.length), 'utf8');
    } catch (error) {
      return refuse((error as Error).message);
    }
  }
  const addresses = parseMasterAddresses(text);
  return addresses.ok ? addresses : refuse(addresses.error);
}
