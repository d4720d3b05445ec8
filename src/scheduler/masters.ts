/** What the `master` of a framework stands for: masters to look for the leader among. */
import { readFileSync } from 'node:fs';
import { failure, ok, type Result } from '../foundation/result.ts';
import type { Clock } from '../foundation/clock.ts';
import type { Log } from '../foundation/log.ts';
import type { Detector } from '../leadership/core/election.ts';
import { locateAsGiven } from '../leadership/locate.ts';
import { type Masters, makeMastersDetector, parseMasters } from '../zookeeper/masters.ts';

const fileScheme = 'file://';
/** As mesos-agent has it (--zk_session_timeout). */
const sessionTimeoutMs = 10_000;

/**
 * "host:port", "http://host:port", a list "a,b,c" of them, "zk://host:port,…/path" or "file:///path"
 * of a file with that, which is read once, now. The error is a sentence that says what was given.
 */
export function readMasters(given: string): Result<Masters> {
  // Never a password.
  const shown = given.trim().startsWith('zk://') ? 'zk://…' : given;
  const refuse = (rule: string): Result<never> =>
    failure(`Failed to use '${shown}' as master: ${rule}`);
  const text = readText(given.trim());
  if (!text.ok) return refuse(text.error);
  const masters = parseMasters(text.value);
  if (!masters.ok) return refuse(masters.error);
  if (masters.value.kind === 'ensemble' || masters.value.addresses.length === 1) return masters;
  const proxied = masters.value.addresses.find(({ path }) => path !== undefined);
  if (proxied === undefined) return masters;
  return refuse(`only a master that is named alone may have a path; leave '${proxied.path}' out`);
}

function readText(given: string): Result<string> {
  if (!given.startsWith(fileScheme)) return ok(given);
  try {
    return ok(readFileSync(given.slice(fileScheme.length), 'utf8'));
  } catch (error) {
    return failure((error as Error).message);
  }
}

export interface LeaderSource {
  readonly detector: Detector;
  readonly apiPath?: string;
}

/** Names are looked up at every connection, so that a master may move behind its name. */
export function findLeaderSource(
  given: string,
  tools: { readonly clock: Clock; readonly log: Log },
): Result<LeaderSource> {
  const masters = readMasters(given);
  if (!masters.ok) return masters;
  const { value } = masters;
  const parts = { ...tools, locate: locateAsGiven, sessionTimeoutMs };
  const detector = makeMastersDetector(value, parts);
  const apiPath = value.kind === 'addresses' ? value.addresses[0]?.path : undefined;
  return ok({ detector, ...(apiPath === undefined ? {} : { apiPath }) });
}
