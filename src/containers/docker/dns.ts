/**
 * --default_container_dns for Docker: servers for containers on a bridge or on a network of users, by
 * name or for all of them. The host's own network has the host's.
 */
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';

export interface DnsEntry {
  readonly network: 'BRIDGE' | 'USER';
  /** Of users' networks; absent: of all without an entry of their own. */
  readonly name: string | undefined;
  readonly nameservers: readonly string[];
  readonly search: readonly string[];
  readonly options: readonly string[];
}

/** Reads ContainerDNSInfo, of which `docker` concerns this room. */
export function readDockerDns(value: unknown): Result<readonly DnsEntry[]> {
  if (value === undefined) return ok([]);
  const entries = (value as { docker?: unknown } | null)?.docker ?? [];
  if (typeof value !== 'object' || value === null || !Array.isArray(entries)) {
    return failure("it must be an object with the lists 'mesos' and 'docker'");
  }
  const read: DnsEntry[] = [];
  for (const [i, each] of (entries as unknown[]).entries()) {
    const entry = readEntry(each, `docker[${i}]`);
    if (!entry.ok) return entry;
    const { network, name } = entry.value;
    if (read.some((other) => other.network === network && other.name === name)) {
      return failure(`docker[${i}] is the second for ${nameOf(network, name)}`);
    }
    read.push(entry.value);
  }
  return ok(read);
}

function nameOf(network: string, name: string | undefined): string {
  return name === undefined ? `network mode ${network}` : `network '${name}'`;
}

function readEntry(value: unknown, path: string): Result<DnsEntry> {
  if (typeof value !== 'object' || value === null) return failure(`${path} must be an object`);
  const { network_mode: network, network_name: name, dns } = value as Record<string, unknown>;
  if (network !== 'BRIDGE' && network !== 'USER') {
    return failure(`${path}.network_mode must be BRIDGE or USER`);
  }
  if (name !== undefined && (typeof name !== 'string' || network !== 'USER')) {
    return failure(`${path}.network_name must be a text, and is for network_mode USER`);
  }
  if (typeof dns !== 'object' || dns === null) return failure(`${path}.dns must be an object`);
  const { nameservers = [], search = [], options = [] } = dns as Record<string, unknown>;
  if (!areTexts(nameservers) || !areTexts(search) || !areTexts(options)) {
    return failure(`${path}.dns must have lists of texts: nameservers, search, options`);
  }
  return ok({ network, name, nameservers, search, options });
}

function areTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

export function findDns(
  entries: readonly DnsEntry[],
  network: 'BRIDGE' | 'USER',
  networkName: string,
): DnsEntry | undefined {
  const fitting = entries.filter((entry) => entry.network === network);
  return (
    fitting.find(({ name }) => name === networkName) ??
    fitting.find(({ name }) => name === undefined)
  );
}
