/**
 * What the zone says to a question. Records, sections and return codes are those of the original;
 * where it breaks the rules of DNS in a way that misleads resolvers between us and the client, the
 * rules win (docs/operating/mesos-dns.md lists where).
 */
import { type Random, shuffle } from '../../foundation/random.ts';
import { parseTarget } from '../model/fixed-records.ts';
import { networkOf, parseIp } from '../model/ip.ts';
import type { Zone } from '../model/zone.ts';
import type { Answer } from './message-writer.ts';
import { isWritable, rcodes, type Rr, types } from './packet.ts';
import type { Query } from './query.ts';

export interface ZoneSettings {
  /** Where it begins: "mesos". */
  readonly apex: string;
  readonly mname: string;
  readonly rname: string;
  readonly refresh: number;
  readonly retry: number;
  readonly expire: number;
  readonly minimum: number;
  readonly weight: number;
  /** Addresses of the client's own network first. */
  readonly sortsBySubnet: boolean;
}

export interface ZoneState {
  readonly zone: Zone;
  readonly serial: number;
  readonly random: Random;
}

const ownName: string | undefined = undefined;

export function answerFromZone(
  query: Query,
  state: ZoneState,
  settings: ZoneSettings,
  client: string,
): Answer {
  const asked = query.name.toLowerCase();
  // @compat "web.*.marathon.mesos" is "web.marathon.mesos".
  const name = `${asked.includes('.*') ? asked.replaceAll('.*', '') : asked}.`;
  const { zone } = state;
  const isApex = asked === settings.apex;
  const soa = (): Rr => soaOf(state, settings);
  const answers: Rr[] = [];
  const extras: Rr[] = [];
  const wants = (type: number): boolean => query.type === type || query.type === types.ANY;
  if (wants(types.SRV)) addServices(zone, name, settings, { answers, extras });
  if (wants(types.A)) addAddresses(zone, 'A', name, answers);
  if (wants(types.AAAA)) addAddresses(zone, 'AAAA', name, answers);
  if (wants(types.PTR)) addPointer(zone, name, answers);
  if (isApex && wants(types.SOA)) answers.push(soa());
  if (isApex && wants(types.NS)) {
    answers.push({ owner: ownName, type: 'NS', data: settings.mname });
  }
  if (answers.length > 0) {
    shuffle(answers, state.random);
    if (settings.sortsBySubnet) sortBySubnet(answers, query.edns?.subnet ?? client);
    return { rcode: rcodes.NOERROR, answers, authorities: [], extras };
  }
  // @compat nobody remembers that a service is not there: it may be there in a moment.
  if (query.type === types.SRV) return { ...nothing, rcode: rcodes.NOERROR };
  const exists = isApex || zone.has(name);
  return {
    ...nothing,
    rcode: exists ? rcodes.NOERROR : rcodes.NXDOMAIN,
    authorities: [soa()],
  };
}

const nothing = { answers: [], authorities: [], extras: [] };

interface Sections {
  readonly answers: Rr[];
  readonly extras: Rr[];
}

function addServices(
  zone: Zone,
  name: string,
  { weight }: ZoneSettings,
  { answers, extras }: Sections,
): void {
  const seen = new Set<string>();
  for (const host of zone.find('SRV', name)) {
    const found = parseTarget(host);
    if (found === undefined || !isWritable(found.target)) continue;
    const { target, port } = found;
    answers.push({ owner: ownName, type: 'SRV', data: { priority: 0, weight, port, target } });
    if (seen.has(target)) continue;
    seen.add(target);
    for (const type of ['A', 'AAAA'] as const) {
      const ip = zone.findFirst(type, target);
      if (ip !== undefined && parseIp(ip) !== undefined) {
        extras.push({ owner: target, type, data: ip });
      }
    }
  }
}

/** @compat agents whose name has no address are in the API as they are, never in DNS. */
function addAddresses(zone: Zone, type: 'A' | 'AAAA', name: string, answers: Rr[]): void {
  for (const ip of zone.find(type, name)) {
    if (parseIp(ip)?.kind === type) answers.push({ owner: ownName, type, data: ip });
  }
}

/** @compat of an address that several tasks share nobody can say whose it is. */
function addPointer(zone: Zone, name: string, answers: Rr[]): void {
  const [host, another] = zone.find('PTR', name);
  if (host === undefined || another !== undefined || !isWritable(host)) return;
  answers.push({ owner: ownName, type: 'PTR', data: host });
}

function soaOf(state: ZoneState, settings: ZoneSettings): Rr {
  const { apex, mname, rname, refresh, retry, expire, minimum } = settings;
  const data = { mname, rname, serial: state.serial, refresh, retry, expire, minimum };
  return { owner: `${apex}.`, type: 'SOA', data };
}

function sortBySubnet(answers: Rr[], client: string): void {
  const network = networkOf(client);
  if (network === undefined) return;
  const rank = (record: Rr): number =>
    (record.type === 'A' || record.type === 'AAAA') && networkOf(record.data) === network ? 0 : 1;
  answers.sort((a, b) => rank(a) - rank(b));
}
