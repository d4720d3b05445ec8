/**
 * --ip6 and --ip6_discovery_command: the address of version 6 that tasks on the machine's network can
 * be reached at. The agent itself does not listen there; the address goes into statuses of tasks,
 * after that of version 4, and nowhere else.
 */
import { isIPv6, SocketAddress } from 'node:net';
import { runDiscovery } from '../foundation/flags/addresses.ts';
import { failure, ok, type Result } from '../foundation/result.ts';

export interface Ip6Flags {
  readonly ip6?: string | undefined;
  readonly ip6_discovery_command?: string | undefined;
}

/** For "cannot be '…': ". */
export function findIp6Fault(text: string): string | undefined {
  // A zone ("%eth0") means something on this machine only.
  return isIPv6(text) && !text.includes('%')
    ? undefined
    : 'it must be an IPv6 address, without a zone';
}

/** A failure is a sentence for the operator. */
export async function findIp6(
  flags: Ip6Flags,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Result<string | undefined>> {
  const command = flags.ip6_discovery_command;
  if (command !== undefined) {
    const found = await runDiscovery('ip6_discovery_command', command);
    return found.ok ? readIp6(found.value, 'the output of --ip6_discovery_command') : found;
  }
  if (flags.ip6 !== undefined) return readIp6(flags.ip6, '--ip6');
  const inherited = environment['LIBPROCESS_IP6'] ?? '';
  return inherited === '' ? ok(undefined) : readIp6(inherited, 'LIBPROCESS_IP6');
}

function readIp6(text: string, source: string): Result<string> {
  const fault = findIp6Fault(text);
  if (fault !== undefined) return failure(`Failed to parse ${source} '${text}': ${fault}`);
  // As the system writes it: there are many ways to write one address.
  return ok(new SocketAddress({ address: text, family: 'ipv6' }).address);
}
