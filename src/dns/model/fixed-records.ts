/** The records of masters, agents, frameworks and of this server itself. */
import type { AgentFacts } from './facts.ts';
import { domainOf } from './labels.ts';
import { parseIp } from './ip.ts';
import { type NamingOptions, type RecordLine, RecordLines } from './record-line.ts';

export interface MasterPlace {
  /** An address, after names were looked up. */
  readonly ip: string;
  readonly port: string;
}

/**
 * Who leads, and the masters in the order in which they are numbered. @compat a leader that is not
 * among them is counted behind the last.
 */
export interface MasterGroup {
  readonly leader: MasterPlace | undefined;
  readonly masters: readonly MasterPlace[];
}

export function masterRecords(group: MasterGroup, domain: string): readonly RecordLine[] {
  const made = new RecordLines();
  const { leader, masters } = group;
  const ip = leader === undefined ? undefined : parseIp(leader.ip);
  if (leader === undefined || ip === undefined) return made.lines;
  made.add(ip.kind, `leader.${domain}.`, ip.text);
  made.add(ip.kind, `master.${domain}.`, ip.text);
  for (const protocol of ['tcp', 'udp']) {
    made.add('SRV', `_leader._${protocol}.${domain}.`, `leader.${domain}.:${leader.port}`);
  }
  const all = unique([...masters.filter(({ ip: text }) => parseIp(text) !== undefined)], leader);
  for (const [index, master] of all.entries()) {
    const { kind, text } = parseIp(master.ip)!;
    made.add(kind, `master.${domain}.`, text);
    made.add(kind, `master${index}.${domain}.`, text);
  }
  return made.lines;
}

/** @compat other masters that share an address count once, the leader's port apart. */
function unique(masters: readonly MasterPlace[], leader: MasterPlace): readonly MasterPlace[] {
  const isLeader = (master: MasterPlace): boolean =>
    master.ip === leader.ip && master.port === leader.port;
  const seen = new Set([leader.ip]);
  const all: MasterPlace[] = [];
  let hasLeader = false;
  for (const master of masters) {
    if (isLeader(master) ? hasLeader : seen.has(master.ip)) continue;
    if (isLeader(master)) hasLeader = true;
    seen.add(master.ip);
    all.push(master);
  }
  return hasLeader ? all : [...all, leader];
}

export function agentRecords(
  agent: AgentFacts,
  hosts: readonly string[],
  domain: string,
): readonly RecordLine[] {
  const made = new RecordLines();
  const ips = hosts.map(parseIp).filter((ip) => ip !== undefined);
  if (ips.length === 0) return made.lines;
  const name = `slave.${domain}.`;
  for (const { kind, text } of ips) made.add(kind, name, text);
  made.add('SRV', `_slave._tcp.${domain}.`, `${name}:${agent.port}`);
  return made.lines;
}

/** `port`: of a scheduler that speaks libprocess; the others have none. */
export function frameworkRecords(
  framework: { readonly name: string; readonly port: string | undefined },
  hosts: readonly string[],
  { domain, label }: NamingOptions,
): readonly RecordLine[] {
  const made = new RecordLines();
  const ips = hosts.map(parseIp).filter((ip) => ip !== undefined);
  if (ips.length === 0) return made.lines;
  const name = `${domainOf(framework.name, label)}.${domain}.`;
  for (const { kind, text } of ips) made.add(kind, name, text);
  if (framework.port !== undefined) {
    made.add('SRV', `_framework._tcp.${name}`, `${name}:${framework.port}`);
  }
  return made.lines;
}

/** The name that SOA records give, for the addresses that are listened on. */
export function listenerRecords(name: string, addresses: readonly string[]): readonly RecordLine[] {
  const made = new RecordLines();
  for (const ip of addresses.map(parseIp)) {
    if (ip !== undefined) made.add(ip.kind, name, ip.text);
  }
  return made.lines;
}

/** A SRV record's "target.:port"; undefined: it is none. */
export function parseTarget(host: string): { target: string; port: number } | undefined {
  const colon = host.lastIndexOf(':');
  const port = Number(host.slice(colon + 1));
  if (colon < 0 || !Number.isInteger(port)) return undefined;
  return { target: host.slice(0, colon), port };
}
