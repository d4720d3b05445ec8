import { describe, expect, it } from 'vitest';
import { findExit } from './exit.ts';

describe('how the process of a task ended', () => {
  it.each([
    ['Command exited with status 0', '0', 'exitSuccess'],
    ['Command exited with status 3', '3', 'exitOwn'],
    ['Command exited with status 126', '126', 'exitNotExecutable'],
    ['Command exited with status 127', '127', 'exitNotFound'],
    ['Container exited with status 137', '137', 'exitKilled'],
    ['Command exited with status 143', '143', 'exitTerminated'],
    ['Command exited with status 139', '139', 'exitCrashed'],
    ['Command exited with status 255', '255', 'exitOwn'],
    ['Command terminated with signal Killed', 'Killed', 'exitKilled'],
    [
      'Command terminated with signal Segmentation fault (core dumped)',
      'Segmentation fault',
      'exitCrashed',
    ],
    ['Command terminated with signal User defined signal 1', 'User defined signal 1', 'exitSignal'],
  ])('is read from "%s"', (message, what, meaning) => {
    expect(findExit(message)).toMatchObject({ what, meaning });
  });

  it('is not guessed', () => {
    expect(findExit('')).toBeUndefined();
    expect(findExit('Failed to fetch all URIs')).toBeUndefined();
  });
});
