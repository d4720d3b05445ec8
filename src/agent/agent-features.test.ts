import { describe, expect, it } from 'vitest';
import { readAgentFeatures } from './agent-features.ts';
import { announcedCapabilities } from './core/capabilities.ts';

const needed = announcedCapabilities.filter((type) => type !== 'RESIZE_VOLUME');

function features(types: readonly string[]): unknown {
  return { capabilities: types.map((type) => ({ type })) };
}

describe('--agent_features', () => {
  it('are all that there are, when the flag is not given', () => {
    expect(readAgentFeatures(undefined)).toEqual({
      ok: true,
      value: announcedCapabilities.map((type) => ({ type })),
    });
  });

  it('may leave out what no master counts on', () => {
    const shuffled = [...needed].reverse();
    expect(readAgentFeatures(features([...shuffled, shuffled[0]!]))).toEqual({
      ok: true,
      value: needed.map((type) => ({ type })),
    });
  });

  it.each(needed)('must not leave out %s', (type) => {
    const read = readAgentFeatures(features(announcedCapabilities.filter((one) => one !== type)));
    expect(!read.ok && read.error).toContain(`it lacks ${type}; at least these are needed`);
  });

  it.each([
    [features([...needed, 'TIME_TRAVEL']), "this agent has no feature 'TIME_TRAVEL'"],
    [{}, 'it lacks MULTI_ROLE, HIERARCHICAL_ROLE'],
    [[], 'it must be like'],
    ['MULTI_ROLE', 'it must be like'],
    [{ capabilities: ['MULTI_ROLE'] }, 'it must be like'],
    [{ capabilities: [{ type: 4 }] }, 'it must be like'],
  ])('cannot be %j', (value, why) => {
    const read = readAgentFeatures(value);
    expect(!read.ok && read.error).toContain(why);
  });
});
