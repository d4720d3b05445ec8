/** What the `master` of a framework stands for: masters to look for the leader among. */
import { failure, ok, type Result } from '../foundation/result.ts';
import { makeDetector } from '../leadership/detectors.ts';
import type { AddressDetectorParts } from '../leadership/core/address-detector.ts';
import type { Detector } from '../leadership/core/election.ts';
import type { MasterAddress } from '../leadership/core/master-address.ts';
import { locateAsGiven } from '../leadership/locate.ts';
import { readMasters } from '../leadership/read-masters.ts';

/**
 * "host:port", "http://host:port", a list "a,b,c" of them or "file:///path" of a file with that. The
 * error is a sentence that says what was given.
 */
export function parseMasters(text: string): Result<readonly MasterAddress[]> {
  const addresses = readMasters(text);
  if (!addresses.ok || addresses.value.length === 1) return addresses;
  const proxied = addresses.value.find(({ path }) => path !== undefined);
  if (proxied === undefined) return addresses;
  return failure(
    `Failed to use '${text}' as master: only a master that is named alone may have a path; ` +
      `leave '${proxied.path}' out`,
  );
}

export interface LeaderSource {
  readonly detector: Detector;
  readonly apiPath?: string;
}

/** Names are looked up at every connection, so that a master may move behind its name. */
export function findLeaderSource(
  text: string,
  tools: Pick<AddressDetectorParts, 'clock' | 'log'>,
): Result<LeaderSource> {
  const addresses = parseMasters(text);
  if (!addresses.ok) return addresses;
  const detector = makeDetector(addresses.value, { ...tools, locate: locateAsGiven });
  const apiPath = addresses.value[0]?.path;
  return ok({ detector, ...(apiPath === undefined ? {} : { apiPath }) });
}
