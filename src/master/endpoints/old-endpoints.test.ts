/** Texts against those of the real product (recorded), character by character; times are rounded. */
import { describe, expect, it } from 'vitest';
import type { Task } from '../../protocol/generated/mesos.ts';
import type { RoleName } from '../../protocol/ids.ts';
import { wholeView } from '../../security/view.ts';
import { Resources } from '../../resources/resources.ts';
import { addAgent } from '../core/agents/agents.ts';
import type { AgentRecord, FrameworkRecord } from '../core/state.ts';
import { aFramework, launchOf, aTask, TestMaster } from '../core/test-support.ts';
import { changeTaskState } from '../core/tasks/status-updates.ts';
import { frameworksDocument } from './frameworks.ts';
import { rolesJson } from './roles.ts';
import { slavesDocument } from './slaves.ts';
import { stateSummaryDocument } from './state-summary.ts';
import { stateDocument } from './state.ts';
import { weightsJson } from './weights.ts';
import { readTasksQuery, tasksDocument } from './tasks.ts';
import { contextOf, jsonOf, textOf } from './test-support.ts';

const masterId = '7197e87e-95a9-4000-b001-7da026e62753';
const frameworkId = `${masterId}-0002`;
const agentId = `${masterId}-S0`;

function scalar(name: string, value: number, role?: RoleName) {
  const allocation = role === undefined ? {} : { allocation_info: { role } };
  return { name, type: 'SCALAR' as const, scalar: { value }, ...allocation };
}

const container_status = {
  container_id: { value: '4a0641a3-55dd-4633-a567-9aeb1e5916dc' },
  network_infos: [{ ip_addresses: [{ protocol: 'IPv4' as const, ip_address: '127.0.0.1' }] }],
  executor_pid: 4459,
};

const recordedTask: Task = {
  name: 'test',
  task_id: { value: 'test' },
  framework_id: { value: frameworkId },
  agent_id: { value: agentId },
  state: 'TASK_RUNNING',
  resources: [scalar('cpus', 0.1, '*'), scalar('mem', 32, '*')],
  statuses: [
    {
      task_id: { value: 'test' },
      state: 'TASK_STARTING',
      timestamp: 1795217858.9356518,
      message: 'not shown',
      container_status,
    },
    {
      task_id: { value: 'test' },
      state: 'TASK_RUNNING',
      timestamp: 1795217858.939659,
      container_status,
    },
  ],
};

const capabilities = [
  'MULTI_ROLE',
  'HIERARCHICAL_ROLE',
  'RESERVATION_REFINEMENT',
  'RESOURCE_PROVIDER',
  'RESIZE_VOLUME',
  'AGENT_OPERATION_FEEDBACK',
  'AGENT_DRAINING',
  'TASK_RESOURCE_LIMITS',
] as const;

/** The state that was recorded: one agent, one framework, one task. */
function recorded(): { test: TestMaster; agent: AgentRecord; framework: FrameworkRecord } {
  const test = new TestMaster();
  const { core } = test.master;
  const framework = test.subscribe(
    aFramework({
      id: { value: frameworkId },
      name: 'mesos-execute instance',
      role: '*',
      roles: [],
      capabilities: [
        { type: 'RESERVATION_REFINEMENT' },
        { type: 'TASK_KILLING_STATE' },
        { type: 'REVOCABLE_RESOURCES' },
        { type: 'PARTITION_AWARE' },
      ],
      checkpoint: false,
    }),
  ).record!;
  framework.registeredMs = 1_795_217_858_250;
  const agent = addAgent(core, {
    info: {
      hostname: 'localhost',
      port: 5051,
      resources: [
        scalar('cpus', 2),
        scalar('mem', 23081),
        scalar('disk', 252899),
        { name: 'ports', type: 'RANGES', ranges: { range: [{ begin: 31000, end: 32000 }] } },
      ],
      id: { value: agentId },
      checkpoint: true,
    } as AgentRecord['info'],
    pid: 'slave(1)@127.0.0.1:5051',
    version: '1.12.0',
    capabilities: capabilities.map((type) => ({ type })),
    checkpointedResources: [],
    resourceVersion: undefined,
    tasks: [recordedTask],
    executors: [],
  });
  agent.registeredMs = 1_795_217_833_500;
  return { test, agent, framework };
}

const agentText =
  '{"id":"7197e87e-95a9-4000-b001-7da026e62753-S0","hostname":"localhost","port":5051,"attributes":{},"pid":"slave(1)@127.0.0.1:5051","registered_time":1795217833.5,"resources":{"disk":252899.0,"mem":23081.0,"gpus":0.0,"cpus":2.0,"ports":"[31000-32000]"},"used_resources":{"disk":0.0,"mem":32.0,"gpus":0.0,"cpus":0.1},"offered_resources":{"disk":0.0,"mem":0.0,"gpus":0.0,"cpus":0.0},"reserved_resources":{},"unreserved_resources":{"disk":252899.0,"mem":23081.0,"gpus":0.0,"cpus":2.0,"ports":"[31000-32000]"},"active":true,"deactivated":false,"version":"1.12.0","capabilities":["MULTI_ROLE","HIERARCHICAL_ROLE","RESERVATION_REFINEMENT","RESOURCE_PROVIDER","RESIZE_VOLUME","AGENT_OPERATION_FEEDBACK","AGENT_DRAINING","TASK_RESOURCE_LIMITS"]';
const agentDetails =
  ',"reserved_resources_full":{},"unreserved_resources_full":[{"name":"cpus","type":"SCALAR","scalar":{"value":2.0},"role":"*"},{"name":"mem","type":"SCALAR","scalar":{"value":23081.0},"role":"*"},{"name":"disk","type":"SCALAR","scalar":{"value":252899.0},"role":"*"},{"name":"ports","type":"RANGES","ranges":{"range":[{"begin":31000,"end":32000}]},"role":"*"}],"used_resources_full":[{"name":"cpus","type":"SCALAR","scalar":{"value":0.1},"role":"*","allocation_info":{"role":"*"}},{"name":"mem","type":"SCALAR","scalar":{"value":32.0},"role":"*","allocation_info":{"role":"*"}}],"offered_resources_full":[]}';
const taskText =
  '{"id":"test","name":"test","framework_id":"7197e87e-95a9-4000-b001-7da026e62753-0002","executor_id":"","slave_id":"7197e87e-95a9-4000-b001-7da026e62753-S0","state":"TASK_RUNNING","resources":{"disk":0.0,"mem":32.0,"gpus":0.0,"cpus":0.1},"role":"*","statuses":[{"state":"TASK_STARTING","timestamp":1795217858.9356518,"container_status":{"container_id":{"value":"4a0641a3-55dd-4633-a567-9aeb1e5916dc"},"network_infos":[{"ip_addresses":[{"protocol":"IPv4","ip_address":"127.0.0.1"}]}]}},{"state":"TASK_RUNNING","timestamp":1795217858.939659,"container_status":{"container_id":{"value":"4a0641a3-55dd-4633-a567-9aeb1e5916dc"},"network_infos":[{"ip_addresses":[{"protocol":"IPv4","ip_address":"127.0.0.1"}]}]}}]}';
const frameworkHead =
  '{"id":"7197e87e-95a9-4000-b001-7da026e62753-0002","name":"mesos-execute instance","used_resources":{"disk":0.0,"mem":32.0,"gpus":0.0,"cpus":0.1},"offered_resources":{"disk":0.0,"mem":0.0,"gpus":0.0,"cpus":0.0},"capabilities":["RESERVATION_REFINEMENT","TASK_KILLING_STATE","REVOCABLE_RESOURCES","PARTITION_AWARE"],"hostname":"","webui_url":"","active":true,"connected":true,"recovered":false';
const frameworkText = `${frameworkHead},"user":"root","failover_timeout":0.0,"checkpoint":false,"registered_time":1795217858.25,"unregistered_time":0.0,"resources":{"disk":0.0,"mem":32.0,"gpus":0.0,"cpus":0.1},"role":"*","tasks":[${taskText}],"unreachable_tasks":[],"completed_tasks":[],"offers":[],"executors":[],"offer_constraints":{}}`;

describe('the older endpoints', () => {
  it('show agents as recorded', async () => {
    const context = contextOf(recorded().test);
    expect(await textOf(slavesDocument(context, undefined))).toBe(
      `{"slaves":[${agentText}${agentDetails}],"recovered_slaves":[]}`,
    );
    expect(await textOf(slavesDocument(context, 'nope'))).toBe(
      '{"slaves":[],"recovered_slaves":[]}',
    );
  });

  it('show frameworks and tasks as recorded', async () => {
    const context = contextOf(recorded().test);
    expect(await textOf(frameworksDocument(context, undefined))).toBe(
      `{"frameworks":[${frameworkText}],"completed_frameworks":[],"unregistered_frameworks":[]}`,
    );
    expect(await textOf(frameworksDocument(context, 'nope'))).toBe(
      '{"frameworks":[],"completed_frameworks":[],"unregistered_frameworks":[]}',
    );
  });

  it('show the summary as recorded', async () => {
    const context = contextOf(recorded().test);
    const counts =
      ',"TASK_STAGING":0,"TASK_STARTING":0,"TASK_RUNNING":1,"TASK_KILLING":0,"TASK_FINISHED":0,"TASK_KILLED":0,"TASK_FAILED":0,"TASK_LOST":0,"TASK_ERROR":0,"TASK_UNREACHABLE":0';
    expect(await textOf(stateSummaryDocument(context))).toBe(
      `{"hostname":"master","slaves":[${agentText}${counts},"framework_ids":["${frameworkId}"]}],"frameworks":[${frameworkHead}${counts},"slave_ids":["${agentId}"]}]}`,
    );
  });

  it('show the name of the cluster in the summary, behind that of the master', async () => {
    const context = contextOf(recorded().test, { clusterName: 'prod "1"' });
    const text = await textOf(stateSummaryDocument(context));
    expect(text.startsWith('{"hostname":"master","cluster":"prod \\"1\\"","slaves":[')).toBe(true);
  });

  it('count the ports of a role, offered, used or reserved', () => {
    const master = new TestMaster();
    master.addAgent('slave(1)@10.0.0.1:5051', 'cpus:1;mem:512;ports:[1-100];ports(eng):[200-209]');
    const framework = master.subscribe(aFramework({ roles: ['eng'] }));
    master.advance(2_000);
    const report = (): unknown =>
      (JSON.parse(rolesJson(contextOf(master))) as { roles: unknown[] }).roles[0];
    const all = { cpus: 1, mem: 512, ports: 110 };
    expect(report()).toMatchObject({ offered: all, reserved: { ports: 10 }, resources: all });
    master.runTask(framework, 't', 'cpus:1;mem:256;ports:[5-9];ports(eng):[200-201]');
    expect(report()).toMatchObject({
      allocated: { ports: 7 },
      quota: { consumed: { cpus: 1, mem: 256, ports: 15 } },
    });
  });

  it('show roles as recorded, and roles that only have a weight', () => {
    const context = contextOf(recorded().test);
    context.core.state.weights.set('rolea', 2.5);
    expect(rolesJson(context)).toBe(
      `{"roles":[{"name":"*","weight":1.0,"quota":{"role":"*","guarantee":{},"limit":{},"consumed":{"cpus":0.1,"mem":32.0}},"resources":{"cpus":0.1,"mem":32.0},"allocated":{"cpus":0.1,"mem":32.0},"offered":{},"reserved":{},"frameworks":["${frameworkId}"]},{"name":"rolea","weight":2.5,"quota":{"role":"rolea","guarantee":{},"limit":{},"consumed":{}},"resources":{},"allocated":{},"offered":{},"reserved":{},"frameworks":[]}]}`,
    );
    expect(weightsJson(context.core, wholeView)).toBe('[{"weight":2.5,"role":"rolea"}]');
  });

  it('show the roles above others, and those of --roles though nobody uses them', () => {
    const namesOf = (master: TestMaster): string[] =>
      (JSON.parse(rolesJson(contextOf(master))) as { roles: { name: string }[] }).roles.map(
        ({ name }) => name,
      );
    const open = new TestMaster();
    open.state.weights.set('ops/night/watch', 2);
    open.subscribe(aFramework({ roles: ['eng/web'] }));
    expect(namesOf(open)).toEqual(['eng', 'eng/web', 'ops', 'ops/night', 'ops/night/watch']);
    const listed = new TestMaster({ rolesWhitelist: new Set(['*', 'a/b']) });
    expect(namesOf(listed)).toEqual(['*', 'a', 'a/b']);
  });

  it('show the whole state with its keys in the recorded order', async () => {
    const context = contextOf(recorded().test, { logDir: '/var/log' });
    const text = await textOf(stateDocument(context));
    expect(text).toContain(`"slaves":[${agentText}}],"recovered_slaves":[]`);
    expect(text).toContain(`"frameworks":[${frameworkText}],"completed_frameworks":[]`);
    expect(Object.keys(JSON.parse(text) as object)).toEqual([
      'version',
      'start_time',
      'elected_time',
      'id',
      'pid',
      'hostname',
      'capabilities',
      'activated_slaves',
      'deactivated_slaves',
      'unreachable_slaves',
      'leader',
      'leader_info',
      'log_dir',
      'flags',
      'slaves',
      'recovered_slaves',
      'frameworks',
      'completed_frameworks',
      'orphan_tasks',
      'unregistered_frameworks',
    ]);
    expect(text).toContain('"activated_slaves":1.0,"deactivated_slaves":0.0');
  });

  it('show a change at once, although texts are kept', async () => {
    const { test, agent } = recorded();
    const context = contextOf(test);
    await textOf(stateDocument(context));
    const task = agent.tasks.get(frameworkId)!.get('test')!;
    changeTaskState(test.core, task, 'TASK_FINISHED');
    const state = await jsonOf(stateDocument(context));
    expect(state.frameworks[0].tasks[0].state).toBe('TASK_FINISHED');
    expect(state.slaves[0].used_resources.cpus).toBe(0);
    expect(state.frameworks[0].used_resources.mem).toBe(0);
  });

  it('show offers, then the tasks that were launched on them', async () => {
    const test = new TestMaster();
    test.addAgent();
    const framework = test.subscribe();
    test.advance(2_000);
    const context = contextOf(test);
    const [offered] = (await jsonOf(stateDocument(context))).frameworks;
    expect(offered.offers).toMatchObject([
      { framework_id: framework.id, allocation_info: { role: '*' }, resources: { cpus: 4 } },
    ]);
    expect(offered.roles).toEqual(['*']);
    test.accept(framework, framework.offers, launchOf(aTask('täsk "1"', framework.offers[0]!)));
    const { frameworks, slaves } = await jsonOf(stateDocument(context));
    expect(frameworks[0].offers).toEqual([]);
    expect(frameworks[0].tasks).toMatchObject([{ id: 'täsk "1"', state: 'TASK_STAGING' }]);
    expect(slaves[0].used_resources).toMatchObject({ cpus: 1, mem: 32 });
  });

  it('show reservations by role, and count revocable resources apart', async () => {
    const { test, agent } = recorded();
    agent.total = Resources.fromMessages([
      scalar('cpus', 1.9),
      {
        ...scalar('cpus', 0.1),
        reservations: [{ type: 'DYNAMIC', role: 'rolea', principal: 'p' }],
      },
      { ...scalar('cpus', 3), revocable: {} },
    ]);
    agent.fragments = undefined;
    const [slave] = (await jsonOf(slavesDocument(contextOf(test), agentId))).slaves;
    expect(slave.resources).toMatchObject({ cpus: 2, cpus_revocable: 3 });
    expect(slave.reserved_resources).toEqual({ rolea: { disk: 0, mem: 0, gpus: 0, cpus: 0.1 } });
    expect(slave.reserved_resources_full.rolea).toEqual([
      {
        name: 'cpus',
        type: 'SCALAR',
        scalar: { value: 0.1 },
        role: 'rolea',
        reservation: { principal: 'p' },
        reservations: [{ type: 'DYNAMIC', role: 'rolea', principal: 'p' }],
      },
    ]);
  });
});

describe('/tasks', () => {
  const pageOf = async (test: TestMaster, query: string): Promise<string[]> => {
    const parsed = readTasksQuery(new Map(new URLSearchParams(query)));
    const { tasks } = await jsonOf(tasksDocument(contextOf(test), parsed));
    return (tasks as { id: string }[]).map(({ id }) => id);
  };

  function withTasks(): TestMaster {
    const { test, framework } = recorded();
    for (const [id, timestamp] of [
      ['b', 30],
      ['a', 10],
      ['c', 20],
      ['c2', 20],
    ] as const) {
      const task = {
        ...recordedTask,
        task_id: { value: id },
        statuses: [{ ...recordedTask.statuses![0]!, timestamp }],
      };
      const record = { ...framework.tasks.get('test')!, task, id, fragments: undefined };
      framework.completedTasks.push(record);
    }
    return test;
  }

  it('are sorted by their first status, the latest first', async () => {
    expect(await pageOf(withTasks(), '')).toEqual(['test', 'b', 'c2', 'c', 'a']);
    expect(await pageOf(withTasks(), 'order=asc')).toEqual(['a', 'c', 'c2', 'b', 'test']);
  });

  it('come in pages', async () => {
    expect(await pageOf(withTasks(), 'limit=2&offset=1')).toEqual(['b', 'c2']);
    expect(await pageOf(withTasks(), 'limit=0')).toEqual([]);
    expect(await pageOf(withTasks(), 'offset=99')).toEqual([]);
  });

  it('can be chosen by id', async () => {
    expect(await pageOf(withTasks(), 'task_id=c')).toEqual(['c']);
    expect(await pageOf(withTasks(), `framework_id=${frameworkId}&limit=1`)).toEqual(['test']);
    expect(await pageOf(withTasks(), 'framework_id=nope')).toEqual([]);
  });

  it('take values that make no sense as not given', async () => {
    expect(await pageOf(withTasks(), 'limit=bogus&offset=-1&order=up')).toHaveLength(5);
  });
});
