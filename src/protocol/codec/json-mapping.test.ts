/**
 * What Mesos' own reader makes of JSON that is not quite what the message asks for, case by case:
 * found by running that reader on these texts. Where ours answers otherwise the case says why.
 */
import { describe, expect, it } from 'vitest';
import { parseJson } from '../json-text.ts';
import {
  CommandInfo,
  ContainerID,
  ContainerInfo,
  DurationInfo,
  FrameworkInfo,
  HealthCheck,
  TaskStatus,
  Value_Range,
  Volume_Source_CSIVolume_StaticProvisioning,
  Volume_Source_CSIVolume_VolumeCapability,
} from '../generated/mesos.ts';
import { Call } from '../generated/scheduler.ts';
import { DecodeError } from './errors.ts';
import type { MessageType } from './message.ts';

type Case = readonly [type: MessageType<object>, json: string, outcome: object | string];

function outcomeOf(type: MessageType<object>, json: string): object | string {
  const parsed = parseJson(json);
  if (!parsed.ok) return parsed.error;
  try {
    return type.fromJson(parsed.value);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return error.message;
  }
}

function holds(cases: readonly Case[]): void {
  for (const [type, json, outcome] of cases) {
    it(`${type.typeName}: ${json}`, () => {
      expect(outcomeOf(type, json)).toEqual(outcome);
    });
  }
}

/** A framework with one more field. */
function framework(field: string, outcome: object | string): Case {
  const read = typeof outcome === 'string' ? outcome : { user: 'u', name: 'n', ...outcome };
  return [FrameworkInfo, `{"user":"u","name":"n",${field}}`, read];
}

function status(field: string, outcome: object | string): Case {
  const read =
    typeof outcome === 'string'
      ? outcome
      : { task_id: { value: 't' }, state: 'TASK_RUNNING', ...outcome };
  return [TaskStatus, `{"task_id":{"value":"t"},"state":"TASK_RUNNING",${field}}`, read];
}

function notExpecting(kind: string, place: string): string {
  return `Not expecting a JSON ${kind} for field ${place}`;
}

function notParsed(text: string, kind: string, field: string, why: string): string {
  return `Failed to parse '${text}' as a JSON ${kind} for field '${field}': ${why}`;
}

const trailing = 'Parsed JSON included non-whitespace trailing characters: ';
const syntax = 'syntax error at line 1 near: ';
const otherType = 'Unexpected JSON type parsed';

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

describe('booleans', () => {
  const refused = (text: string, why: string): Case =>
    framework(`"checkpoint":"${text}"`, notParsed(text, 'boolean', 'checkpoint', why));
  holds([
    framework('"checkpoint":"true"', { checkpoint: true }),
    framework('"checkpoint":" false "', { checkpoint: false }),
    refused('True', `${syntax}True`),
    refused('tru', syntax),
    refused('trux', `${syntax}x`),
    refused('truex', `${trailing}x`),
    refused('true x', `${trailing} x`),
    refused('1', otherType),
    refused('1,', otherType),
    refused('1 ', trailing),
    refused('-', syntax),
    refused('1e999', 'Value out of range'),
    refused('null', otherType),
    refused('', syntax),
    refused(' ', syntax),
    framework('"checkpoint":1', notExpecting('number', "'checkpoint'")),
    framework('"checkpoint":{}', notExpecting('object', "'checkpoint'")),
  ]);
});

describe('doubles', () => {
  const refused = (text: string, why: string): Case =>
    framework(
      `"failover_timeout":${JSON.stringify(text)}`,
      notParsed(text, 'number', 'failover_timeout', why),
    );
  const read = (json: string, failover_timeout: number): Case =>
    framework(`"failover_timeout":${json}`, { failover_timeout });
  holds([
    read('"1.5"', 1.5),
    read('"1e3"', 1000),
    read('"5."', 5),
    read('"-.5"', -0.5),
    read('" 007"', 7),
    read('"5s"', 5),
    read('"Infinity"', Infinity),
    read('"-Infinity"', -Infinity),
    refused(' 007 ', trailing),
    refused('5 x', `${trailing}x`),
    refused('0x10', `${trailing}10`),
    refused('+5', `${syntax}+5`),
    refused('.5', `${syntax}.5`),
    refused('-', syntax),
    refused('1e', syntax),
    refused('1-2', syntax),
    refused('NaN', `${syntax}NaN`),
    refused('inf', `${syntax}inf`),
    refused('\nab', 'syntax error at line 2 near: ab'),
    refused('1e999', 'Value out of range'),
    refused('true', otherType),
    refused('"5"', otherType),
    refused('[5]', otherType),
    refused('', syntax),
    refused('  ', syntax),
    framework('"failover_timeout":true', notExpecting('boolean', "'failover_timeout'")),
    // Mesos refuses the whole text; we know only here.
    framework('"failover_timeout":1e999', "Value out of range for field 'failover_timeout'"),
  ]);
});

describe('integers', () => {
  const refused = (text: string, why: string): Case => [
    Value_Range,
    `{"begin":"${text}","end":1}`,
    notParsed(text, 'number', 'begin', why),
  ];
  const range = (json: string, begin: number | bigint, end: number | bigint): Case => [
    Value_Range,
    json,
    { begin, end },
  ];
  const port = (json: string, value: number): Case => [
    HealthCheck,
    `{"tcp":{"port":${json}}}`,
    { tcp: { port: value } },
  ];
  holds([
    range('{"begin":1.5,"end":"2.9"}', 1, 2),
    range('{"begin":-0.5,"end":"1.5e3"}', 0, 1500),
    range('{"begin":-1,"end":"-2"}', 2n ** 64n - 1n, 2n ** 64n - 2n),
    range('{"begin":-1.5,"end":9007199254740993}', 2n ** 64n - 1n, 9007199254740993n),
    range('{"begin":9223372036854775808,"end":0}', 2n ** 63n, 0),
    // Beyond 2^63 Mesos goes through a double, and reads 0 of the largest.
    range(
      '{"begin":9223372036854775809,"end":"18446744073709551615"}',
      2n ** 63n + 1n,
      2n ** 64n - 1n,
    ),
    [DurationInfo, '{"nanoseconds":9223372036854775807}', { nanoseconds: 2n ** 63n - 1n }],
    [DurationInfo, '{"nanoseconds":-9223372036854775808}', { nanoseconds: -(2n ** 63n) }],
    [DurationInfo, '{"nanoseconds":-1.9}', { nanoseconds: -1 }],
    [DurationInfo, '{"nanoseconds":1e10}', { nanoseconds: 1e10 }],
    // What no 64-bit integer holds is undefined in C++; here it is refused.
    ...['9223372036854775808', '-9223372036854775809', '1e30', '-1e30'].map((json): Case => [
      DurationInfo,
      `{"nanoseconds":${json}}`,
      `Expecting an int64, not ${json.replace('1e', '1e+')}, for field 'nanoseconds'`,
    ]),
    [
      Value_Range,
      '{"begin":1,"end":18446744073709551616}',
      "Expecting an uint64, not 18446744073709551616, for field 'end'",
    ],
    port('2147483648', 2 ** 31),
    port('4294967376', 80),
    port('-1', 2 ** 32 - 1),
    port('1e10', 1410065408),
    port('-1e10', 2884901888),
    refused('Infinity', `${syntax}Infinity`),
    refused('abc', `${syntax}abc`),
    refused('', syntax),
    refused('12 34', `${trailing}34`),
    refused('true', otherType),
    refused('null', otherType),
    [Value_Range, '{"begin":true,"end":1}', notExpecting('boolean', "'begin'")],
  ]);
});

describe('bytes', () => {
  const uuid = (text: string, read: string): Case =>
    status(`"uuid":${JSON.stringify(text)}`, { uuid: new Uint8Array(Buffer.from(read)) });
  const refused = (text: string, character: string): Case =>
    status(
      `"uuid":"${text}"`,
      `Failed to base64 decode bytes field 'uuid': Invalid character '${character}'`,
    );
  holds([
    uuid('YWJj', 'abc'),
    uuid('YW Jj\nYQ==', 'abca'),
    uuid('YQ', 'a'),
    uuid('YQ=zz$$', 'a'),
    uuid('Y', ''),
    uuid('YWJjY', 'abc'),
    uuid('', ''),
    refused('a$b', '$'),
    refused('a-_b', '-'),
    refused('aé', 'é'),
    status('"uuid":1', notExpecting('number', "'uuid'")),
  ]);
});

describe('enums', () => {
  const state = (json: string, why: string): Case => [
    TaskStatus,
    `{"task_id":{"value":"t"},"state":${json}}`,
    why,
  ];
  holds([
    state('"TASK_FLYING"', "Failed to find enum for 'TASK_FLYING' in field 'state'"),
    state('"1"', "Failed to find enum for '1' in field 'state'"),
    state('1', notExpecting('number', "'state'")),
    state('true', notExpecting('boolean', "'state'")),
    state('{}', notExpecting('object', "'state'")),
    status('"reason":"REASON_NEW","source":"SOURCE_MOON"', {}),
    framework('"capabilities":[{"type":"NEW_ONE"}]', { capabilities: [{}] }),
    [Call, '{"type":"FLY"}', {}],
    [ContainerInfo, '{"type":"NEW"}', "Failed to find enum for 'NEW' in field 'type'"],
    ...(
      [
        ['"CHOWN"', ['CHOWN']],
        ['["CHOWN","NOPE",["KILL"],null]', ['CHOWN', 'KILL']],
      ] as const
    ).map(([json, capabilities]): Case => [
      ContainerInfo,
      `{"type":"MESOS","linux_info":{"effective_capabilities":{"capabilities":${json}}}}`,
      { type: 'MESOS', linux_info: { effective_capabilities: { capabilities } } },
    ]),
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
