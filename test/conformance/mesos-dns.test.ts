/**
 * The records, lists and answers of the original for one cluster and three configurations (what it
 * wrote is in dns/), beside ours for the same. Where answers differ on purpose, it says so here.
 */
import { readFileSync } from 'node:fs';
import dnsPacket from 'dns-packet';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/dns/config/read.ts';
import { Feed } from '../../src/dns/feed/feed.ts';
import { OperatorApi } from '../../src/dns/feed/stream.ts';
import { makeApi } from '../../src/dns/http/api.ts';
import { Cluster } from '../../src/dns/model/cluster.ts';
import { listenerRecords } from '../../src/dns/model/fixed-records.ts';
import { HostAddresses } from '../../src/dns/model/host-addresses.ts';
import { hostLabel, oldHostLabel } from '../../src/dns/model/labels.ts';
import type { NamingOptions } from '../../src/dns/model/record-line.ts';
import { Serial } from '../../src/dns/model/serial.ts';
import { DnsCounters } from '../../src/dns/server/counters.ts';
import { Forwarder } from '../../src/dns/server/forwarder.ts';
import { Responder } from '../../src/dns/server/responder.ts';
import { SystemClock } from '../../src/foundation/clock.ts';
import { silentLog } from '../../src/foundation/log.ts';
import { SeededRandom } from '../../src/foundation/random.ts';
import { type State, subscribedEvent } from './dns/cluster.ts';

interface RecordedAnswer {
  readonly question: readonly [string, string];
  readonly rcode: string;
  readonly answers: readonly Json[];
  readonly authorities: readonly Json[];
  readonly additionals: readonly Json[];
}

type Json = Readonly<Record<string, unknown>>;

interface Recorded {
  readonly config: { readonly domain?: string };
  readonly axfr: Json;
  readonly enumerate: Json;
  readonly hosts: Readonly<Record<string, unknown>>;
  readonly services: Readonly<Record<string, unknown>>;
  readonly answers: readonly RecordedAnswer[];
}

/** Questions that are answered otherwise, and why. */
const differences: Readonly<Record<string, string>> = {
  'mesos SOA': 'the record that was asked for is an answer',
  'dc.example SOA': 'the record that was asked for is an answer',
  'mesos NS': 'the record that was asked for is an answer',
  'mesos A': 'the zone exists: resolvers take NXDOMAIN for everything below it, too',
  'prod-two.mesos A': 'there are names below it, so it exists',
  '_tcp.marathon.mesos A': 'there are names below it, so it exists',
  'web.*.marathon.mesos A': 'the record has the name that was asked for',
  '10.0.0.10.in-addr.arpa PTR': 'the address is known, only not whose it is',
  '11.0.0.10.in-addr.arpa PTR': 'the address is known, only not whose it is',
  'master1.dc.example A': 'the minimum of the SOA is SOAMinttl, not the TTL of answers',
  '_slave._tcp.mesos SRV': 'which of several addresses comes along is chance there, the first here',
};

const readText = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`dns/${name}.json`, import.meta.url), 'utf8'));

const state = readText('state') as State;

function serve(recorded: Recorded) {
  const found = readConfig(JSON.stringify(recorded.config), () => []);
  if (!found.ok) throw new Error(found.error);
  const { config } = found.value;
  const clock = new SystemClock();
  const addresses = new HostAddresses({ clock, refreshMs: 60_000, lookUp: () => undefined });
  const naming: NamingOptions = {
    domain: config.Domain,
    label: config.EnforceRFC952 ? oldHostLabel : hostLabel,
    ipSources: config.IPSources as NamingOptions['ipSources'],
  };
  const cluster = new Cluster({ clock, naming, addresses });
  cluster.setListener(listenerRecords(config.SOAMname, ['127.0.0.1']));
  const place = (text: string) => {
    const [host = '', port = ''] = text.split(':');
    return { host, port };
  };
  const feed = new Feed({
    cluster,
    api: new OperatorApi({ timeoutMs: 1, credential: undefined }),
    clock,
    log: silentLog,
    masters: [],
    hasZooKeeper: false,
    leastPidIntervalMs: 60_000,
  });
  feed.receive(subscribedEvent(state));
  cluster.setMasters({
    leader: place(state.leader.split('@')[1]!),
    masters: config.Masters.map(place),
  });
  cluster.setPids(
    new Map(
      state.frameworks
        .filter(({ pid }) => pid !== undefined)
        .map(({ id, pid }) => [id, pid!.split('@')[1]!]),
    ),
  );
  const serial = new Serial(clock, cluster.book.zone);
  const counters = new DnsCounters();
  const forwarder = new Forwarder({ clock, counters, timeoutMs: 1 });
  const random = new SeededRandom(1);
  const responder = new Responder({ config, cluster, serial, forwarder, counters, random });
  const metrics = () => Promise.resolve({ type: '', text: '' });
  const api = makeApi({ config, path: '', cluster, serial, metrics });
  const get = async (path: string): Promise<unknown> => (await api.inject(path)).json();
  return { responder, get };
}

function ask(responder: Responder, name: string, type: string) {
  const question = { name, type: type as 'A' };
  const request = dnsPacket.encode({
    id: 7,
    type: 'query',
    flags: dnsPacket.RECURSION_DESIRED,
    questions: [question],
  });
  let answer: Buffer | undefined;
  responder.respond(request, { protocol: 'udp', address: '127.0.0.1' }, (bytes) => {
    answer = bytes;
  });
  const decoded = dnsPacket.decode(answer!) as dnsPacket.DecodedPacket & { rcode: string };
  const sorted = (records: readonly dnsPacket.Answer[] = []): Json[] =>
    sortedTexts(records.map((record) => shape(record as unknown as Json)));
  return {
    question: [name, type] as const,
    rcode: decoded.rcode,
    aa: decoded.flag_aa,
    ra: decoded.flag_ra,
    tc: decoded.flag_tc,
    answers: sorted(decoded.answers),
    authorities: sorted(decoded.authorities),
    additionals: sorted(decoded.additionals),
  };
}

function shape({ name, type, ttl, data }: Json): Json {
  return { name, type, ttl, data: type === 'SOA' ? { ...(data as Json), serial: 0 } : data };
}

function sortedTexts(list: readonly Json[]): Json[] {
  return list
    .map((each) => JSON.stringify(each))
    .toSorted()
    .map((text) => JSON.parse(text) as Json);
}

/** Owners in whatever case, and SOA records of the zone itself instead of the name that was asked for. */
function comparable(recorded: RecordedAnswer, apex: string) {
  const each = (records: readonly Json[]): Json[] =>
    sortedTexts(
      records.map((record) => ({
        ...record,
        name: record['type'] === 'SOA' ? apex : String(record['name']).toLowerCase(),
      })),
    );
  return {
    ...recorded,
    answers: each(recorded.answers),
    authorities: each(recorded.authorities),
    additionals: each(recorded.additionals),
  };
}

describe.each(['usual', 'strict', 'reverse'])('beside the original, %s configuration', (name) => {
  const recorded = readText(name) as Recorded;
  const { responder, get } = serve(recorded);

  it('the zone has the same records', async () => {
    const ours = (await get('/v1/axfr')) as Json & { Records: Record<string, Json> };
    const records = Object.fromEntries(
      Object.entries(ours.Records).map(([kind, names]) => [
        kind,
        Object.fromEntries(
          Object.entries(names).map(([of, list]) => [of, (list as string[]).toSorted()]),
        ),
      ]),
    );
    expect({ ...ours, Serial: 0, Records: records }).toEqual(recorded.axfr);
  });

  it('tasks have the same records, in the same order', async () => {
    expect(await get('/v1/enumerate')).toEqual(recorded.enumerate);
  });

  it('hosts and services are the same', async () => {
    for (const [path, all] of [
      ['hosts', recorded.hosts],
      ['services', recorded.services],
    ] as const) {
      for (const [of, list] of Object.entries(all)) {
        expect(sortedTexts((await get(`/v1/${path}/${of}`)) as Json[]), of).toEqual(list);
      }
    }
  });

  it.each(recorded.answers.map((answer) => [answer.question.join(' '), answer] as const))(
    'answers %s alike, or differs for a reason',
    (question, theirs) => {
      const [of, type] = theirs.question;
      const apex = of.endsWith('arpa')
        ? of.split('.').slice(-2).join('.')
        : (recorded.config.domain ?? 'mesos').toLowerCase();
      const ours = comparable(ask(responder, of, type), apex);
      if (differences[question] === undefined) expect(ours).toEqual(comparable(theirs, apex));
      else expect(ours, differences[question]).not.toEqual(comparable(theirs, apex));
    },
  );
});
