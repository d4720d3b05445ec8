/**
 * Where masters are, as agents and frameworks are told: one address, several, or a ZooKeeper ensemble
 * that knows. From here on nobody needs to know which.
 */
import { type Result, failure, ok } from '../foundation/result.ts';
import type { AddressDetectorParts } from '../leadership/core/address-detector.ts';
import type { Detector } from '../leadership/core/election.ts';
import { type MasterAddress, parseMasterAddresses } from '../leadership/core/master-address.ts';
import { makeDetector } from '../leadership/detectors.ts';
import { SystemRandom } from '../foundation/random.ts';
import { type ZooKeeperUrl, parseZooKeeperUrl, zooKeeperScheme } from './core/url.ts';
import { zooKeeperDetector } from './group.ts';

export type Masters =
  | { readonly kind: 'addresses'; readonly addresses: readonly MasterAddress[] }
  | { readonly kind: 'ensemble'; readonly url: ZooKeeperUrl };

/** The error is the rule that the text breaks, to be put behind what names it. */
export function parseMasters(text: string): Result<Masters> {
  const given = text.trim();
  if (!given.startsWith(zooKeeperScheme)) {
    const addresses = parseMasterAddresses(given);
    return addresses.ok ? ok({ kind: 'addresses', addresses: addresses.value }) : addresses;
  }
  const url = parseZooKeeperUrl(given);
  if (!url.ok) return url;
  // @compat as masters refuse it.
  if (url.value.path === '/') return failure('it must have a path, as in zk://host:port/mesos');
  return ok({ kind: 'ensemble', url: url.value });
}

/** Of an agent, which speaks to the master itself. */
export function parseAgentsMasters(text: string): Result<Masters> {
  const masters = parseMasters(text);
  if (!masters.ok || masters.value.kind === 'ensemble') return masters;
  const proxied = masters.value.addresses.find(({ path }) => path !== undefined);
  if (proxied === undefined) return masters;
  return failure(`an agent cannot reach a master by a path; leave '${proxied.path}' out`);
}

/** Hosts are looked up by DNS unless `locate` is given. */
export type DetectorTools = Pick<AddressDetectorParts, 'clock' | 'log'> &
  Partial<AddressDetectorParts> & { readonly sessionTimeoutMs: number };

export function makeMastersDetector(masters: Masters, tools: DetectorTools): Detector {
  if (masters.kind === 'addresses') return makeDetector(masters.addresses, tools);
  return zooKeeperDetector({ ...tools, url: masters.url, random: new SystemRandom() });
}
