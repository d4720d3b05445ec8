import dnsPacket from 'dns-packet';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { SystemClock } from '../../foundation/clock.ts';
import { SeededRandom } from '../../foundation/random.ts';
import { readConfig } from '../config/read.ts';
import { Cluster } from '../model/cluster.ts';
import { HostAddresses } from '../model/host-addresses.ts';
import { hostLabel } from '../model/labels.ts';
import { Serial } from '../model/serial.ts';
import { DnsCounters } from './counters.ts';
import { Forwarder } from './forwarder.ts';
import { ownUdpBytes, Responder } from './responder.ts';

const clock = new SystemClock();
const naming = { domain: 'mesos', label: hostLabel, ipSources: ['host'] as const };
let counters: DnsCounters;

function serve(config: object = {}, { agents = 3, isReady = true } = {}): Responder {
  const text = JSON.stringify({ masters: ['10.0.0.1:5050'], externalon: false, ...config });
  const read = readConfig(text, () => []);
  if (!read.ok) throw new Error(read.error);
  const addresses = new HostAddresses({ clock, refreshMs: 60_000, lookUp: () => undefined });
  const cluster = new Cluster({ clock, naming, addresses });
  const ids = Array.from({ length: agents }, (_, n) => n);
  if (isReady) {
    cluster.replace({
      agents: ids.map((n) => ({ id: `S${n}`, host: `10.0.${n >> 8}.${n & 255}`, port: '5051' })),
      recoveredAgents: [],
      frameworks: [{ id: 'F', name: 'fw', hostname: '' }],
      tasks: ids.map((n) => ({
        id: `T${n}`,
        frameworkId: 'F',
        agentId: `S${n}`,
        name: n === 0 ? `bad ${'x'.repeat(80)}` : 'web',
        isRunning: true,
        discovery: n === 1 ? { name: `raw.${'y'.repeat(70)}`, ports: [] } : undefined,
        ports: [[31_000, 31_000]] as const,
        running: undefined,
      })),
    });
  }
  counters = new DnsCounters();
  return new Responder({
    config: read.value.config,
    cluster,
    serial: new Serial(clock, cluster.book.zone),
    forwarder: new Forwarder({ clock, counters, timeoutMs: 1 }),
    counters,
    random: new SeededRandom(3),
  });
}

type Answer = dnsPacket.DecodedPacket & { rcode: string; size: number };

function ask(
  responder: Responder,
  question: { name: string; type: string; class?: string },
  { protocol = 'udp', edns }: { protocol?: 'udp' | 'tcp'; edns?: number } = {},
): Answer {
  const additionals =
    edns === undefined ? [] : [{ type: 'OPT', name: '.', udpPayloadSize: edns, flags: 0 }];
  const request = dnsPacket.encode({
    id: 4711,
    type: 'query',
    flags: dnsPacket.RECURSION_DESIRED,
    questions: [question as dnsPacket.Question],
    additionals: additionals as dnsPacket.Answer[],
  });
  const answer = raw(responder, request, protocol);
  return { ...(dnsPacket.decode(answer!) as Answer), size: answer!.length };
}

function raw(responder: Responder, request: Buffer, protocol: 'udp' | 'tcp' = 'udp') {
  const answers: Buffer[] = [];
  responder.respond(request, { protocol, address: '10.0.0.77' }, (bytes) => answers.push(bytes));
  expect(answers.length).toBeLessThanOrEqual(1);
  return answers[0];
}

describe('a responder', () => {
  let responder: Responder;
  beforeEach(() => {
    responder = serve();
  });

  it('keeps the case of the question, in the question and in the records', () => {
    const { questions, answers, id, flag_rd } = ask(responder, { name: 'WeB.fW.Mesos', type: 'A' });
    expect({ id, flag_rd }).toEqual({ id: 4711, flag_rd: true });
    expect(questions![0]!.name).toBe('WeB.fW.Mesos');
    expect(answers!.map(({ name }) => name)).toEqual(['WeB.fW.Mesos']);
  });

  it('tells what is not there from what has no such record', () => {
    const { rcode, authorities } = ask(responder, { name: 'no.fw.mesos', type: 'A' });
    expect(rcode).toBe('NXDOMAIN');
    expect(authorities![0]).toMatchObject({ type: 'SOA', name: 'mesos' });
    expect(ask(responder, { name: 'web.fw.mesos', type: 'MX' }).rcode).toBe('NOERROR');
    expect(ask(responder, { name: '_tcp.fw.mesos', type: 'A' }).rcode).toBe('NOERROR');
    expect(ask(responder, { name: '_no._tcp.fw.mesos', type: 'SRV' }).rcode).toBe('NOERROR');
  });

  it('has nothing to say before a master was heard of', () => {
    responder = serve({}, { isReady: false });
    expect(ask(responder, { name: 'web.fw.mesos', type: 'A' }).rcode).toBe('SERVFAIL');
  });

  it('refuses other zones, other classes and transfers', () => {
    expect(ask(responder, { name: 'example.com', type: 'A' }).rcode).toBe('REFUSED');
    expect(ask(responder, { name: 'notmesos', type: 'A' }).rcode).toBe('REFUSED');
    expect(ask(responder, { name: 'mesos', type: 'AXFR' }).rcode).toBe('REFUSED');
    expect(ask(responder, { name: 'web.fw.mesos', type: 'A', class: 'CH' }).rcode).toBe('REFUSED');
  });

  it('leaves out names that no packet can carry', () => {
    const { answers } = ask(responder, { name: '_web._tcp.fw.mesos', type: 'SRV' });
    expect(answers!.length).toBe(1);
    const raws = ask(responder, {
      name: `_${'x'.repeat(20)}._tcp.fw.mesos`,
      type: 'SRV',
    });
    expect(raws.answers).toEqual([]);
  });

  it('cuts answers to what a client takes by UDP, and says so', () => {
    responder = serve({}, { agents: 3000 });
    const plain = ask(responder, { name: 'slave.mesos', type: 'A' });
    expect(plain.flag_tc).toBe(true);
    expect(plain.size).toBeLessThanOrEqual(512);
    expect(plain.answers!.length).toBe(30);
    const large = ask(responder, { name: 'slave.mesos', type: 'A' }, { edns: 4096 });
    expect(large.size).toBeLessThanOrEqual(ownUdpBytes);
    expect(large.answers!.length).toBeGreaterThan(70);
    const whole = ask(responder, { name: 'slave.mesos', type: 'A' }, { protocol: 'tcp' });
    expect(whole.flag_tc).toBe(false);
    expect(whole.answers!.length).toBe(3000);
    // Of 10,000 not even that is enough.
    const most = ask(
      serve({}, { agents: 10_000 }),
      { name: 'slave.mesos', type: 'A' },
      {
        protocol: 'tcp',
      },
    );
    expect(most.flag_tc).toBe(true);
    expect(most.size).toBeLessThanOrEqual(65_535);
  });

  it('drops the addresses of targets first', () => {
    responder = serve({}, { agents: 11 });
    const { answers, additionals, flag_tc } = ask(responder, {
      name: '_web._tcp.fw.mesos',
      type: 'SRV',
    });
    expect({ answers: answers!.length, additionals, flag_tc }).toEqual({
      answers: 9,
      additionals: [],
      flag_tc: true,
    });
  });

  it('says nothing of cutting to those who cannot bear it', () => {
    responder = serve({ setTruncateBit: false }, { agents: 300 });
    const { flag_tc, answers } = ask(responder, { name: 'slave.mesos', type: 'A' });
    expect({ flag_tc, count: answers!.length }).toEqual({ flag_tc: false, count: 30 });
  });

  it('sends who asks for everything to TCP', () => {
    const question = { name: 'web.fw.mesos', type: 'ANY' };
    expect(ask(responder, question)).toMatchObject({ flag_tc: true, answers: [] });
    expect(ask(responder, question, { protocol: 'tcp' }).answers!.length).toBe(1);
  });

  it('puts addresses of the client’s own network first', () => {
    responder = serve({ resolvSubnetFirst: true }, { agents: 1000 });
    for (let i = 0; i < 5; i++) {
      const { answers } = ask(responder, { name: 'slave.mesos', type: 'A' });
      const own = (answers as { data: string }[]).filter(({ data }) => data.startsWith('10.0.0.'));
      expect(own.length).toBe(answers!.length);
    }
  });

  it('answers what is no query with an error that is not longer, or not at all', () => {
    const query = dnsPacket.encode({ id: 1, questions: [{ name: 'web.fw.mesos', type: 'A' }] });
    const change = (at: number, value: number): Buffer => {
      const bytes = Buffer.from(query);
      bytes[at] = value;
      return bytes;
    };
    const rcode = (bytes: Buffer): number | undefined => {
      const answer = raw(responder, bytes);
      return answer && answer[3]! & 15;
    };
    expect(rcode(change(2, 0x80))).toBeUndefined();
    expect(rcode(query.subarray(0, 11))).toBeUndefined();
    expect(rcode(change(2, 0x28))).toBe(4);
    expect(rcode(change(5, 2))).toBe(1);
    expect(rcode(change(7, 200))).toBe(1);
    expect(rcode(change(12, 0xc0))).toBe(1);
    expect(rcode(query.subarray(0, 20))).toBe(1);
  });

  it('bears every packet: one answer at most, never longer than allowed', () => {
    const valid = dnsPacket.encode({
      id: 1,
      questions: [{ name: '_web._tcp.fw.mesos', type: 'SRV' }],
      additionals: [
        { type: 'OPT', name: '.', udpPayloadSize: 4096, flags: 0 } as unknown as dnsPacket.Answer,
      ],
    });
    const damaged = fc
      .array(fc.tuple(fc.nat(valid.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
      .map((changes) => {
        const bytes = Buffer.from(valid);
        for (const [at, value] of changes) bytes[at] = value;
        return bytes;
      });
    const random = fc.uint8Array({ maxLength: 600 }).map((bytes) => Buffer.from(bytes));
    const cut = fc.nat(valid.length).map((length) => valid.subarray(0, length));
    fc.assert(
      fc.property(fc.oneof(damaged, random, cut), (bytes) => {
        const answer = raw(responder, bytes);
        if (answer === undefined) return;
        expect(answer.length).toBeLessThanOrEqual(ownUdpBytes);
        expect(answer[2]! & 0x80).toBe(0x80);
        expect(answer.subarray(0, 2)).toEqual(bytes.subarray(0, 2));
        dnsPacket.decode(answer);
      }),
      { numRuns: 2000 },
    );
  });
});
