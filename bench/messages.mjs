/**
 * Every list that a call or a message carries, as long as it may be (master/core/validation/
 * list-bounds.ts), hostile in shape where that costs more: ports that do not touch each other, names
 * that nobody has. How long everybody else waits meanwhile is the figure: the longest turn. One item
 * more must be refused; the bench fails when it is not.
 */
import { ReregisterSlaveMessage } from '../dist/protocol/generated/internal.js';
import { RegisterSlaveMessage, UpdateSlaveMessage } from '../dist/protocol/generated/internal.js';
import { Call } from '../dist/protocol/generated/scheduler.js';
import { BottledMaster } from './tools/bottled-master.mjs';
import { figure } from './tools/processes.mjs';

const json = 'application/json';
const forms = [
  ['JSON', json, (call) => Buffer.from(Call.toJson(call))],
  ['protobuf', 'application/x-protobuf', (call) => Call.encode(call)],
];
/** The first ones find code that is not compiled yet. */
const rounds = 8;

const times = (count, make) => Array.from({ length: count }, (_, i) => make(i));
const scalar = (name, value) => ({ name, type: 'SCALAR', scalar: { value } });
const ports = (begin, end) => ({
  name: 'ports',
  type: 'RANGES',
  ranges: { range: [{ begin, end }] },
});
const capabilities = [{ type: 'MULTI_ROLE' }, { type: 'PARTITION_AWARE' }];
const frameworkInfo = (more) => ({ user: 'u', name: 'f', roles: ['*'], capabilities, ...more });
const plenty = [scalar('cpus', 1e5), scalar('mem', 1e8), scalar('disk', 1e8), ports(1, 100_000)];
const registration = (resources, more = {}) => ({
  slave: { hostname: 'h', resources, ...more },
  version: '1.12.0',
  agent_capabilities: [{ type: 'MULTI_ROLE' }, { type: 'RESERVATION_REFINEMENT' }],
});

function register(master, pid, message, type = RegisterSlaveMessage) {
  master.receive(pid, type.typeName, type.encode(message));
  master.advance(1_000);
}

/** A framework that was offered `agents` agents. */
function world(agents = 1) {
  const master = new BottledMaster();
  const call = { type: 'SUBSCRIBE', subscribe: { framework_info: frameworkInfo() } };
  const answered = master.subscribe(Buffer.from(Call.toJson(call)), json);
  const [id] = master.state.frameworks.keys();
  for (let i = 0; i < agents; i++) {
    const pid = `slave(1)@10.0.${i >> 8}.${i & 255}:5051`;
    master.receive(
      pid,
      RegisterSlaveMessage.typeName,
      RegisterSlaveMessage.encode(registration(plenty)),
    );
  }
  master.advance(2_000);
  const headers = { 'mesos-stream-id': answered['Mesos-Stream-Id'] };
  return { master, id, headers, offers: [...master.state.offers.values()] };
}

const ids = (count, word) => times(count, (i) => ({ value: `${word}${i}` }));
const resourcesOf = (i) => [
  scalar('cpus', 1),
  scalar('mem', 1),
  scalar('disk', 1),
  ports(2 * i + 2, 2 * i + 2),
];

function task(i, agentId, resources = resourcesOf(i)) {
  const variables = [
    { name: 'A', value: '1' },
    { name: 'B', value: '2' },
  ];
  return {
    name: `task ${i}`,
    task_id: { value: `t${i}` },
    agent_id: { value: agentId },
    command: { value: 'sleep 100', environment: { variables } },
    labels: { labels: [{ key: 'a', value: 'b' }] },
    resources,
  };
}

function accept(world, operations, offerIds = [{ value: world.offers[0].id }]) {
  return { type: 'ACCEPT', accept: { offer_ids: offerIds, operations } };
}
const agentOf = ({ offers }) => offers[0].agent.id;
const launch = (...task_infos) => ({ type: 'LAUNCH', launch: { task_infos } });
const podExecutor = {
  type: 'DEFAULT',
  executor_id: { value: 'e' },
  resources: [scalar('cpus', 1), scalar('mem', 64), scalar('disk', 1)],
};
const group = (tasks) => ({
  type: 'LAUNCH_GROUP',
  launch_group: { executor: podExecutor, task_group: { tasks } },
});
const update = ({ id }, more, wishes = {}) => ({
  type: 'UPDATE_FRAMEWORK',
  update_framework: { framework_info: frameworkInfo({ id: { value: id }, ...more }), ...wishes },
});
const roles = (count) => times(count, (i) => `r${i}`);
/** With the levels of `count` roles, in paths as long as a role may be. */
const deep = (levels) =>
  times(Math.ceil(levels / 500), (i) =>
    [`r${i}`, ...times(Math.min(500, levels - i * 500) - 1, () => 'd')].join('/'),
  );

/** Name, bound, the call with so many. */
const calls = [
  [
    'LAUNCH of tasks',
    1_000,
    (w, n) => accept(w, [launch(...times(n, (i) => task(i, agentOf(w))))]),
  ],
  [
    'LAUNCH_GROUP of tasks',
    500,
    (w, n) => accept(w, [group(times(n, (i) => task(i, agentOf(w), resourcesOf(i).slice(1))))]),
  ],
  [
    'LAUNCH of resource names',
    4_000,
    (w, n) =>
      accept(w, [
        launch(
          task(
            0,
            agentOf(w),
            times(n, (i) => scalar(`n${i}`, 1)),
          ),
        ),
      ]),
  ],
  [
    'LAUNCHes of nothing',
    1_000,
    (w, n) =>
      accept(
        w,
        times(n, () => launch()),
      ),
  ],
  [
    'tasks for no offer',
    1_000,
    (w, n) => accept(w, [launch(...times(n, (i) => task(i, 'S')))], ids(1, 'x')),
  ],
  ['ACCEPT of offers', 1_000, (w, n) => accept(w, [], ids(n, 'x'))],
  [
    'DECLINE of offers',
    10_000,
    (w, n) => ({ type: 'DECLINE', decline: { offer_ids: ids(n, 'x') } }),
  ],
  [
    'RECONCILE of tasks',
    10_000,
    (w, n) => ({
      type: 'RECONCILE',
      reconcile: { tasks: ids(n, 'x').map((task_id) => ({ task_id })) },
    }),
  ],
  [
    'RECONCILE_OPERATIONS',
    10_000,
    (w, n) => ({
      type: 'RECONCILE_OPERATIONS',
      reconcile_operations: { operations: ids(n, 'x').map((operation_id) => ({ operation_id })) },
    }),
  ],
  ['REQUEST', 10_000, (w, n) => ({ type: 'REQUEST', request: { requests: times(n, () => ({})) } })],
  [
    'inverse offers',
    10_000,
    (w, n) => ({
      type: 'DECLINE_INVERSE_OFFERS',
      decline_inverse_offers: { inverse_offer_ids: ids(n, 'x') },
    }),
  ],
  ['roles', 5_000, (w, n) => update(w, { roles: roles(n) })],
  ['levels of roles', 5_000, (w, n) => update(w, { roles: deep(n) })],
  [
    'suppressed roles',
    5_000,
    (w, n) => update(w, { roles: roles(Math.min(n, 5_000)) }, { suppressed_roles: roles(n) }),
  ],
  ['SUPPRESS of roles', 5_000, (w, n) => ({ type: 'SUPPRESS', suppress: { roles: roles(n) } })],
  [
    'offer filters',
    1_000,
    (w, n) => {
      const quantities = times(n, () => ({ quantities: { cpus: { value: 1 } } }));
      return update(w, { offer_filters: { '*': { min_allocatable_resources: { quantities } } } });
    },
  ],
];

function measureCalls() {
  for (const [name, most, make] of calls) {
    for (const [form, type, encode] of forms) {
      const turns = times(rounds, () => {
        const here = world();
        const call = (n) => encode({ framework_id: { value: here.id }, ...make(here, n) });
        const refused = here.master.call(call(most + 1), type, here.headers);
        if (refused.status !== 400) throw new Error(`${most + 1} ${name}: ${refused.status}`);
        const body = call(most);
        here.master.longestTurnMs = 0;
        const { status, text } = here.master.call(body, type, here.headers);
        if (status >= 300) throw new Error(`${most} ${name} are refused: ${text}`);
        here.master.advance(100);
        return here.master.longestTurnMs;
      });
      figure(`${most} ${name}, ${form}`, Math.min(...turns), 'ms', { bar: '≤ 50' });
    }
  }
}

function reportedTask(i) {
  const task_id = { value: `t${i}` };
  return {
    name: `task ${i}`,
    task_id,
    framework_id: { value: 'F' },
    agent_id: { value: 'S' },
    state: 'TASK_RUNNING',
    resources: resourcesOf(i).slice(1),
    statuses: [{ task_id, state: 'TASK_RUNNING', timestamp: 1 }],
  };
}

const executor = (i) => ({
  executor_id: { value: `e${i}` },
  framework_id: { value: 'F' },
  resources: resourcesOf(i).slice(1),
});
const named = (count) => times(count, (i) => scalar(`n${i}`, 1));
const comingBack = (more) => ({ ...registration(plenty, { id: { value: 'S' } }), ...more });
const attribute = (i) => ({ name: `a${i}`, type: 'SCALAR', scalar: { value: i } });

/**
 * Name, bound, type and the message with so many.
 * @type {[string, number, import('../dist/protocol/codec/message.js').MessageType<object>, (n: number) => object][]}
 */
const messages = [
  ['resources of a new agent', 5_000, RegisterSlaveMessage, (n) => registration(named(n))],
  [
    'attributes of a new agent',
    1_000,
    RegisterSlaveMessage,
    (n) => registration(plenty, { attributes: times(n, attribute) }),
  ],
  [
    'resources of an agent',
    5_000,
    ReregisterSlaveMessage,
    (n) => registration(named(n), { id: { value: 'S' } }),
  ],
  [
    'tasks of an agent',
    3_000,
    ReregisterSlaveMessage,
    (n) => comingBack({ tasks: times(n, reportedTask) }),
  ],
  [
    'executors of an agent',
    3_000,
    ReregisterSlaveMessage,
    (n) => comingBack({ executor_infos: times(n, executor) }),
  ],
  [
    'frameworks of an agent',
    3_000,
    ReregisterSlaveMessage,
    (n) => comingBack({ frameworks: times(n, (i) => frameworkInfo({ id: { value: `F${i}` } })) }),
  ],
];

function measureMessages() {
  for (const [name, most, type, make] of messages) {
    const turns = times(rounds, () => {
      const { master } = world();
      const pid = 'slave(1)@10.9.9.9:5051';
      register(master, pid, make(most + 1), type);
      if (master.state.agentsByPid.has(pid)) throw new Error(`${most + 1} ${name} are taken`);
      master.longestTurnMs = 0;
      register(master, pid, make(most), type);
      if (!master.state.agentsByPid.has(pid)) throw new Error(master.warnings.at(-1));
      return master.longestTurnMs;
    });
    figure(`${most} ${name}`, Math.min(...turns), 'ms', { bar: '≤ 50' });
  }
}

function measureHistory() {
  const tasks = times(30_000, (i) => ({ ...reportedTask(i), state: 'TASK_FINISHED' }));
  const message = comingBack({
    completed_frameworks: [{ framework_info: frameworkInfo(), tasks }],
  });
  const bytes = ReregisterSlaveMessage.encode(message);
  const turns = times(rounds, () => {
    const { master } = world();
    master.longestTurnMs = 0;
    master.receive('slave(1)@10.9.9.9:5051', ReregisterSlaveMessage.typeName, bytes);
    master.advance(1_000);
    if (!master.state.agents.has('S')) throw new Error(master.warnings.at(-1));
    return master.longestTurnMs;
  });
  figure('history of 30,000 tasks of an agent', Math.min(...turns), 'ms', { bar: '≤ 50' });
}

function measureUpdates() {
  const turns = times(rounds, () => {
    const { master } = world();
    const [agent] = master.state.agents.values();
    const spare = (n) => named(n).map((one) => ({ ...one, revocable: {} }));
    master.longestTurnMs = 0;
    const message = { slave_id: { value: agent.id }, oversubscribed_resources: spare(5_000) };
    master.receive(agent.pid, UpdateSlaveMessage.typeName, UpdateSlaveMessage.encode(message));
    master.advance(2_000);
    return master.longestTurnMs;
  });
  figure('5000 revocable resources of an agent', Math.min(...turns), 'ms', { bar: '≤ 50' });
}

/** Texts that are full of nothing, as large as they may be. */
function measureBodies() {
  const bodies = [
    ['4 MiB of blanks', `{"type":"REVIVE"${' '.repeat(4 * 1024 * 1024 - 32)}}`],
    [
      '50,000 ids',
      `{"type":"DECLINE","decline":{"offer_ids":[${'{"value":"a"},'.repeat(49_000)}{}]}}`,
    ],
    ['100,000 empty ids', `{"type":"DECLINE","decline":{"offer_ids":[${'{},'.repeat(99_000)}{}]}}`],
    ['30 MiB of values', `{"type":"REVIVE","x":[${'1,'.repeat(15 * 1024 * 1024)}1]}`],
    ['4 MiB of brackets', '['.repeat(4 * 1024 * 1024 - 32)],
  ];
  for (const [name, text] of bodies) {
    const turns = times(rounds, () => {
      const { master, headers } = world();
      master.longestTurnMs = 0;
      master.call(Buffer.from(text), json, headers);
      return master.longestTurnMs;
    });
    figure(`a call of ${name}`, Math.min(...turns), 'ms', { bar: '≤ 50' });
  }
}

measureCalls();
measureMessages();
measureHistory();
measureUpdates();
measureBodies();
