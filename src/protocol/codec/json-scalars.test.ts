/** What Mesos' own reader makes of numbers, texts, booleans, bytes and names of enums, case by case. */
import { describe } from 'vitest';
import {
  ContainerInfo,
  DurationInfo,
  HealthCheck,
  TaskStatus,
  Value_Range,
} from '../generated/mesos.ts';
import { Call } from '../generated/scheduler.ts';
import {
  holds,
  framework,
  status,
  notExpecting,
  notParsed,
  trailing,
  syntax,
  otherType,
} from './test-support/json-cases.ts';
import type { Case } from './test-support/json-cases.ts';

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
