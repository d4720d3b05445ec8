import { describe, expect, it } from 'vitest';
import { groupsOf, metricRows, valueText } from './metric-rows.ts';

describe('groups of metrics', () => {
  const rows = metricRows({
    'master/tasks_running': 1,
    'master/tasks_failed': 0,
    'master/task_failed/source_slave/reason_x': 0,
    'master/uptime_secs': 5,
    'master/elected': 1,
    'allocator/mesos/quota/roles/a/resources/cpus/consumed': 1,
    'allocator/mesos/quota/roles/a/resources/mem/consumed': 1,
    'allocator/mesos/quota/roles/b/resources/cpus/consumed': 1,
    'allocator/mesos/event_queue_dispatches': 0,
    'system/load_1min': 0.5,
  });

  it('come from the names; what has few of its kind is shown with the rest', () => {
    expect(groupsOf(rows)).toEqual([
      { name: 'allocator', count: 1 },
      { name: 'allocator/quota', count: 3 },
      { name: 'master', count: 2 },
      { name: 'master/tasks', count: 3 },
      { name: 'system', count: 1 },
    ]);
  });

  it('hold every metric once', () => {
    expect(rows).toHaveLength(10);
    expect(rows.find(({ name }) => name === 'system/load_1min')).toMatchObject({ value: 0.5 });
  });
});

describe('the number of a metric', () => {
  it.each([
    ['registrar/state_store_ms', 12.3456, '12.3 ms'],
    ['registrar/state_store_ms/p99', 2_500, '2.5 s'],
    ['registrar/state_store_ms/count', 1_234, '1,234'],
    ['master/uptime_secs', 11_520.5, '3 h 12 min'],
    ['master/uptime_secs', 86_400, '1 d'],
    ['master/uptime_secs', 61, '1 min 1 s'],
    ['system/mem_total_bytes', 8_589_934_592, '8 GB'],
    ['master/mem_total', 2_048, '2 GB'],
    ['master/cpus_percent', 0.0812345678, '8.12 %'],
    ['master/cpu_utilization', 71.74984596426371, '71.7 %'],
    ['allocator/mesos/roles/web/shares/dominant', 0.5, '50 %'],
    ['allocator/mesos/resources/disk/total', 16_384, '16 GB'],
    ['allocator/mesos/resources/cpus/total', 10, '10'],
    ['system/load_1min', 0.123456, '0.12'],
    ['master/messages_register_slave', 1_234_567, '1,234,567'],
  ])('%s of %d is %s', (name, value, text) => {
    expect(valueText({ name, value })).toBe(text);
  });
});
