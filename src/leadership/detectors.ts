/** The detector for what --master names. Hosts are looked up by DNS unless `locate` is given. */
import { AddressDetector, type AddressDetectorParts } from './core/address-detector.ts';
import type { Detector } from './core/election.ts';
import { ListDetector } from './core/list-detector.ts';
import type { MasterAddress } from './core/master-address.ts';
import { askLeaderOverHttp } from './ask-leader.ts';
import { locateByDns } from './locate.ts';

export function makeDetector(
  addresses: readonly MasterAddress[],
  tools: Pick<AddressDetectorParts, 'clock' | 'log'> & Partial<AddressDetectorParts>,
): Detector {
  const parts = { locate: locateByDns, ...tools };
  const [first, ...others] = addresses;
  if (first !== undefined && others.length === 0) return new AddressDetector(first, parts);
  return new ListDetector(addresses, { ...parts, ask: askLeaderOverHttp() });
}
