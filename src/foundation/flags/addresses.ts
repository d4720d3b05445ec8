/**
 * Where a process listens and where it tells others to reach it. Flags win over the environment
 * that libprocess programs share (LIBPROCESS_IP, LIBPROCESS_PORT, LIBPROCESS_ADVERTISE_*); without
 * either it listens everywhere and advertises the address that the machine's own name has.
 */
import { execFile } from 'node:child_process';
import { lookup, lookupService } from 'node:dns/promises';
import { isIP } from 'node:net';
import { hostname as machineName } from 'node:os';
import { promisify } from 'node:util';
import { failure, ok } from '../result.ts';
import type { Result } from '../result.ts';
import { type HostRule, isLoopbackAddress } from '../http/browser-guard.ts';
import { parseInteger } from '../units/number.ts';
import type { CommonFlags } from './common-flags.ts';

export interface Addresses {
  readonly listenIp: string;
  readonly listenPort: number;
  readonly advertisedIp: string;
  /** 0 while listening on port 0: then it is the port that the system chooses. */
  readonly advertisedPort: number;
  /** The name shown to people and put into links. */
  readonly hostname: string;
}

type Environment = Readonly<Record<string, string | undefined>>;
type AddressFlags = Pick<
  CommonFlags,
  | 'ip'
  | 'port'
  | 'advertise_ip'
  | 'advertise_port'
  | 'hostname'
  | 'hostname_lookup'
  | 'ip_discovery_command'
>;

/** A discovery command that takes longer than this hangs. */
const discoveryTimeoutMs = 30_000;

export async function findAddresses(
  flags: AddressFlags,
  environment: Environment = process.env,
): Promise<Result<Addresses>> {
  const given = await findGivenIp(flags, environment);
  if (!given.ok) return given;
  const advertised = readIp(
    flags.advertise_ip ?? environment['LIBPROCESS_ADVERTISE_IP'],
    flags.advertise_ip === undefined ? 'LIBPROCESS_ADVERTISE_IP' : '--advertise_ip',
  );
  if (!advertised.ok) return advertised;
  const advertisedPort = findAdvertisedPort(flags, environment);
  if (!advertisedPort.ok) return advertisedPort;
  const listenIp = given.value ?? '0.0.0.0';
  const isAnywhere = listenIp === '0.0.0.0' || listenIp === '::';
  const advertisedIp = advertised.value ?? (isAnywhere ? await findOwnIp() : listenIp);
  return ok({
    listenIp,
    listenPort: flags.port,
    advertisedIp,
    advertisedPort: advertisedPort.value,
    hostname: await findHostname(flags, advertisedIp),
  });
}

/** By which names the process may be asked for; see http/browser-guard.ts. */
export function hostRuleOf(
  { listenIp, advertisedIp, hostname }: Addresses,
  knownHosts: readonly string[] = [],
): HostRule {
  const names = [listenIp, advertisedIp, hostname, machineName(), ...knownHosts];
  return { isLoopback: isLoopbackAddress(listenIp), names };
}

/** What an operator must know who opens a port to others; undefined on loopback. */
export function findOpennessWarning({ listenIp, listenPort }: Addresses): string | undefined {
  if (isLoopbackAddress(listenIp)) return undefined;
  return (
    `Listening on ${listenIp}:${listenPort} WITHOUT AUTHENTICATION: everybody who can reach this ` +
    `port can run commands and end tasks here. Give --ip=127.0.0.1, or keep strangers from this network`
  );
}

async function findGivenIp(
  flags: AddressFlags,
  environment: Environment,
): Promise<Result<string | undefined>> {
  if (flags.ip_discovery_command !== undefined) {
    const found = await runDiscovery('ip_discovery_command', flags.ip_discovery_command);
    if (!found.ok) return found;
    return readIp(found.value, 'the output of --ip_discovery_command');
  }
  if (flags.ip !== undefined) return readIp(flags.ip, '--ip');
  return readIp(environment['LIBPROCESS_IP'], 'LIBPROCESS_IP');
}

function readIp(text: string | undefined, source: string): Result<string | undefined> {
  if (text === undefined || text === '') return ok(undefined);
  if (isIP(text) !== 0) return ok(text);
  return failure(`Failed to parse ${source} '${text}': it must be an IP address`);
}

/** What a command of the operator prints that finds an address. */
export async function runDiscovery(flag: string, command: string): Promise<Result<string>> {
  try {
    const run = promisify(execFile);
    const { stdout } = await run('/bin/sh', ['-c', command], { timeout: discoveryTimeoutMs });
    const text = stdout.trim();
    if (text === '') return failure(`--${flag} '${command}' printed no IP address`);
    return ok(text);
  } catch (error) {
    return failure(`--${flag} '${command}' failed: ${(error as Error).message}`);
  }
}

function findAdvertisedPort(flags: AddressFlags, environment: Environment): Result<number> {
  if (flags.advertise_port !== undefined) return ok(flags.advertise_port);
  const text = environment['LIBPROCESS_ADVERTISE_PORT'];
  if (text === undefined || text === '') return ok(flags.port);
  const port = parseInteger(text, { min: 0, max: 65_535 });
  return port.ok ? port : failure(`Failed to parse LIBPROCESS_ADVERTISE_PORT: ${port.error}`);
}

/** The address of the machine's own name; a machine that does not know its name has loopback. */
async function findOwnIp(): Promise<string> {
  try {
    return (await lookup(machineName(), { family: 4 })).address;
  } catch {
    return '127.0.0.1';
  }
}

async function findHostname(flags: AddressFlags, ip: string): Promise<string> {
  if (flags.hostname !== undefined) return flags.hostname;
  if (!flags.hostname_lookup) return ip;
  try {
    return (await lookupService(ip, 0)).hostname;
  } catch {
    // No name for this address: the address itself always works.
    return ip;
  }
}
