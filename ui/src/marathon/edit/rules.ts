/** What the form says of its fields before anything is sent; Marathon has the last word. */
import { type Definition, type Json, type Path, valueAt } from './definition.ts';
import type { Fault } from './faults.ts';
import { isSame } from './merge.ts';

const leastCpus = 0.01;
const leastMemMib = 32;
const mostPort = 65_535;
const idPart = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;
const operators: readonly string[] = [
  ...['UNIQUE', 'CLUSTER', 'GROUP_BY', 'LIKE', 'UNLIKE', 'MAX_PER', 'IS'],
];
const protocols: readonly string[] = ['tcp', 'udp', 'tcp,udp', 'udp,tcp'];

export function ruleFaults(value: Definition): Fault[] {
  return [
    ...ofId(value['id']),
    ...ofAmounts(value),
    ...ofWhatRuns(value),
    ...ofKeys(value),
    ...ofPorts(value),
    ...ofHealthChecks(value),
    ...ofVolumes(value),
    ...ofConstraints(value),
  ];
}

function ofId(id: Json | undefined): Fault[] {
  const fault = (rule: Fault['rule']): Fault[] => [{ path: ['id'], rule }];
  if (typeof id !== 'string' || id.replaceAll('/', '') === '') return fault('idEmpty');
  if (/\s/.test(id)) return fault('idBlanks');
  if (id.includes('//')) return fault('idSlashes');
  if (/[^a-z0-9./-]/.test(id)) return fault('idLetters');
  const parts = id.replace(/^\//, '').split('/');
  const isFormed = parts.every((part) => part === '.' || part === '..' || idPart.test(part));
  return isFormed ? [] : fault('idForm');
}

/** A fault of a number that is given, when it is none or outside of its bounds. */
function ofNumber(
  value: Definition,
  path: Path,
  least: number,
  kind: 'whole' | 'any',
  most = Number.MAX_SAFE_INTEGER,
): Fault[] {
  const given = valueAt(value, path);
  if (given === undefined || given === null) return [];
  if (typeof given !== 'number') return [{ path, rule: 'notANumber' }];
  if (kind === 'whole' && !Number.isInteger(given)) return [{ path, rule: 'notWhole' }];
  if (given < least) return [{ path, rule: 'tooSmall', values: { limit: least } }];
  return given > most ? [{ path, rule: 'tooLarge', values: { limit: most } }] : [];
}

function ofAmounts(value: Definition): Fault[] {
  return [
    ...ofNumber(value, ['cpus'], leastCpus, 'any'),
    ...ofNumber(value, ['mem'], leastMemMib, 'any'),
    ...ofNumber(value, ['disk'], 0, 'any'),
    ...ofNumber(value, ['gpus'], 0, 'whole'),
    ...ofNumber(value, ['instances'], 0, 'whole'),
    ...ofNumber(value, ['upgradeStrategy', 'minimumHealthCapacity'], 0, 'any', 1),
    ...ofNumber(value, ['upgradeStrategy', 'maximumOverCapacity'], 0, 'any', 1),
  ];
}

function ofWhatRuns(value: Definition): Fault[] {
  const image = valueAt(value, ['container', 'docker', 'image']);
  const appc = valueAt(value, ['container', 'appc']);
  const isEmpty = (given: Json | undefined): boolean =>
    given === undefined || given === null || given === '' || isSame(given, []);
  if (typeof image === 'string' && /\s/.test(image)) {
    return [{ path: ['container', 'docker', 'image'], rule: 'imageBlanks' }];
  }
  const isNothing = [value['cmd'], value['args'], image, appc].every(isEmpty);
  return isNothing ? [{ path: ['cmd'], rule: 'nothingRuns' }] : [];
}

function ofKeys(value: Definition): Fault[] {
  const blank = (name: string): Fault[] =>
    Object.keys(objectAt(value, [name]))
      .filter((key) => key.trim() === '')
      .map((key) => ({ path: [name, key], rule: 'keyBlank' }));
  const parameters = listAt(value, ['container', 'docker', 'parameters']).flatMap((row, i) =>
    isBlank(valueAt(row, ['key']))
      ? [{ path: ['container', 'docker', 'parameters', i, 'key'], rule: 'keyBlank' as const }]
      : [],
  );
  return [...blank('env'), ...blank('labels'), ...parameters];
}

function ofPorts(value: Definition): Fault[] {
  const lists: readonly (readonly [Path, readonly string[]])[] = [
    [['portDefinitions'], ['port']],
    [
      ['container', 'portMappings'],
      ['containerPort', 'hostPort', 'servicePort'],
    ],
  ];
  return lists.flatMap(([path, names]) =>
    listAt(value, path).flatMap((row, i) => [
      ...names.flatMap((name) => ofNumber(value, [...path, i, name], 0, 'whole', mostPort)),
      ...oneOf(row, ['protocol'], [...path, i], protocols),
    ]),
  );
}

function oneOf(row: Json, inner: Path, path: Path, allowed: readonly string[]): Fault[] {
  const given = valueAt(row, inner);
  if (given === undefined || isAmong(allowed, given)) return [];
  const all = allowed.join(', ');
  return [{ path: [...path, ...inner], rule: 'notAllowed', values: { allowed: all } }];
}

const countsOfChecks: readonly (readonly [name: string, least: number])[] = [
  ['gracePeriodSeconds', 0],
  ['intervalSeconds', 1],
  ['timeoutSeconds', 1],
  ['maxConsecutiveFailures', 0],
];

function ofHealthChecks(value: Definition): Fault[] {
  return listAt(value, ['healthChecks']).flatMap((row, i): Fault[] => {
    const path = ['healthChecks', i];
    const isCommand = valueAt(row, ['protocol']) === 'COMMAND';
    const command = [...path, 'command', 'value'];
    return [
      ...countsOfChecks.flatMap(([name, least]) =>
        ofNumber(value, [...path, name], least, 'whole'),
      ),
      ...ofNumber(value, [...path, 'portIndex'], 0, 'whole'),
      ...ofNumber(value, [...path, 'port'], 1, 'whole', mostPort),
      ...(isCommand && isBlank(valueAt(value, command))
        ? [{ path: command, rule: 'commandEmpty' as const }]
        : []),
    ];
  });
}

function ofVolumes(value: Definition): Fault[] {
  return listAt(value, ['container', 'volumes']).flatMap((row, i): Fault[] => {
    const path = ['container', 'volumes', i];
    const needs = (inner: Path): Fault[] =>
      isBlank(valueAt(row, inner)) ? [{ path: [...path, ...inner], rule: 'empty' }] : [];
    const has = (name: string): boolean => valueAt(row, [name]) !== undefined;
    return [
      ...needs(['containerPath']),
      ...(has('hostPath') ? needs(['hostPath']) : []),
      ...(has('external') ? needs(['external', 'name']) : []),
      ...ofNumber(value, [...path, 'persistent', 'size'], 1, 'whole'),
      ...oneOf(row, ['mode'], path, ['RW', 'RO']),
    ];
  });
}

function ofConstraints(value: Definition): Fault[] {
  return listAt(value, ['constraints']).flatMap((row, i): Fault[] => {
    const path = ['constraints', i];
    // Old forms are objects: Marathon's own rules hold for those.
    if (!Array.isArray(row)) return [];
    if (isBlank(row[0])) return [{ path, rule: 'constraintField' }];
    if (isAmong(operators, row[1])) return [];
    return [{ path, rule: 'constraintOperator', values: { allowed: operators.join(', ') } }];
  });
}

const isAmong = (allowed: readonly string[], value: Json | undefined): boolean =>
  typeof value === 'string' && allowed.includes(value);

const isBlank = (value: Json | undefined): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

function listAt(value: Definition, path: Path): readonly Json[] {
  const found = valueAt(value, path);
  return Array.isArray(found) ? found : [];
}

function objectAt(value: Definition, path: Path): Definition {
  const found = valueAt(value, path);
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? found : {};
}
