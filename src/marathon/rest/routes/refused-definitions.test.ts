/** Every way in for definitions answers a wrong one with 422 and the path in it, and changes nothing. */
import { beforeEach, describe, expect, it } from 'vitest';
import { TestApi } from '../../test-support/test-api.ts';

const cmd = 'sleep 1000';
const container = { name: 'c', resources: { cpus: 0.1 }, exec: { command: { shell: cmd } } };

let api: TestApi;

beforeEach(async () => {
  api = new TestApi();
  await api.ask('POST', '/v2/groups', { body: { id: '/g', apps: [{ id: 'app', cmd }] } });
  await api.ask('POST', '/v2/pods', { body: { id: '/pod', containers: [container] } });
  api.test.settle();
});

const wrongType = 'Invalid JSON';
const brokenRule = 'Object is not valid';
const good = { id: 'good', cmd };
const cyclic = [
  { id: '/x', cmd, dependencies: ['/y'] },
  { id: '/y', cmd, dependencies: ['/x'] },
];

describe('a wrong definition', () => {
  it.each([
    ['POST', '/v2/apps', { id: '/a', cmd, cpus: -1 }, wrongType, '/cpus', 'error.min'],
    ['POST', '/v2/apps', { id: '/a' }, brokenRule, '/', /must either contain one of/u],
    ['POST', '/v2/apps', { id: '/a', cmd, user: '' }, brokenRule, '/user', 'must not be empty'],
    ['POST', '/v2/apps', { id: '/A', cmd }, wrongType, '/id', 'error.pattern'],
    ['PUT', '/v2/apps/g/app', { cmd, mem: 'x' }, wrongType, '/mem', 'error.expected.jsnumber'],
    ['PUT', '/v2/apps/g/app', { cmd: 'x' }, brokenRule, '/', 'must not be an empty string'],
    ['PATCH', '/v2/apps/g/app', { instances: -1 }, wrongType, '/instances', 'error.min'],
    [
      ...['PATCH', '/v2/apps/g/app', { args: ['a'] }, brokenRule, '/'],
      /must either contain one of/u,
    ],
    [
      ...['PUT', '/v2/apps', [good, { id: 'bad', cmd, user: '' }], brokenRule, '/user'],
      'must not be empty',
    ],
    ['PUT', '/v2/apps', cyclic, brokenRule, '/', 'Dependency graph has cyclic dependencies.'],
    [
      ...['POST', '/v2/pods', { id: '/p', containers: [] }, wrongType, '/containers'],
      'error.minLength',
    ],
    [
      ...['POST', '/v2/pods', { id: '/p', containers: [container, container] }, brokenRule],
      ...['/containers', 'container names must be unique'],
    ],
    [
      ...['PUT', '/v2/pods/pod', { id: '/pod', containers: [{ ...container, tty: 1 }] }, wrongType],
      ...['/containers(0)/tty', 'error.expected.jsboolean'],
    ],
    [
      ...['PUT', '/v2/groups', { id: '/', apps: [good, { id: 'bad', cmd, user: '' }] }, brokenRule],
      ...['/apps(1)/user', 'must not be empty'],
    ],
    [...['PUT', '/v2/groups/g', { scaleBy: -1 }, wrongType, '/scaleBy'], 'error.min'],
    [
      ...['POST', '/v2/groups', { id: '/n', groups: [{ id: 'a' }, { id: '/n/a' }] }, brokenRule],
      ...['/groups', 'Elements must be unique.'],
    ],
    [
      ...['PUT', '/v2/groups/g', { groups: [{ id: 'app' }] }, brokenRule, '/'],
      /may not have the same identifier/u,
    ],
  ] as const)('%s %s %j', async (method, target, body, message, path, error) => {
    const before = await api.json('GET', '/v2/groups?embed=group.apps&embed=group.pods');
    const from = api.test.events.length;
    const answer = await api.ask(method, target, { body });
    expect(answer).toMatchObject({ status: 422, body: { message } });
    const { details } = answer.body as {
      details: readonly { path: string; errors: readonly string[] }[];
    };
    const errors = details.filter((each) => each.path === path).flatMap((each) => each.errors);
    expect(errors).toContainEqual(
      typeof error === 'string' ? error : expect.stringMatching(error as RegExp),
    );
    api.test.run(1000);
    expect(await api.json('GET', '/v2/groups?embed=group.apps&embed=group.pods')).toEqual(before);
    expect(await api.json('GET', '/v2/deployments')).toEqual([]);
    const told = api.test.events.slice(from).map(({ type }) => type);
    expect(told.filter((type) => type !== 'group_change_failed')).toEqual([]);
  });
});
