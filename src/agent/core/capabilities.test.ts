import { describe, expect, it } from 'vitest';
import { agentCalls } from '../calls/index.ts';
import { announcedCapabilities, needsOfCapability, type AgentCapability } from './capabilities.ts';
import { receivedMessages } from './messages.ts';

const handledCalls = new Set<string>(agentCalls.map(({ name }) => name));

function missing(capability: AgentCapability): string[] {
  const { messages, calls } = needsOfCapability[capability];
  return [
    ...messages.map(({ typeName }) => typeName).filter((name) => !receivedMessages.has(name)),
    ...calls.filter((name) => !handledCalls.has(name)),
  ];
}

describe('the capabilities of agents', () => {
  const all = Object.keys(needsOfCapability) as AgentCapability[];

  it.each(announcedCapabilities)('%s is announced, and all that it needs is handled', (name) => {
    expect(missing(name)).toEqual([]);
  });

  it.each(all.filter((name) => !announcedCapabilities.includes(name)))(
    '%s is not announced, because something that it needs is not handled',
    (name) => expect(missing(name)).not.toEqual([]),
  );
});
