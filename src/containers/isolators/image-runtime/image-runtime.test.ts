import { describe, expect, it } from 'vitest';
import type { CommandInfo } from '../../../protocol/generated/mesos.ts';
import { mergeCommand } from './image-runtime.ts';

/** Rows: what the task says; columns: without and with entry point (e x) and command (c y) of the image. */
describe("the task's command and the image's", () => {
  const noFile = 'No executable is found: neither the command nor the image names one';
  const noValue = 'Shell specified but no command value provided';
  const images = [
    { entrypoint: [], command: [] },
    { entrypoint: [], command: ['c', 'y'] },
    { entrypoint: ['e', 'x'], command: [] },
    { entrypoint: ['e', 'x'], command: ['c', 'y'] },
  ];
  const same = 'as the task says';
  it.each<[string, CommandInfo, string[]]>([
    ['no shell, nothing', { shell: false }, [noFile, 'c: c y', 'e: e x', 'e: e x c y']],
    [
      'no shell, arguments',
      { shell: false, arguments: ['a'] },
      [noFile, 'c: c a', 'e: e x a', 'e: e x a'],
    ],
    ['no shell, a value', { shell: false, value: 'v' }, [same, same, same, same]],
    [
      'no shell, a value and arguments',
      { shell: false, value: 'v', arguments: ['a'] },
      [same, same, same, same],
    ],
    ['a shell, nothing', { shell: true }, [noValue, noValue, noValue, noValue]],
    ['a shell, arguments', { arguments: ['a'] }, [noValue, noValue, noValue, noValue]],
    ['a shell and a value', { value: 'v' }, [same, same, same, same]],
    ['a shell, a value, arguments', { value: 'v', arguments: ['a'] }, [same, same, same, same]],
  ])('%s', (_name, command, expected) => {
    const seen = images.map((image) => {
      const merged = mergeCommand(command, image);
      if (!merged.ok) return merged.error;
      const { value } = merged;
      return value === undefined ? same : `${value.value}: ${value.arguments!.join(' ')}`;
    });
    expect(seen).toEqual(expected);
  });
});
