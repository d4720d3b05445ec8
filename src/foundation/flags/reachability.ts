/**
 * Whether others can reach a process at the address that it announces. Who finds out from silence
 * (agents that never register, frameworks that never hear) searches for a long time.
 */
import type { Addresses } from './addresses.ts';

function isLoopback(ip: string): boolean {
  return ip.startsWith('127.') || ip === '::1' || ip.startsWith('::ffff:127.');
}

/**
 * The warning for an address that ends at this machine; undefined when there is none to give.
 * `peers`: those who will not reach it, in Mesos' words.
 */
export function reachabilityWarning(
  { listenIp, advertisedIp }: Addresses,
  { name, peers }: { readonly name: string; readonly peers: string },
): string | undefined {
  if (!isLoopback(advertisedIp)) return undefined;
  if (isLoopback(listenIp)) {
    return (
      `${name} bound to loopback interface! Cannot communicate with remote ${peers}. ` +
      "You might want to set '--ip' flag to a routable IP address."
    );
  }
  return (
    `${name} listens on ${listenIp} but announces ${advertisedIp}, where only this machine finds it! ` +
    `Cannot communicate with remote ${peers}. You might want to set '--advertise_ip' or '--ip' flag ` +
    'to a routable IP address.'
  );
}
