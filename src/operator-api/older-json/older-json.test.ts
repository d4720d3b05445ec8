import { describe, expect, it } from 'vitest';
import type { Resource, Task } from '../../protocol/generated/mesos.ts';
import { wholeView } from '../../security/view.ts';
import { Resources } from '../../resources/resources.ts';
import { attributesJson } from './attributes.ts';
import { fullResourcesJson, reservationsJson, resourcesJson } from './resources.ts';
import { queuedTaskJson, taskJson, taskPartsOf } from './task.ts';

const cpus = (value: number, more: Partial<Resource> = {}): Resource => ({
  name: 'cpus',
  type: 'SCALAR',
  scalar: { value },
  ...more,
});
const ports: Resource = {
  name: 'ports',
  type: 'RANGES',
  ranges: { range: [{ begin: 31_000, end: 32_000 }] },
};

describe('resources in /state', () => {
  it('are summed up by name, the usual ones always there', () => {
    expect(resourcesJson(Resources.fromMessages([cpus(2), ports]))).toBe(
      '{"disk":0.0,"mem":0.0,"gpus":0.0,"cpus":2.0,"ports":"[31000-32000]"}',
    );
    const revocable = cpus(1, { revocable: {} });
    expect(resourcesJson(Resources.fromMessages([cpus(0.1), cpus(0.2), revocable]))).toBe(
      '{"disk":0.0,"mem":0.0,"gpus":0.0,"cpus":0.3,"cpus_revocable":1.0}',
    );
  });

  it('of several roles are one', () => {
    const more: Resource = {
      ...ports,
      ranges: { range: [{ begin: 32_001, end: 33_000 }] },
      reservations: [{ type: 'STATIC', role: 'web' }],
    };
    expect(resourcesJson(Resources.fromMessages([ports, more]))).toContain(
      '"ports":"[31000-33000]"',
    );
  });

  it('in full are in both formats', () => {
    expect(fullResourcesJson(Resources.fromMessages([cpus(2)]), wholeView)).toBe(
      '[{"name":"cpus","type":"SCALAR","scalar":{"value":2.0},"role":"*"}]',
    );
    const dynamic = cpus(0.1, {
      reservations: [{ type: 'DYNAMIC', role: 'rolea', principal: 'p' }],
    });
    const full = (one: Resources): string => fullResourcesJson(one, wholeView);
    expect(reservationsJson(Resources.fromMessages([dynamic, ports]), full, wholeView)).toBe(
      '{"rolea":[{"name":"cpus","type":"SCALAR","scalar":{"value":0.1},"role":"rolea",' +
        '"reservation":{"principal":"p"},' +
        '"reservations":[{"principal":"p","role":"rolea","type":"DYNAMIC"}]}]}',
    );
  });
});

describe('a task in /state', () => {
  const task: Task = {
    name: 'n',
    task_id: { value: 't' },
    framework_id: { value: 'f' },
    agent_id: { value: 's' },
    state: 'TASK_RUNNING',
    resources: [cpus(0.1, { allocation_info: { role: '*' } })],
    statuses: [
      {
        task_id: { value: 't' },
        state: 'TASK_RUNNING',
        timestamp: 1795217858.5,
        message: 'not shown',
        healthy: true,
        container_status: {
          container_id: { value: 'c', parent: { value: 'p' } },
          executor_pid: 7,
          network_infos: [{ ip_addresses: [{ protocol: 'IPv4', ip_address: '127.0.0.1' }] }],
        },
      },
    ],
    labels: { labels: [{ key: 'k', value: 'v' }, { key: 'alone' }] },
  };

  it('has the old names, and no executor when it is a command task', () => {
    expect(taskJson(taskPartsOf(task))).toBe(
      '{"id":"t","name":"n","framework_id":"f","executor_id":"","slave_id":"s",' +
        '"state":"TASK_RUNNING","resources":{"disk":0.0,"mem":0.0,"gpus":0.0,"cpus":0.1},' +
        '"role":"*","statuses":[{"state":"TASK_RUNNING","timestamp":1795217858.5,' +
        '"container_status":{"container_id":{"value":"c","parent":{"value":"p"}},' +
        '"network_infos":[{"ip_addresses":[{"protocol":"IPv4","ip_address":"127.0.0.1"}]}]},' +
        '"healthy":true}],"labels":[{"key":"k","value":"v"},{"key":"alone"}]}',
    );
  });

  it('has labels of networks as a list', () => {
    const labels = { labels: [{ key: 'a', value: 'b' }] };
    const container_status = { network_infos: [{ labels }, { labels, name: 'blue' }] };
    const statuses = [
      { task_id: { value: 't' }, state: 'TASK_RUNNING' as const, container_status },
    ];
    expect(taskJson(taskPartsOf({ ...task, statuses }))).toContain(
      '"network_infos":[{"labels":[{"key":"a","value":"b"}]},' +
        '{"labels":[{"key":"a","value":"b"}],"name":"blue"}]',
    );
  });

  it('shows limits and control groups when it has them', () => {
    const container_status = { cgroup_info: { net_cls: { classid: 5 } } };
    const { labels: _labels, ...rest } = task;
    const limited: Task = {
      ...rest,
      limits: { mem: { value: 64 } },
      statuses: [{ task_id: { value: 't' }, state: 'TASK_RUNNING', container_status }],
    };
    const text = taskJson(taskPartsOf(limited));
    expect(text).toContain('"container_status":{"cgroup_info":{"net_cls":{"classid":5}}}');
    expect(text.endsWith(',"limits":{"mem":64.0}}')).toBe(true);
  });

  it('that its executor has not got yet has neither state nor statuses', () => {
    const info = { name: 'n', task_id: { value: 't' }, agent_id: { value: 's' } };
    const owner = { frameworkId: 'f', executorId: '' };
    expect(queuedTaskJson({ ...info, resources: [cpus(1)] }, owner)).toBe(
      '{"id":"t","name":"n","framework_id":"f","executor_id":"","slave_id":"s",' +
        '"resources":{"disk":0.0,"mem":0.0,"gpus":0.0,"cpus":1.0}}',
    );
  });
});

describe('attributes in /state', () => {
  it('are plain values', () => {
    expect(
      attributesJson([
        { name: 'rack', type: 'TEXT', text: { value: 'r"1' } },
        { name: 'level', type: 'SCALAR', scalar: { value: 8 } },
        { name: 'span', type: 'RANGES', ranges: { range: [{ begin: 1, end: 2 }] } },
      ]),
    ).toBe(String.raw`{"rack":"r\"1","level":8.0,"span":"[1-2]"}`);
  });
});
