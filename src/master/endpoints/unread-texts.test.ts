import { describe, expect, it } from 'vitest';
import { messageDocument } from '../calls/operator/message-document.ts';
import { seenBy, stateMembers } from '../calls/operator/state-members.ts';
import { TestMaster } from '../core/test-support.ts';
import { stateDocument } from './state.ts';
import { contextOf, textOf } from './test-support.ts';
import { UnreadTexts } from './unread-texts.ts';

function busy() {
  const master = new TestMaster();
  const agentId = master.addAgent();
  const framework = master.subscribe();
  master.advance(2_000);
  master.runTask(framework, 't');
  const agent = master.state.agents.get(agentId)!;
  const task = master.state.frameworks.get(framework.id)!.tasks.get('t')!;
  const context = contextOf(master);
  return { agent, task, context, texts: new UnreadTexts(master.core) };
}

describe('texts that are kept for the next reader', () => {
  it('are given back at the second look that finds nobody has read them, and made again', async () => {
    const { agent, task, context, texts } = busy();
    const before = await textOf(stateDocument(context));
    expect(agent.fragments).toBeDefined();
    texts.look();
    expect(agent.fragments).toBeDefined();
    expect(task.fragments).toBeDefined();
    texts.look();
    expect(agent.fragments).toBeUndefined();
    expect(task.fragments).toBeUndefined();
    expect(await textOf(stateDocument(context))).toBe(before);
    expect(task.fragments).toBeDefined();
  });

  it('stay as long as somebody reads them; what was read once goes', async () => {
    const { agent, context, texts } = busy();
    await textOf(messageDocument('application/json', () => stateMembers(seenBy(context))));
    expect(agent.fragments).toMatchObject({ json: expect.anything() });
    for (let i = 0; i < 3; i++) {
      await textOf(stateDocument(context));
      texts.look();
    }
    expect(agent.fragments).toMatchObject({ json: undefined, old: expect.anything() });
  });
});
