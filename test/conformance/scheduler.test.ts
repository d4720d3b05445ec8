/**
 * A recorded session of a scheduler, call by call in its order, on our master and agent: refusals
 * word for word, events and what endpoints show meanwhile by shape, updates by state and message.
 * Ids are those of this cluster; offers are whichever came last; updates are acknowledged as they come.
 */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Cluster, type Program, eventually } from '../support/cluster.ts';
import { neutral, unexpectedDifferences, unexplained } from './compare.ts';
import { type Answer, exchange, parseAnswer, recorded, recordedIn, withBody } from './exchange.ts';
import { EventStream, type SchedulerEvent, type TaskStatus } from './scheduler-session.ts';
import { differences, learn, parseExactly } from './shape.ts';

const cluster = new Cluster();
let master: Program;
let agent: Program;
let agentId = '';
let stream = new EventStream();
let frameworkId = 'none yet';
let offerId: string | undefined;
let lastOfferId = 'none yet';
let offerRole = '*';
let currentStreamId = '';
let firstStreamId = '';
const all: EventStream[] = [];

beforeAll(async () => {
  const logs = (name: string): string => `--log_dir=${join(cluster.directory, name)}`;
  master = await cluster.startMaster({ flags: [logs('master-log')] });
  const resources = '--resources=cpus:4;mem:4096;disk:10000;ports:[31000-32000]';
  agent = await cluster.startAgent(master, { flags: [resources, logs('agent-log')] });
  agentId = await eventually('the agent is registered', async () => {
    const { slaves } = (await master.getJson('/slaves')) as { slaves: { id: string }[] };
    return slaves[0]?.id;
  });
});
afterAll(async () => {
  for (const one of all) one.close();
  await cluster.stop();
});

const recordedFirstStream = 'a38a22ac-d289-4952-87ec-4542fbca2ffe';

const callsBetween = (first: string, last: string): readonly string[] =>
  recordedIn('scheduler')
    .filter((name) => /^\d{3}_.*\.req$/.test(name) && name >= first && name < `${last}~`)
    .map((name) => name.slice(0, -'.req'.length))
    .filter((name) => !name.includes('ACKNOWLEDGE_TASK_'));

function here(text: string): string {
  return (
    text
      .replace(/[0-9a-f]{8}-[0-9a-f-]{27}-S\d+/g, agentId)
      .replace(/[0-9a-f]{8}-[0-9a-f-]{27}-O\d+/g, () => offerId ?? lastOfferId)
      // Which of a framework's roles is offered an agent first depends on what has ended by then.
      .replace(/("allocation_info":\{"role":")[^"]*/g, (_, head: string) => head + offerRole)
      .replace(/[0-9a-f]{8}-[0-9a-f-]{27}-\d{4}/g, frameworkId)
  );
}

/** A recorded request as it has to be for this session. */
function request(name: string): Buffer {
  const changed = withBody(recorded(`scheduler/${name}.req`), here).toString('latin1');
  const ours = (theirs: string): string =>
    theirs === recordedFirstStream ? firstStreamId : currentStreamId;
  const withStream = changed.replace(
    /^(Mesos-Stream-Id: )([0-9a-f-]{36})/m,
    (whole, head: string, id: string) => (/^0{8}/.test(id) ? whole : `${head}${ours(id)}`),
  );
  return Buffer.from(withStream, 'latin1');
}

async function compareCall(name: string): Promise<void> {
  const answer = await exchange(master.port, request(name));
  const expected = parseAnswer(recorded(`scheduler/${name}.resp`), true);
  expect(unexpectedDifferences(`scheduler/${name}`, expected, answer)).toEqual([]);
}

async function compareEndpoint(name: string): Promise<void> {
  const target = name.includes('_agent_') ? agent : master;
  const answer = await exchange(target.port, recorded(`scheduler/${name}.req`));
  const expected = parseAnswer(recorded(`scheduler/${name}.resp`), true);
  expect(unexpectedDifferences(`scheduler/${name}`, expected, answer)).toEqual([]);
}

async function open(name: string): Promise<EventStream> {
  const opened = new EventStream();
  all.push(opened);
  opened.onEvent = (event) => {
    noteOffers(event);
    if (event.update?.status.uuid !== undefined) void acknowledge(event.update.status);
  };
  return opened.open(master.port, withBody(recorded(`scheduler/${name}.req`), here));
}

function noteOffers({ offers, rescind }: SchedulerEvent): void {
  if (rescind?.offer_id.value === offerId) offerId = undefined;
  // What is left of an agent may come as an offer of its own; the session needs whole ones.
  const offer = offers?.offers.find(({ resources }) =>
    resources.some(({ name }) => name === 'disk'),
  );
  if (offer === undefined) return;
  offerId = lastOfferId = offer.id.value;
  offerRole = offer.allocation_info?.role ?? '*';
}

async function acknowledge({ agent_id, task_id, uuid }: TaskStatus): Promise<void> {
  const body = JSON.stringify({
    type: 'ACKNOWLEDGE',
    framework_id: { value: frameworkId },
    acknowledge: { agent_id, task_id, uuid },
  });
  const head = `POST /api/v1/scheduler HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n`;
  const rest = `Mesos-Stream-Id: ${currentStreamId}\r\nContent-Length: ${body.length}\r\n\r\n`;
  const answer: Answer | undefined = await exchange(master.port, Buffer.from(head + rest + body));
  expect(answer?.status).toBe(202);
}

/** Events of a recorded stream. */
const recordedEvents = (name: string): readonly string[] =>
  recorded(`scheduler/${name}.events.txt`)
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => line.slice(line.indexOf('] ') + 2))
    .filter((text) => text.startsWith('{'));

const hasState = (id: string, state: string) => (): true | undefined =>
  stream.updates.some(({ task_id, state: s }) => task_id.value === id && s === state) || undefined;

/** What has to have happened before the next call, and what is looked at then. */
const after: Readonly<Record<string, () => Promise<void>>> = {
  async '025_ACCEPT_launch_t1'() {
    await eventually('t1 runs', hasState('t1', 'TASK_RUNNING'));
    await compareEndpoint('zz_GET_state_running');
    await compareEndpoint('zz_GET_tasks_running');
    await compareEndpoint('zz_agent_GET_state_running');
  },
  async '062_UPDATE_FRAMEWORK'() {
    await compareEndpoint('zz_GET_frameworks_after_update');
    await compareEndpoint('zz_GET_roles_after_update');
  },
  async '066_ACCEPT_launch_group'() {
    await eventually('g1 runs', hasState('g1', 'TASK_RUNNING'));
    await compareEndpoint('zz_GET_state_group');
    await compareEndpoint('zz_agent_GET_state_group');
    await compareEndpoint('zz_agent_GET_containers_nested');
    await eventually('g1 is done', hasState('g1', 'TASK_FINISHED'));
    await eventually('g2 is done', hasState('g2', 'TASK_FINISHED'));
  },
  async '074_KILL_t1'() {
    await eventually('t1 is killed', hasState('t1', 'TASK_KILLED'));
  },
  '080_REVIVE_while_disconnected': () => compareEndpoint('zz_GET_frameworks_disconnected'),
  '082_REVIVE_after_teardown': () => compareEndpoint('zz_GET_frameworks_completed'),
};

async function replay(name: string): Promise<void> {
  const needsOffer = /[0-9a-f]{12}-O\d/.test(recorded(`scheduler/${name}.req`).toString('latin1'));
  if (needsOffer && name.includes('ACCEPT')) await eventually('an offer', () => offerId, 15_000);
  const used = offerId;
  await compareCall(name);
  // The next offer may be here before the answer to the call is.
  if (needsOffer && !name.includes('ERR') && offerId === used) offerId = undefined;
  await after[name]?.();
}

describe('before it subscribes', () => {
  it.each(callsBetween('001', '017'))('%s', replay);

  it.each(['sub_err_role_invalid', 'sub_err_dup_roles', 'sub_err_role_and_roles'])(
    '%s is an ERROR event and the end',
    async (name) => {
      const refused = await open(name);
      await eventually('the end of the stream', () => refused.isClosed || undefined);
      expect(refused.texts).toEqual(recordedEvents(name));
    },
  );

  it('an id that is only in the framework info is refused', async () => {
    const name = 'scheduler/sub_err_unknown_fwid_info_only';
    const answer = await exchange(master.port, recorded(`${name}.req`));
    const expected = parseAnswer(recorded(`${name}.stream.raw`), true);
    expect(unexpectedDifferences(name, expected, answer)).toEqual([]);
  });
});

describe('subscribed', () => {
  it('is told its id, then given offers', async () => {
    stream = await open('subscribe');
    expect(stream.headers['content-type']).toBe('application/json');
    const { subscribed } = await stream.seen('SUBSCRIBED');
    frameworkId = subscribed?.framework_id.value ?? '';
    firstStreamId = currentStreamId = stream.id;
    await stream.seen('OFFERS');
    expect(stream.events.slice(0, 3).map(({ type }) => type)).toEqual([
      'SUBSCRIBED',
      'HEARTBEAT',
      'OFFERS',
    ]);
  });

  it.each(callsBetween('018', '077'))('%s', replay);

  it('saw every update of the recording, with its words', async () => {
    // In which order the resources of an agent are listed is left open.
    const key = ({ task_id, state, reason = '', message = '' }: TaskStatus): string =>
      `${task_id.value} ${state} ${reason} ${neutral(message)
        .replace(/:[\d.]+/g, ':<n>')
        .replace(/(is more than available ).*/, '$1<resources>')}`;
    const expected = recordedEvents('subscribe')
      .map((text) => (JSON.parse(text) as SchedulerEvent).update?.status)
      .filter((status) => status !== undefined);
    const keys = new Set(expected.map(key));
    await eventually(
      'all updates',
      () => [...keys].every((one) => stream.updates.some((s) => key(s) === one)) || undefined,
      5_000,
    ).catch(() => undefined);
    const missing = [...keys].filter((one) => !stream.updates.some((s) => key(s) === one));
    const more = [...new Set(stream.updates.map(key))].filter((one) => !keys.has(one));
    const found = [...missing.map((one) => `missing: ${one}`), ...more.map((m) => `more: ${m}`)];
    expect(unexplained('scheduler/updates', found)).toEqual([]);
  });
});

describe('subscribed again', () => {
  it('takes the place of the old stream', async () => {
    const old = stream;
    stream = await open('resubscribe');
    currentStreamId = stream.id;
    await stream.seen('SUBSCRIBED');
    const error = await old.seen('ERROR');
    expect(error.error?.message).toBe('Framework failed over');
    await eventually('the end of the old stream', () => old.isClosed || undefined);
  });

  it.each(callsBetween('078', '079'))('%s', replay);

  it('is disconnected when its stream breaks', async () => {
    stream.close();
    await eventually('the master notices', async () => {
      const { frameworks } = (await master.getJson('/frameworks')) as {
        frameworks: { connected: boolean }[];
      };
      return frameworks.every(({ connected }) => !connected) || undefined;
    });
  });

  it.each(callsBetween('080', '080'))('%s', replay);

  it('can come back', async () => {
    stream = await open('reconnect');
    currentStreamId = stream.id;
    await stream.seen('SUBSCRIBED');
  });

  it.each(callsBetween('081', '082'))('%s', replay);

  it('cannot come back after TEARDOWN', async () => {
    const refused = await open('subscribe_after_teardown');
    await refused.seen('ERROR');
    expect(refused.texts).toEqual(recordedEvents('subscribe_after_teardown'));
  });
});

describe('all events', () => {
  /** Updates of an executor have other fields than those of the master. */
  const kindOf = (text: string): string => {
    const { type, update } = JSON.parse(text) as SchedulerEvent;
    return [type, update?.status.state, update?.status.reason].filter(Boolean).join(' ');
  };

  it('have the recorded shape', () => {
    const shapes = new Map<string, ReturnType<typeof learn>>();
    const streams = ['subscribe', 'resubscribe', 'reconnect', 'subscribe_after_teardown'];
    for (const text of streams.flatMap(recordedEvents)) {
      const kind = kindOf(text);
      shapes.set(kind, learn(parseExactly(text), shapes.get(kind)));
    }
    const found = all.flatMap(({ texts }) =>
      texts.flatMap((text) => {
        const shape = shapes.get(kindOf(text));
        return shape === undefined
          ? [`${kindOf(text)} is not among the recorded events`]
          : differences(shape, parseExactly(text)).map((one) => `${kindOf(text)}: ${one}`);
      }),
    );
    expect(unexplained('scheduler/events', [...new Set(found)])).toEqual([]);
  });
});
