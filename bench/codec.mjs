/**
 * Our codec beside protobufjs, the fastest library that we know of, in one process and on the same
 * messages. Both are handed the plain objects that the code works with and give such objects back:
 * enums by name, nothing that was not sent. protobufjs needs a step for that each way (fromObject,
 * toObject); the rows "bare" leave it out, with its own objects prepared beforehand. Figures are
 * ratios of processor time, how many times as long protobufjs takes, of the best of many rounds.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import protobuf from 'protobufjs';
import { StatusUpdateMessage } from '../dist/protocol/generated/internal.js';
import { Response } from '../dist/protocol/generated/master.js';
import { Call, Event } from '../dist/protocol/generated/scheduler.js';
import { figure } from './tools/processes.mjs';

const proto = join(dirname(fileURLToPath(import.meta.url)), '../proto');
const rounds = 30;
const roundMs = 25;
/** A large message leaves so much behind that the collector has to be paid in every round. */
const fewestInRound = 20;

const times = (count, make) => Array.from({ length: count }, (_, i) => make(i));
const scalar = (name, value, more) => ({ name, type: 'SCALAR', scalar: { value }, ...more });
const id = (text) => ({ value: `6d3aa2f1-4c1a-4b0e-9d2f-3f0c7f6b8a11-${text}` });
const allocated = { allocation_info: { role: 'eng/backend' } };
const uuid = Uint8Array.from(times(16, (i) => i * 15));

const resources = [
  scalar('cpus', 7.5, allocated),
  scalar('mem', 30_208, allocated),
  scalar('disk', 402_133, allocated),
  {
    name: 'ports',
    type: 'RANGES',
    ranges: {
      range: [
        { begin: 31_000, end: 31_337 },
        { begin: 31_339, end: 32_000 },
      ],
    },
    ...allocated,
  },
];

const offer = (i) => ({
  id: id(`O${i}`),
  framework_id: id('0001'),
  agent_id: id(`S${i}`),
  hostname: `agent-${i}.example.org`,
  url: {
    scheme: 'http',
    address: { hostname: `agent-${i}.example.org`, ip: '10.0.0.17', port: 5051 },
    path: '/slave(1)',
    query: [],
  },
  resources,
  attributes: [
    { name: 'rack', type: 'TEXT', text: { value: 'r17' } },
    { name: 'zone', type: 'TEXT', text: { value: 'eu-central-1b' } },
  ],
  allocation_info: { role: 'eng/backend' },
});

const status = (i) => ({
  task_id: { value: `web.${i}` },
  state: 'TASK_RUNNING',
  source: 'SOURCE_EXECUTOR',
  agent_id: id(`S${i % 100}`),
  executor_id: { value: `web.${i}` },
  timestamp: 1_767_225_600.25,
  uuid,
  healthy: true,
  container_status: {
    container_id: { value: 'c3b0d6b1-98f5-4f5e-8d2b-6d1a6f6f0a11' },
    network_infos: [{ ip_addresses: [{ protocol: 'IPv4', ip_address: '10.0.0.17' }] }],
  },
});

const task = (i) => ({
  name: `web.${i}`,
  task_id: { value: `web.${i}` },
  framework_id: id('0001'),
  agent_id: id(`S${i % 100}`),
  state: 'TASK_RUNNING',
  resources: resources.slice(0, 3),
  statuses: [status(i)],
  status_update_state: 'TASK_RUNNING',
  status_update_uuid: uuid,
  labels: { labels: [{ key: 'app', value: 'web' }] },
});

const agent = (i) => ({
  agent_info: { id: id(`S${i}`), hostname: `agent-${i}.example.org`, port: 5051, resources },
  active: true,
  version: '1.12.0',
  pid: `slave(1)@10.0.0.${i}:5051`,
  registered_time: { nanoseconds: 1_767_225_600 },
  total_resources: resources,
  allocated_resources: resources.slice(0, 2),
});

const framework_info = {
  user: 'root',
  name: 'marathon',
  id: id('0001'),
  failover_timeout: 604_800,
  checkpoint: true,
  hostname: 'scheduler.example.org',
  principal: 'marathon',
  webui_url: 'http://scheduler.example.org:8080',
  roles: ['eng/backend', 'eng/frontend'],
  capabilities: ['MULTI_ROLE', 'PARTITION_AWARE', 'TASK_KILLING_STATE', 'REGION_AWARE'].map(
    (type) => ({ type }),
  ),
};

/** @type {[string, import('../dist/protocol/codec/message.js').MessageType<object>, object][]} */
const cases = [
  [
    'SUBSCRIBE',
    Call,
    { framework_id: id('0001'), type: 'SUBSCRIBE', subscribe: { framework_info } },
  ],
  ['OFFERS of one', Event, { type: 'OFFERS', offers: { offers: [offer(1)] } }],
  [
    'status update',
    StatusUpdateMessage,
    {
      update: {
        framework_id: id('0001'),
        executor_id: { value: 'web.1' },
        slave_id: id('S1'),
        status: status(1),
        timestamp: 1_767_225_600.25,
        uuid,
        latest_state: 'TASK_RUNNING',
      },
      pid: 'slave(1)@10.0.0.17:5051',
    },
  ],
  [
    'state, 1,000 tasks',
    Response,
    {
      type: 'GET_STATE',
      get_state: {
        get_tasks: { tasks: times(1000, task) },
        get_agents: { agents: times(100, agent) },
        get_frameworks: {
          frameworks: [{ framework_info, active: true, connected: true, recovered: false }],
        },
      },
    },
  ],
];

function loadLibrary() {
  const root = new protobuf.Root();
  root.resolvePath = (_, target) =>
    target.startsWith('google/protobuf/') || target.startsWith('/') ? target : join(proto, target);
  const files = ['internal/messages', 'v1/master/master', 'v1/scheduler/scheduler'];
  root.loadSync(
    files.map((name) => join(proto, 'mesos', `${name}.proto`)),
    { keepCase: true },
  );
  return root;
}

/** µs of processor time for one, in a round of some milliseconds. */
function timeRound(work) {
  let count = 0;
  const begin = process.cpuUsage();
  const beginMs = performance.now();
  while (count < fewestInRound || performance.now() - beginMs < roundMs) {
    work();
    count++;
  }
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / count;
}

/** They take turns, so that what else runs on the machine hits all; the best round of each counts. */
function compare(name, works) {
  const best = works.map(() => Infinity);
  for (let round = 0; round < rounds; round++) {
    works.forEach(([, work], i) => (best[i] = Math.min(best[i], timeRound(work))));
  }
  const [ours, ...theirs] = best;
  figure(`${name}, ours`, ours, 'µs');
  theirs.forEach((us, i) => figure(`${name}, ${works[i + 1][0]}`, us / ours, 'times as long'));
}

/** Both must have read and written the same. */
function check(name, ours, theirs) {
  if (JSON.stringify(sorted(ours)) === JSON.stringify(sorted(theirs))) return;
  throw new Error(`${name}: the two codecs do not agree`);
}

function sorted(value) {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const names = Object.keys(value).toSorted();
  return Object.fromEntries(names.map((name) => [name, sorted(value[name])]));
}

const library = loadLibrary();
for (const [name, type, message] of cases) {
  const theirs = library.lookupType(type.typeName);
  const plain = { enums: String, longs: Number };
  const json = { ...plain, bytes: String };
  const bytes = type.encode(message);
  const text = type.toJson(message);
  const prepared = theirs.fromObject(message);
  check(name, type.decode(theirs.encode(prepared).finish()), message);
  check(name, theirs.toObject(theirs.decode(bytes), plain), message);
  console.log(`${name}: ${bytes.length} bytes, ${text.length} characters of JSON`);
  compare(`${name}, encode`, [
    ['ours', () => type.encode(message)],
    ['protobufjs', () => theirs.encode(theirs.fromObject(message)).finish()],
    ['protobufjs, bare', () => theirs.encode(prepared).finish()],
  ]);
  compare(`${name}, decode`, [
    ['ours', () => type.decode(bytes)],
    ['protobufjs', () => theirs.toObject(theirs.decode(bytes), plain)],
    ['protobufjs, bare', () => theirs.decode(bytes)],
  ]);
  compare(`${name}, to JSON`, [
    ['ours', () => type.toJson(message)],
    ['protobufjs', () => JSON.stringify(theirs.toObject(prepared, json))],
  ]);
  compare(`${name}, from JSON`, [
    ['ours', () => type.fromJson(JSON.parse(text))],
    ['protobufjs', () => theirs.fromObject(JSON.parse(text))],
  ]);
}
