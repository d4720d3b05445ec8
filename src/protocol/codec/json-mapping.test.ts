/** What Mesos' own reader makes of lists, maps and names that are not quite what the message asks for. */
import { describe, expect, it } from 'vitest';
import {
  CommandInfo,
  ContainerID,
  ContainerInfo,
  FrameworkInfo,
  HealthCheck,
  TaskStatus,
  Value_Range,
  Volume_Source_CSIVolume_StaticProvisioning,
  Volume_Source_CSIVolume_VolumeCapability,
} from '../generated/mesos.ts';
import { Call } from '../generated/scheduler.ts';
import { holds, framework, status, notExpecting, outcomeOf } from './test-support/json-cases.ts';

describe('lists', () => {
  holds([
    framework('"roles":"a"', { roles: ['a'] }),
    framework('"roles":["a",["b",[["c"]]],null]', { roles: ['a', 'b', 'c'] }),
    framework('"roles":[]', {}),
    framework('"roles":null', {}),
    framework('"roles":[null]', {}),
    framework('"roles":1', notExpecting('number', "'roles'")),
    framework('"roles":[1]', notExpecting('number', "'roles' (roles[0])")),
    framework('"roles":["a",["b",true]]', notExpecting('boolean', "'roles' (roles[1][1])")),
    framework('"roles":{}', notExpecting('object', "'roles'")),
    framework('"capabilities":{"type":"GPU_RESOURCES"}', {
      capabilities: [{ type: 'GPU_RESOURCES' }],
    }),
    framework('"capabilities":{}', { capabilities: [{}] }),
    framework('"capabilities":"x"', notExpecting('string', "'capabilities'")),
    framework('"capabilities":[[{"type":"GPU_RESOURCES"}],null,{"type":null}]', {
      capabilities: [{ type: 'GPU_RESOURCES' }, {}],
    }),
    framework('"labels":{"labels":{"key":"k"}}', { labels: { labels: [{ key: 'k' }] } }),
    framework('"labels":[{"labels":[]}]', notExpecting('array', "'labels'")),
    framework('"labels":"x"', notExpecting('string', "'labels'")),
    [
      CommandInfo,
      '{"environment":{"variables":{"name":"a","value":"b"}},"uris":{"value":"u"},"arguments":"x"}',
      {
        environment: { variables: [{ name: 'a', value: 'b' }] },
        uris: [{ value: 'u' }],
        arguments: ['x'],
      },
    ],
    [HealthCheck, '{"http":{"port":80,"statuses":200}}', { http: { port: 80, statuses: [200] } }],
    [
      HealthCheck,
      '{"http":{"port":80,"statuses":["200",201.7,[202],null]}}',
      { http: { port: 80, statuses: [200, 201, 202] } },
    ],
    status('"container_status":{"network_infos":{"ip_addresses":{"ip_address":"10.0.0.1"}}}', {
      container_status: { network_infos: [{ ip_addresses: [{ ip_address: '10.0.0.1' }] }] },
    }),
    status(
      '"container_status":{"network_infos":{"ip_addresses":{"ip_address":7}}}',
      notExpecting(
        'number',
        "'ip_address' (container_status.network_infos.ip_addresses.ip_address)",
      ),
    ),
    status(
      '"container_status":{"network_infos":["x"]}',
      notExpecting('string', "'network_infos' (container_status.network_infos[0])"),
    ),
    [
      Call,
      '{"type":"REVIVE","revive":{"roles":"r"}}',
      { type: 'REVIVE', revive: { roles: ['r'] } },
    ],
    [Call, '[{"type":"REVIVE"}]', 'Expecting a JSON object'],
  ]);
});

describe('a list where one value is meant', () => {
  holds([
    [FrameworkInfo, '{"user":["u"],"name":"n"}', notExpecting('array', "'user'")],
    [FrameworkInfo, '{"user":[],"name":"n"}', notExpecting('array', "'user'")],
    status('"uuid":["YWJj"]', notExpecting('array', "'uuid'")),
    framework('"checkpoint":["true"]', notExpecting('array', "'checkpoint'")),
    [Value_Range, '{"begin":[1],"end":1}', notExpecting('array', "'begin'")],
    [TaskStatus, '{"state":["TASK_RUNNING"]}', notExpecting('array', "'state'")],
  ]);
});

describe('null and what is missing', () => {
  holds([
    [FrameworkInfo, '{"user":null,"name":"n"}', 'Missing required fields: user'],
    [TaskStatus, '{"task_id":null,"state":"TASK_RUNNING"}', 'Missing required fields: task_id'],
    [
      TaskStatus,
      '{"task_id":{"value":null},"state":"TASK_RUNNING"}',
      'Missing required fields: task_id.value',
    ],
    [TaskStatus, '{"task_id":"t"}', notExpecting('string', "'task_id'")],
  ]);
});

describe('names that come twice, and several faults', () => {
  holds([
    framework('"no_such":{"x":[1]},"principal":"a","principal":"b"', { principal: 'b' }),
    [
      ContainerID,
      '{"value":"a","parent":{"value":"b","value":"c"}}',
      { value: 'a', parent: { value: 'c' } },
    ],
    [
      ContainerID,
      '{"value":"a","parent":{"value":"b"},"parent":{"parent":{"value":"x"}}}',
      'Missing required fields: parent.value',
    ],
    [FrameworkInfo, '{"user":1,"name":1}', notExpecting('number', "'name'")],
    // Fields that exclude each other: the last by name, wherever it stands.
    [
      Volume_Source_CSIVolume_VolumeCapability,
      '{"mount":{"fs_type":"x"},"block":{},"access_mode":{"mode":"UNKNOWN"}}',
      { mount: { fs_type: 'x' }, access_mode: { mode: 'UNKNOWN' } },
    ],
    [
      Volume_Source_CSIVolume_VolumeCapability,
      '{"block":{},"mount":null,"access_mode":{"mode":"UNKNOWN"}}',
      { block: {}, access_mode: { mode: 'UNKNOWN' } },
    ],
  ]);
});

describe('maps', () => {
  holds([
    framework('"offer_filters":{"a":null}', { offer_filters: { a: {} } }),
    framework('"offer_filters":{}', {}),
    framework('"offer_filters":[{"a":{}},{"b":{}},{"a":null},null]', {
      offer_filters: { a: {}, b: {} },
    }),
    framework('"offer_filters":{"a":1}', notExpecting('number', "'value' (offer_filters[a])")),
    framework(
      '"offer_filters":{"a.b":"x"}',
      notExpecting('string', "'value' (offer_filters[a.b])"),
    ),
    framework('"offer_filters":{"a":[{}]}', notExpecting('array', "'value' (offer_filters[a])")),
    framework('"offer_filters":"x"', notExpecting('string', "'offer_filters'")),
    framework('"offer_filters":1', notExpecting('number', "'offer_filters'")),
    [
      Volume_Source_CSIVolume_StaticProvisioning,
      '{"volume_id":"v","volume_capability":{"access_mode":{"mode":"UNKNOWN"}},"volume_context":{"a":"b","c":null}}',
      {
        volume_id: 'v',
        volume_capability: { access_mode: { mode: 'UNKNOWN' } },
        volume_context: { a: 'b', c: '' },
      },
    ],
  ]);
});

describe('hostile values', () => {
  it('in lists that nest deeply are refused, not followed', () => {
    const depth = 30_000;
    const json = `{"user":"u","name":"n","roles":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    expect(outcomeOf(FrameworkInfo, json)).toBe('Messages nest deeper than 100');
  });

  it('are quoted up to a length', () => {
    const long = 'x'.repeat(1_000_000);
    const cases = [
      framework(`"checkpoint":"${long}"`, ''),
      framework(`"failover_timeout":"${long}"`, ''),
      framework(`"failover_timeout":"${'1'.repeat(1_000_000)} x"`, ''),
      framework(`"failover_timeout":"1-${'1'.repeat(1_000_000)}"`, ''),
      framework(`"offer_filters":{"${long}":1}`, ''),
      [ContainerInfo, `{"type":"${long}"}`, ''] as const,
    ];
    for (const [type, json] of cases) {
      expect(outcomeOf(type, json)).toMatch(/^.{1,500}$/);
    }
  });
});
