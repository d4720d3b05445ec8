import { describe, expect, it } from 'vitest';
import { editWords } from '../../texts/areas/edit.ts';
import { type Definition, definitionText, valueAt } from './definition.ts';
import { checked } from './check.ts';
import { pathOfText, textOfPath } from './faults.ts';
import { merged } from './merge.ts';
import { renamed } from './rename.ts';
import { effectOf } from './effect.ts';
import { ruleFaults } from './rules.ts';
import { nearestName, schemaFaults, type Schemas } from './schema.ts';
import { tabOfPath } from './tab-of-path.ts';
import { withLocalVolume } from './local-volume.ts';

const good = { id: '/a', cmd: 'sleep 1', cpus: 0.1, mem: 32 };
const told = (value: Definition): string[] =>
  ruleFaults(value).map(({ path, rule }) => `${textOfPath(path)} ${rule}`);

describe("the form's own rules", () => {
  it('has nothing against what is right', () => {
    const constraints = [['hostname', 'UNIQUE']];
    const volumes = [{ containerPath: 'd', persistent: { size: 5 }, mode: 'RW' }];
    const portDefinitions = [{ port: 0, protocol: 'tcp' }];
    expect(told({ ...good, constraints, container: { volumes }, portDefinitions })).toEqual([]);
  });

  it.each([
    ['', 'idEmpty'],
    ['/', 'idEmpty'],
    ['/a b', 'idBlanks'],
    ['/a//b', 'idSlashes'],
    ['/Shop', 'idLetters'],
    ['/-a', 'idForm'],
  ])('says of the id %j: %s', (id, rule) => {
    expect(told({ ...good, id })).toEqual([`/id ${rule}`]);
  });

  it('holds numbers to their bounds, and says which are none', () => {
    expect(told({ ...good, cpus: 0.001, mem: 8, disk: -1, gpus: 0.5, instances: 'two' })).toEqual([
      ...['/cpus tooSmall', '/mem tooSmall', '/disk tooSmall', '/gpus notWhole'],
      '/instances notANumber',
    ]);
  });

  it('finds faults in rows', () => {
    const volumes = [{ containerPath: '', hostPath: '', mode: 'rw' }];
    const parameters = [{ key: ' ', value: 'x' }];
    const container = { volumes, docker: { image: 'a b', parameters } };
    const portDefinitions = [{ port: 70_000, protocol: 'sctp' }];
    const healthChecks = [{ protocol: 'COMMAND', intervalSeconds: 0 }];
    const constraints = [
      ['', 'UNIQUE'],
      ['rack', 'NEAR'],
    ];
    const value = { id: '/a', container, portDefinitions, healthChecks, constraints };
    expect(told({ ...value, env: { ' ': '1' } })).toEqual([
      '/container/docker/image imageBlanks',
      '/env/  keyBlank',
      '/container/docker/parameters(0)/key keyBlank',
      ...['/portDefinitions(0)/port tooLarge', '/portDefinitions(0)/protocol notAllowed'],
      ...[
        '/healthChecks(0)/intervalSeconds tooSmall',
        '/healthChecks(0)/command/value commandEmpty',
      ],
      ...['/container/volumes(0)/containerPath empty', '/container/volumes(0)/hostPath empty'],
      '/container/volumes(0)/mode notAllowed',
      ...['/constraints(0) constraintField', '/constraints(1) constraintOperator'],
    ]);
  });
});

const schemas: Schemas = {
  App: {
    type: 'object',
    required: ['id'],
    properties: {
      id: { type: 'string' },
      cmd: { anyOf: [{ type: 'string', minLength: 1 }, { type: 'null' }] },
      cpus: { anyOf: [{ type: 'number', minimum: 0 }, { type: 'null' }] },
      mem: { type: ['number', 'null'] },
      env: {
        anyOf: [
          {
            type: 'object',
            additionalProperties: {
              anyOf: [
                { type: 'string' },
                {
                  type: 'object',
                  required: ['secret'],
                  properties: { secret: { type: 'string' } },
                },
              ],
            },
          },
          { type: 'null' },
        ],
      },
      portDefinitions: { type: 'array', items: { $ref: '#/components/schemas/Port' } },
    },
  },
  Port: {
    type: 'object',
    properties: {
      port: { type: 'integer', maximum: 65_535 },
      protocol: { type: 'string', enum: ['tcp', 'udp'] },
    },
  },
};
const found = (value: Definition): string[] =>
  schemaFaults(schemas, 'App', value).map(
    ({ path, rule, values, nearest }) =>
      `${textOfPath(path)} ${rule} ${JSON.stringify(values)}${nearest === undefined ? '' : ` ${nearest}`}`,
  );

describe("Marathon's schema", () => {
  it('has nothing against what is right, in letters of any case', () => {
    const env = { A: 'x', B: { secret: 's' } };
    const value = { ...good, cmd: null, env, portDefinitions: [{ port: 1, protocol: 'TCP' }] };
    expect(schemaFaults(schemas, 'App', value)).toEqual([]);
  });

  it('says which type a place must have, of all that it may', () => {
    expect(found({ ...good, cpus: 'two', env: { A: 1 } })).toEqual([
      '/cpus schemaType {"type":"number, null","found":"string"}',
      '/env/A schemaType {"type":"string, object","found":"number"}',
    ]);
  });

  it('names the place in lists, the rule and the missing', () => {
    expect(found({ portDefinitions: [{ port: 1 }, { port: 1e6, protocol: 'sctp' }] })).toEqual([
      '/id schemaMissing {"name":"id"}',
      '/portDefinitions(1)/port schemaMaximum {"limit":65535}',
      '/portDefinitions(1)/protocol schemaEnum {"found":"sctp","allowed":"tcp, udp"}',
    ]);
  });

  it('warns of names that it does not know, and tells the nearest', () => {
    expect(found({ ...good, portDefintions: [] })).toEqual([
      '/portDefintions schemaUnknown {"name":"portDefintions"} portDefinitions',
    ]);
    expect(nearestName('Cpus', ['cpus', 'mem'])).toBe('cpus');
    expect(nearestName('zzz', ['cpus', 'mem'])).toBeUndefined();
  });
});

describe('what the editor says of a text', () => {
  it('holds a running app only to what is changed of it', () => {
    const before = { ...good, mem: 8, odd: 1 };
    const check = checked(definitionText({ ...before, cpus: 0 }), 'app', before, schemas);
    expect(check.faults.map(({ path }) => path)).toEqual([['cpus']]);
  });

  it('tells each place once, warnings last, and each in words', () => {
    const { faults } = checked(
      '{"od": 1, "id": "/a b", "cmd": "x", "cmd": "y"}',
      'app',
      undefined,
      schemas,
    );
    expect(faults.map(({ path, rule }) => [...path, rule])).toEqual([
      ['id', 'idBlanks'],
      ['od', 'schemaUnknown'],
      ['cmd', 'twice'],
    ]);
    expect(faults.every(({ rule }) => editWords.en[rule] !== undefined)).toBe(true);
    expect(checked('[]', 'app', undefined, schemas).bad).toMatchObject({ rule: 'notAnObject' });
  });
});

describe('two who change the same app', () => {
  const before = { id: '/a', cmd: 'x', env: { A: '1', B: '2' }, mem: 32 };

  it('keeps what each changed, also inside of objects', () => {
    const mine = { id: '/a', cmd: 'y', env: { A: '1' }, mem: 32 };
    const theirs = { ...before, env: { A: '9', B: '2', C: '3' }, cpus: 1 };
    expect(merged(before, mine, theirs)).toEqual({
      value: { id: '/a', cmd: 'y', env: { A: '9', C: '3' }, mem: 32, cpus: 1 },
      conflicts: [],
    });
  });

  it('names what both changed', () => {
    const mine = { ...before, cmd: 'mine', env: { A: 'mine', B: '2' } };
    const theirs = { ...before, cmd: 'theirs', env: { A: 'theirs', B: '2' } };
    expect(merged(before, mine, theirs)).toEqual({
      value: mine,
      conflicts: [['cmd'], ['env', 'A']],
    });
  });
});

describe('the way from a refusal to its field', () => {
  it('reads places as Marathon writes them', () => {
    for (const path of [['id'], ['portDefinitions', 0, 'port'], ['container', 'docker', 'image']]) {
      expect(pathOfText(textOfPath(path))).toEqual(path);
    }
    expect(pathOfText('container/volumes/1/mode')).toEqual(['container', 'volumes', 1, 'mode']);
    expect(pathOfText('/')).toEqual([]);
  });

  it('knows on which tab it is', () => {
    expect(tabOfPath('/container/volumes(0)/mode')).toBe('volumes');
    expect(tabOfPath('/container/portMappings(0)')).toBe('ports');
    expect(tabOfPath('/container/docker/image')).toBe('container');
    expect(tabOfPath('/networks')).toBe('container');
    expect(tabOfPath('/mem')).toBe('general');
  });
});

it('puts a name right where it stands, and never over another', () => {
  const value = { id: '/a', portz: [1], container: { dokcer: { image: 'x' } } };
  expect(Object.keys(renamed(value, ['portz'], 'ports'))).toEqual(['id', 'ports', 'container']);
  expect(renamed(value, ['container', 'dokcer'], 'docker')['container']).toEqual({
    docker: { image: 'x' },
  });
  expect(renamed({ a: 1, b: 2 }, ['a'], 'b')).toEqual({ a: 1, b: 2 });
});

it('knows what becomes of instances', () => {
  const before = { id: '/a', cmd: 'x', instances: 3 };
  expect(effectOf(before, { ...before, instances: 5 })).toMatchObject({ replaced: 0, added: 2 });
  expect(effectOf(before, { ...before, cmd: 'y', instances: 1 })).toMatchObject({
    replaced: 1,
    ended: 2,
  });
  const pod = { id: '/p', scaling: { kind: 'fixed', instances: 1 } };
  expect(effectOf(pod, { ...pod, scaling: { kind: 'fixed', instances: 2 } })).toMatchObject({
    replaced: 0,
    added: 1,
  });
});

it('keeps an app with a local volume where that is', () => {
  const made = withLocalVolume({ id: '/a' }, ['container', 'volumes', 0], {
    persistent: { size: 1 },
  });
  expect(made).toMatchObject({
    residency: { taskLostBehavior: 'WAIT_FOREVER' },
    upgradeStrategy: { minimumHealthCapacity: 0.5, maximumOverCapacity: 0 },
  });
  expect(valueAt(made, ['container', 'volumes', 0, 'persistent', 'size'])).toBe(1);
});
