import { describe, expect, it } from 'vitest';
import { operatorCalls } from '../calls/operator/index.ts';
import { announcedCapabilities, needsOfCapability, type MasterCapability } from './capabilities.ts';
import { findMessageType } from './messages.ts';

const handledCalls = new Set<string>(operatorCalls.map(({ name }) => name));

function missing(capability: MasterCapability): string[] {
  const { messages, calls } = needsOfCapability[capability];
  return [
    ...messages
      .map(({ typeName }) => typeName)
      .filter((name) => findMessageType(name) === undefined),
    ...calls.filter((name) => !handledCalls.has(name)),
  ];
}

describe('the capabilities of masters', () => {
  const all = Object.keys(needsOfCapability) as MasterCapability[];

  it.each(announcedCapabilities)('%s is announced, and all that it needs is handled', (name) => {
    expect(missing(name)).toEqual([]);
  });

  it.each(all.filter((name) => !announcedCapabilities.includes(name)))(
    '%s is not announced, because something that it needs is not handled',
    (name) => expect(missing(name)).not.toEqual([]),
  );
});
