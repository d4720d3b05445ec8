/**
 * From a packet to its answer: names of our own zones from what is known of the cluster, all others
 * from resolvers, or not at all. Never throws, whatever the packet is.
 *
 * By UDP an answer is no longer than the client takes, nor than `ownUdpBytes`, and ANY comes by TCP
 * only: whoever writes another's address into a request does that one little harm.
 */
import type { Random } from '../../foundation/random.ts';
import type { DnsConfig } from '../config/keys.ts';
import { parsePlace, type Place } from '../config/places.ts';
import type { Cluster } from '../model/cluster.ts';
import type { Serial } from '../model/serial.ts';
import type { DnsCounters, Protocol } from './counters.ts';
import type { Forwarder } from './forwarder.ts';
import { type Answer, cutAnswer, writeAnswer, writeRefusal } from './message-writer.ts';
import { classes, mostMessageBytes, plainUdpBytes, rcodes, types } from './packet.ts';
import { type Query, readQuery } from './query.ts';
import { answerFromZone, type ZoneSettings } from './zone-answer.ts';

/** What crosses every network in one piece. */
export const ownUdpBytes = 1232;
/** Answers of others are passed on up to this, if the client takes so much. */
const mostForwardedBytes = 4096;
const dnsPort = 53;

export interface Client {
  readonly protocol: Protocol;
  readonly address: string;
}

export interface ResponderParts {
  readonly config: DnsConfig;
  readonly cluster: Cluster;
  readonly serial: Serial;
  readonly forwarder: Forwarder;
  readonly counters: DnsCounters;
  readonly random: Random;
}

type Route =
  | { readonly suffix: string; readonly settings: ZoneSettings }
  | { readonly suffix: string; readonly resolvers: readonly Place[] };

export class Responder {
  readonly #parts: ResponderParts;
  /** The longest first; the last one takes everything. */
  readonly #routes: readonly Route[];

  constructor(parts: ResponderParts) {
    this.#parts = parts;
    this.#routes = routesOf(parts.config);
  }

  /** `reply` is called once, at once or later; false: it is no request, and never called. */
  respond(bytes: Buffer, client: Client, reply: (answer: Buffer) => void): boolean {
    const counters = this.#parts.counters.of(client.protocol);
    const read = readQuery(bytes);
    if (read.kind === 'dropped') {
      counters.dropped++;
      return false;
    }
    counters.requests++;
    if (read.kind === 'query') {
      this.#dispatch(read.query, client, reply);
    } else {
      counters.answers[read.rcode]!++;
      reply(writeRefusal(bytes, read.rcode));
    }
    return true;
  }

  #dispatch(query: Query, client: Client, reply: (answer: Buffer) => void): void {
    const route = this.#routeOf(query.name);
    if ('resolvers' in route) this.#forward(query, client, route.resolvers, reply);
    else reply(this.#write(query, client, this.#answer(query, client, route.settings)));
  }

  #routeOf(name: string): Route {
    const asked = name.toLowerCase();
    return this.#routes.find(
      ({ suffix }) =>
        asked.endsWith(suffix) &&
        (suffix === '' ||
          asked.length === suffix.length ||
          asked[asked.length - suffix.length - 1] === '.'),
    )!;
  }

  #answer(query: Query, client: Client, settings: ZoneSettings): Answer {
    const { cluster, serial, random } = this.#parts;
    if (query.edns !== undefined && query.edns.version > 0) return refusal(rcodes.BADVERS);
    if (query.class !== classes.IN && query.class !== classes.ANY) return refusal(rcodes.REFUSED);
    if (query.type === types.AXFR || query.type === types.IXFR) return refusal(rcodes.REFUSED);
    // An answer that a name is not there would be remembered.
    if (!cluster.isReady) return refusal(rcodes.SERVFAIL);
    const state = { zone: cluster.book.zone, serial: serial.value, random };
    return answerFromZone(query, state, settings, client.address);
  }

  #write(query: Query, { protocol }: Client, answer: Answer): Buffer {
    const { config, counters } = this.#parts;
    const isUdp = protocol === 'udp';
    const udpBytes = Math.min(query.edns?.udpBytes ?? plainUdpBytes, ownUdpBytes);
    const { bytes, isTruncated } = writeAnswer(query, answer, {
      isAuthoritative: answer.rcode === rcodes.NOERROR || answer.rcode === rcodes.NXDOMAIN,
      offersRecursion: config.RecurseOn,
      ttl: config.TTL,
      mostBytes: isUdp ? udpBytes : mostMessageBytes,
      ownUdpBytes,
      setsTruncateBit: config.SetTruncateBit,
      isTcpOnly: isUdp && query.type === types.ANY && config.SetTruncateBit,
    });
    const counted = counters.of(protocol);
    counted.answers[answer.rcode]!++;
    if (isTruncated) counted.truncated++;
    return bytes;
  }

  #forward(
    query: Query,
    client: Client,
    resolvers: readonly Place[],
    reply: (answer: Buffer) => void,
  ): void {
    if (resolvers.length === 0) {
      return reply(this.#write(query, client, refusal(rcodes.REFUSED)));
    }
    const { forwarder, counters, config } = this.#parts;
    forwarder.forward(query, client.protocol, resolvers, (answer) => {
      if (answer === undefined) {
        return reply(this.#write(query, client, refusal(rcodes.SERVFAIL)));
      }
      counters.of(client.protocol).answers[answer[3]! & 15]!++;
      const most =
        client.protocol === 'tcp'
          ? mostMessageBytes
          : Math.min(query.edns?.udpBytes ?? plainUdpBytes, mostForwardedBytes);
      if (answer.length > most) {
        counters.of(client.protocol).truncated++;
        return reply(cutAnswer(answer, query, config.SetTruncateBit));
      }
      // @compat who cannot bear the bit never sees it.
      if (!config.SetTruncateBit) answer[2]! &= ~0x02;
      reply(answer);
    });
  }
}

function refusal(rcode: number): Answer {
  return { rcode, answers: [], authorities: [], extras: [] };
}

function routesOf(config: DnsConfig): readonly Route[] {
  const settings = (apex: string): ZoneSettings => ({
    apex,
    mname: config.SOAMname,
    rname: config.SOARname,
    refresh: config.SOARefresh,
    retry: config.SOARetry,
    expire: config.SOAExpire,
    minimum: config.SOAMinttl,
    weight: config.SRVRecordDefaultWeight,
    sortsBySubnet: config.ResolvSubnetFirst,
  });
  const own = [config.Domain, ...(config.ReverseDnsOn ? ['in-addr.arpa', 'ip6.arpa'] : [])];
  const zones = config.ExternalOn ? Object.entries(config.ZoneResolvers) : [];
  const routes: Route[] = [
    ...own.map((suffix) => ({ suffix, settings: settings(suffix) })),
    ...zones.map(([suffix, list]) => ({ suffix, resolvers: placesOf(list) })),
    { suffix: '', resolvers: config.ExternalOn ? placesOf(config.Resolvers) : [] },
  ];
  return routes.sort((a, b) => b.suffix.length - a.suffix.length);
}

/** One object for each, by which the forwarder remembers it. */
function placesOf(list: readonly string[]): readonly Place[] {
  return list.map((text) => parsePlace(text, dnsPort)).filter((place) => place !== undefined);
}
