/** What is different for command tasks in Docker containers. */
import { describe, expect, it } from 'vitest';
import { TestClock } from '../../allocator/test-support.ts';
import { aTask, PretendContainers, TestAgent } from './test-support.ts';

function aDockerTask(more = {}, data?: Uint8Array): TestAgent {
  const clock = new TestClock();
  const containers = new PretendContainers(clock);
  containers.abilities.add('Docker containerizer');
  containers.data = data;
  const agent = new TestAgent({ kind: 'command', clock, containers });
  const container = { type: 'DOCKER', docker: { image: 'i' } } as const;
  agent.launch(aTask('t', { container, ...more }));
  agent.pass(5);
  return agent;
}

describe('a task in a Docker container', () => {
  it('tells what the containerizer says of it when it runs', () => {
    const agent = aDockerTask({}, Buffer.from('[{}]'));
    expect(agent.told).toEqual(['t: STARTING', 't: RUNNING']);
    expect(Buffer.from(agent.last.data!).toString()).toBe('[{}]');
    agent.containers.end('root', { status: 3 << 8 });
    expect(agent.last).toMatchObject({
      ...{ state: 'TASK_FAILED', message: 'Container exited with status 3' },
    });
    expect(agent.last.data).toBeUndefined();
  });

  it('has its own resources, and sees nothing of its executor', () => {
    const variables = [{ name: 'A', value: '1' }];
    const agent = aDockerTask({ command: { value: 'x', environment: { variables } } });
    const { config } = agent.containers.all.get('root')!;
    expect(config.environment).toEqual({ A: '1' });
    expect(config.resources.map(({ scalar }) => scalar?.value)).toEqual([1]);
  });

  it('was killed when it was to be, however it ended', () => {
    const agent = aDockerTask();
    agent.containers.diesOfSigterm = false;
    agent.kill('t');
    agent.containers.end('root', { status: 0 });
    expect(agent.last).toMatchObject({ state: 'TASK_KILLED' });
  });

  it('has the time of its executor to end', () => {
    const agent = aDockerTask();
    agent.containers.diesOfSigterm = false;
    agent.kill('t');
    agent.pass(4990);
    expect(agent.containers.all.get('root')!.signals).toEqual([15]);
    agent.pass(20);
    expect(agent.containers.all.get('root')!.signals).toEqual([15, 9]);
  });
});
