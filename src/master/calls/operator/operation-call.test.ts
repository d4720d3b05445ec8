/** In which order an operation of an operator is refused, as real masters do it. */
import { expect, it } from 'vitest';
import { TestMaster } from '../../core/test-support.ts';
import { callOf } from '../../endpoints/test-support/operators.ts';

const nonsense = { name: 'disk', type: 'SCALAR', scalar: { value: -1 } };
const nobody = '400 No agent found with specified ID';
const invalid = "Resource 'disk:-1' is invalid: Invalid scalar resource: value <= 0";
const first = `400 Failed to validate master::Call: ${invalid}`;

it.each([
  ['RESERVE_RESOURCES', { resources: [nonsense] }, first],
  ['RESERVE_RESOURCES', { resources: [], source: [nonsense] }, nobody],
  ['UNRESERVE_RESOURCES', { resources: [nonsense] }, first],
  ['CREATE_VOLUMES', { volumes: [nonsense] }, nobody],
  ['DESTROY_VOLUMES', { volumes: [nonsense] }, nobody],
  ['GROW_VOLUME', { volume: nonsense, addition: nonsense }, nobody],
  ['SHRINK_VOLUME', { volume: nonsense, subtract: { value: 1 } }, nobody],
])('%s with %j, on an agent that nobody knows', async (type, message, answer) => {
  const master = new TestMaster();
  expect(await callOf(master, type, { agent_id: { value: 'nope' }, ...message })).toBe(answer);
});

it.each([
  ['CREATE_VOLUMES', { volumes: [nonsense] }, invalid],
  ['DESTROY_VOLUMES', { volumes: [nonsense] }, invalid],
  ['GROW_VOLUME', { volume: nonsense, addition: nonsense }, 'Invalid scalar resource: value <= 0'],
])(
  '%s that makes no sense, on one that is there, is refused all the same',
  async (type, message, why) => {
    const master = new TestMaster();
    const agentId = master.addAgent();
    expect(await callOf(master, type, { agent_id: { value: agentId }, ...message })).toBe(
      `400 ${why}`,
    );
  },
);
