import { describe, expect, it } from 'vitest';
import { linesOf, parseProcesses, splitAnswers } from './runtime-api.ts';

describe('answers of the runtime API', () => {
  it.each([
    [
      'New server registered.\n\n\n\nServer deleted.\n',
      ['add server b/x', 'enable server b/x', 'set server b/x', 'del server b/y'],
      ['New server registered.', '', '', 'Server deleted.'],
    ],
    [
      '\nServer deleted.\n\nServer deleted.\nNo such server.\nNo such server.\n\n',
      [
        'set server b/x',
        'del server b/x',
        'set server b/y',
        'del server b/y',
        'del server b/z',
        'set server b/q',
      ],
      ['', 'Server deleted.', '', 'Server deleted.', 'No such server.', 'No such server.'],
    ],
    ['\n\n', ['set server b/x', 'set server b/y'], ['', '']],
    ['\n', ['set server b/x'], ['']],
    ['No such server.\n\n\n', ['set server b/x', 'set server b/y'], ['No such server.', '']],
    ['a\nb\n\nc\n\n', ['show a', 'show c'], ['a\nb', 'c']],
  ])('are one for each command: %j', (text, commands, answers) => {
    expect(splitAnswers(text, commands)).toEqual(answers);
  });

  it('that are too few or too many are none', () => {
    const sets = ['set server b/x', 'set server b/y', 'set server b/z'];
    expect(splitAnswers("Can't find the target PID\n", sets)).toBeUndefined();
    expect(splitAnswers('a\n\nb\n\nc\n\n', sets.slice(1))).toBeUndefined();
  });

  it('are asked for in lines that HAProxy can read', () => {
    const commands = Array.from(
      { length: 1_000 },
      (_, at) => `add server backend/server_${at} 10.0.0.1:${at}`,
    );
    const lines = linesOf(commands);
    expect(lines.flat()).toEqual(commands);
    expect(Math.max(...lines.map((line) => line.join('; ').length))).toBeLessThan(13_000);
    expect(lines.length).toBeLessThan(10);
  });
});

describe('the processes of HAProxy', () => {
  const text = [
    '#<PID>          <type>          <reloads>       <uptime>        <version>      ',
    '10008           master          4 [failed: 1]   0d00h00m09s     2.6.12-1+deb12u4',
    '# workers',
    '10812           worker          0               0d00h00m01s     2.6.12-1+deb12u4',
    '# old workers',
    '10020           worker          2               0d00h00m07s     2.6.12-1+deb12u4',
    '# programs',
    '',
  ];

  it('are told apart', () => {
    expect(parseProcesses(text.join('\n'))).toEqual({
      ...{ master: 10_008, reloads: 4, failedReloads: 1 },
      ...{ worker: 10_812, oldWorkers: [10_020] },
    });
  });

  it('may have no worker that serves', () => {
    const without = text.filter((line) => !line.startsWith('10812'));
    expect(parseProcesses(without.join('\n'))?.worker).toBeUndefined();
    expect(parseProcesses('something else')).toBeUndefined();
  });
});
