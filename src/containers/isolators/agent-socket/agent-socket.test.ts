import { expect, it } from 'vitest';
import type { ContainerConfig } from '../../containerizer.ts';
import type { Preparation } from '../isolator.ts';
import { AgentSocketIsolator } from './agent-socket.ts';

const container = { id: { value: 'c' }, directory: '/s', resources: [], limits: undefined };

function prepare(hasOwnRoot: boolean, config: Partial<ContainerConfig>): Preparation {
  let preparation: Preparation | undefined;
  new AgentSocketIsolator(() => hasOwnRoot).prepare(
    container,
    { environment: {}, directory: '/s', resources: [], ...config },
    (result) => (preparation = result.ok ? result.value : undefined),
  );
  return preparation!;
}

it('shows the agent’s socket to executors that do not see the machine’s files, by its directory', () => {
  expect(prepare(true, { agentSocket: '/run/m/agent-socket/agent.sock' })).toMatchObject({
    environment: { MESOS_DOMAIN_SOCKET: '/run/m/agent-socket/agent.sock' },
    mounts: [{ destination: '/run/m/agent-socket', source: '/run/m/agent-socket', type: 'bind' }],
  });
});

it('does nothing for all others', () => {
  expect(prepare(false, { agentSocket: '/run/m/agent-socket/agent.sock' })).toEqual({});
  expect(prepare(true, {})).toEqual({});
});
