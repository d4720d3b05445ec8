import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CommandInfo } from '../../protocol/generated/mesos.ts';
import { planLaunch, taskEnvironmentOf } from './launch-plan.ts';
import type { LaunchRequest, Tools } from './launch-plan.ts';

const tools: Tools = { session: 'wait', perl: undefined, setpriv: '/usr/bin/setpriv' };

function wordsOf(
  command: CommandInfo,
  more: Partial<LaunchRequest> = {},
): readonly string[] | string {
  const plan = planLaunch({
    command,
    environment: {},
    wrappers: [],
    switchTo: undefined,
    tools,
    ...more,
  });
  if (!plan.ok) return plan.error;
  const count = Number(plan.value['AP_WORDS']);
  return Array.from({ length: count }, (_, index) => plan.value[`AP_W${index}`]!);
}

describe('the plan of a launch', () => {
  it('runs shell commands by /bin/sh -c and others by env', () => {
    const env = ['/usr/bin/env', '-i'];
    expect(wordsOf({ value: 'echo hi' })).toEqual([...env, '/bin/sh', '-c', 'echo hi']);
    const vector = { shell: false, value: 'ls', arguments: ['ls', '-l'] };
    expect(wordsOf(vector)).toEqual([...env, 'ls', '-l']);
    expect(wordsOf({ shell: false, value: 'ls' })).toEqual([...env, 'ls']);
  });

  it('puts wrappers first, then the change of user, then the environment', () => {
    const switchTo = { uid: 7, gid: 8 };
    const wrappers = [['prlimit', '--nofile=1:2'], ['outer']];
    expect(wordsOf({ value: 'x' }, { switchTo, wrappers, environment: { A: 'b=c' } })).toEqual([
      ...['prlimit', '--nofile=1:2', 'outer'],
      ...['/usr/bin/setpriv', '--reuid=7', '--regid=8', '--init-groups'],
      ...['/usr/bin/env', '-i', 'A=b=c', '/bin/sh', '-c', 'x'],
    ]);
    const poor = { ...tools, setpriv: undefined };
    expect(wordsOf({ value: 'x' }, { switchTo, tools: poor })).toContain('setpriv');
  });

  it('asks perl for an argv[0] of its own and for names that env would misread', () => {
    const rich = { ...tools, perl: '/usr/bin/perl' };
    const command = { shell: false, value: '/bin/busybox', arguments: ['ls', '-l'] };
    const words = wordsOf(command, { tools: rich, environment: { A: '1' } });
    expect(words[0]).toBe('/usr/bin/perl');
    expect(words.slice(3)).toEqual(['1', 'A=1', '/bin/busybox', 'ls', '-l']);
    expect(wordsOf({ shell: false, value: 'a=b' }, { tools: rich }).slice(-2)).toEqual([
      'a=b',
      'a=b',
    ]);
    expect(wordsOf({ shell: false, value: 'a=b' })).toContain('needs perl');
    expect(wordsOf(command).slice(-2)).toEqual(['/bin/busybox', '-l']);
  });

  it('refuses what no process can be given', () => {
    expect(wordsOf({})).toBe('the command has no value');
    expect(wordsOf({ value: 'a\0b' })).toContain('NUL');
    expect(wordsOf({ value: 'x' }, { environment: { A: 'a\0' } })).toContain("'A'");
    expect(wordsOf({ value: 'x' }, { environment: { '': '' } })).toContain("''");
  });

  it('passes every argument and value through unchanged', () => {
    const text = fc.string().filter((each) => !each.includes('\0'));
    fc.assert(
      fc.property(fc.array(text), text, (args, value) => {
        const command = { shell: false, value: 'p', arguments: ['p', ...args] };
        const words = wordsOf(command, { environment: { V: value } });
        expect(words.slice(2)).toEqual([`V=${value}`, 'p', ...args]);
      }),
    );
  });

  it('tells the environment of the task again, however the task is run', () => {
    const name = fc.stringMatching(/^[A-Za-z_][\w.-]{0,9}$/u).filter((one) => one !== '__proto__');
    const value = fc.string().filter((each) => !each.includes('\0'));
    const commands: readonly CommandInfo[] = [
      { value: 'echo A=b' },
      { shell: false, value: '/bin/a=b', arguments: ['C=d', 'E=f'] },
    ];
    const request = fc.record({
      command: fc.constantFrom(...commands),
      environment: fc.dictionary(name, value, { noNullPrototype: true }),
      wrappers: fc.constantFrom([], [['prlimit', 'X=1']]),
      switchTo: fc.constantFrom(undefined, { uid: 7, gid: 8 }),
    });
    fc.assert(
      fc.property(request, (asked) => {
        const plan = planLaunch({ ...asked, tools: { ...tools, perl: '/usr/bin/perl' } });
        expect(plan.ok && taskEnvironmentOf(plan.value)).toEqual(asked.environment);
      }),
    );
    expect(taskEnvironmentOf({ OWN: 'x' })).toEqual({ OWN: 'x' });
    expect(taskEnvironmentOf({ AP_WORDS: '3' })).toBeUndefined();
  });
});
