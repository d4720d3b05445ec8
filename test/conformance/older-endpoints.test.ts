/** The older HTTP endpoints of master and agent, against what the real Mesos answered. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unexpectedDifferences } from './compare.ts';
import { exchange, parseAnswer, recorded, recordedIn } from './exchange.ts';
import { RecordedCluster } from './recorded-cluster.ts';

const recordedCluster = new RecordedCluster();
beforeAll(() => recordedCluster.start());
afterAll(() => recordedCluster.stop());

/** The recordings are named after their requests; these names do not say it all. */
const masterTargets: Readonly<Record<string, string>> = {
  GET_slaves_jsonp: '/slaves?jsonp=cb',
  GET_slaves_slave_id_nope: '/slaves?slave_id=nope',
  GET_frameworks_framework_id_nope: '/frameworks?framework_id=nope',
  GET_tasks_limit1: '/tasks?limit=1',
  GET_tasks_limit1_offset1_asc: '/tasks?limit=1&offset=1&order=asc',
  GET_tasks_limit_bad: '/tasks?limit=abc',
  GET_tasks_task_id_test: '/tasks?task_id=test',
  GET_machine_down: '/machine/down',
  GET_machine_up: '/machine/up',
  GET_maintenance_schedule: '/maintenance/schedule',
  GET_master_machine_up: '/master/machine/up',
  GET_master_maintenance_schedule: '/master/maintenance/schedule',
  GET_master_maintenance_status: '/master/maintenance/status',
  POST_maintenance_schedule_bad: '/maintenance/schedule',
  POST_quota_bad: '/quota',
  POST_reserve_bad: '/reserve',
  GET_files_browse: '/files/browse',
  GET_files_download: '/files/download',
  'GET_files_debug.json': '/files/debug.json',
  GET_files_read_master_log: '/files/read?path=/master/log&offset=0&length=226',
  GET_files_read_master_log_nooffset: '/files/read?path=/master/log',
  GET_files_read_master_log_offset_minus1: '/files/read?path=/master/log&offset=-1',
  GET_files_read_nope: '/files/read?path=/nope',
  GET_logging_toggle: '/logging/toggle',
  GET_logging_toggle_level1: '/logging/toggle?level=1&duration=1secs',
  POST_logging_toggle_level1: '/logging/toggle?level=1&duration=1secs',
  GET_metrics_snapshot: '/metrics/snapshot',
  GET_metrics_snapshot_badtimeout: '/metrics/snapshot?timeout=bogus',
  GET_api_v1: '/api/v1',
  GET_api_v1_scheduler: '/api/v1/scheduler',
  GET_master_api_v1: '/master/api/v1',
  GET___processes__: '/__processes__',
  GET_profiler_start: '/profiler/start',
  'GET_memory-profiler_statistics': '/memory-profiler/statistics',
  GET_this_does_not_exist: '/this_does_not_exist',
  PUT_weights_bad: '/weights',
  PUT_weights_malformed: '/weights',
  POST_teardown_bogus: '/teardown',
  POST_teardown_empty: '/teardown',
};

const virtualPath = (): string =>
  `/frameworks/${recordedCluster.frameworkId}/executors/test/runs/latest`;
const agentTargets: Readonly<Record<string, () => string>> = {
  GET_api_v1: () => '/api/v1',
  GET_api_v1_executor: () => '/api/v1/executor',
  GET_containers_: () => '/containers/',
  GET_containers_debug: () => '/containers/debug',
  GET_files_browse: () => '/files/browse',
  GET_files_browse_file: () => `/files/browse?path=${recordedCluster.sandbox}/stdout`,
  GET_files_browse_nope: () => '/files/browse?path=/nope',
  GET_files_browse_sandbox: () => `/files/browse?path=${recordedCluster.sandbox}`,
  GET_files_browse_slave_log: () => '/files/browse?path=/slave/log',
  GET_files_browse_virtual_path: () => `/files/browse?path=${virtualPath()}`,
  GET_files_debug: () => '/files/debug',
  GET_files_download_stdout: () => `/files/download?path=${recordedCluster.sandbox}/stdout`,
  GET_files_read: () => '/files/read',
  GET_files_read_nope: () => '/files/read?path=/nope',
  GET_files_read_stderr: () => `/files/read?path=${recordedCluster.sandbox}/stderr&offset=0`,
  'GET_files_read_stdout_offset-1': () =>
    `/files/read?path=${recordedCluster.sandbox}/stdout&offset=-1`,
  GET_logging_toggle: () => '/logging/toggle',
  GET_metrics_snapshot: () => '/metrics/snapshot',
  'GET_monitor_statistics.json': () => '/monitor/statistics.json',
  GET_slave_1__containers: () => '/slave(1)/containers',
  GET_slave_1__flags: () => '/slave(1)/flags',
  GET_slave_1__health: () => '/slave(1)/health',
  GET_slave_1__monitor_statistics: () => '/slave(1)/monitor/statistics',
  'GET_system_stats.json': () => '/system/stats.json',
};

/** "GET_master_state" -> "/master/state" */
const namedTarget = (name: string): string =>
  `/${name.replace(/^[A-Z]+_/, '').replace(/^master_/, 'master/')}`;

const bodies: Readonly<Record<string, string>> = {
  POST_maintenance_schedule_bad: '{"windows":[{"machine_ids":[{"hostname":"x"}]}]}',
  POST_quota_bad: '{"role":"x"}',
  POST_reserve_bad: 'slaveId=x&resources=[]',
  PUT_weights_bad: '[{"role":"x","weight":0}]',
  PUT_weights_malformed: 'xx',
  POST_teardown_bogus: 'frameworkId=bogus',
};

function request(name: string, target: string): Buffer {
  const method = name.split('_')[0];
  const body = bodies[name] ?? '';
  const length = method === 'GET' ? '' : `Content-Length: ${body.length}\r\n`;
  return Buffer.from(`${method} ${target} HTTP/1.1\r\nHost: localhost\r\n${length}\r\n${body}`);
}

describe('the master answers as recorded', () => {
  it.each(recordedIn('master'))('%s', async (name) => {
    const { port } = recordedCluster.master;
    const answer = await exchange(port, request(name, masterTargets[name] ?? namedTarget(name)));
    const expected = parseAnswer(recorded(`master/${name}`), true);
    expect(unexpectedDifferences(`master/${name}`, expected, answer)).toEqual([]);
  });
});

describe('the agent answers as recorded', () => {
  it.each(recordedIn('agent'))('%s', async (name) => {
    const target = agentTargets[name]?.() ?? namedTarget(name);
    const answer = await exchange(recordedCluster.agent.port, request(name, target));
    const expected = parseAnswer(recorded(`agent/${name}`), true);
    expect(unexpectedDifferences(`agent/${name}`, expected, answer)).toEqual([]);
  });
});
