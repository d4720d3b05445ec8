import { describe, expect, it } from 'vitest';
import type { Backend, Server } from '../config/configuration.ts';
import {
  commandsOf,
  differenceOf,
  lineOf,
  outcomeOf,
  runningServersOf,
  type Change,
} from './changes.ts';

const server = (port: number, more: Partial<Server> = {}): Server => ({
  ...{ name: `s_${port}`, host: 'h', taskId: `t${port}`, address: '10.0.0.1', port, id: port },
  ...{ isDraining: false, text: '', words: ['id', String(port), 'check', 'inter', '2s'] },
  ...more,
});

const backend = (servers: readonly Server[], more: Partial<Backend> = {}): Backend => ({
  ...{ name: 'b', app: '/b', servicePort: 1, mode: 'http', balance: 'roundrobin', servers },
  ...more,
});

const between = (before: readonly Server[], after: readonly Server[], more?: Partial<Backend>) =>
  differenceOf(runningServersOf(backend(before)), backend(after, more));

describe('what changes between servers', () => {
  it('is nothing when they are the same', () => {
    expect(between([server(1)], [server(1)])).toEqual({ changes: [] });
  });

  it('is told in commands', () => {
    const { changes, reload } = between([server(1), server(2)], [server(2), server(3)]);
    expect(reload).toBeUndefined();
    expect(changes.flatMap(commandsOf)).toEqual([
      'add server b/s_3 10.0.0.1:3 id 3 check inter 2s',
      'enable health b/s_3',
      'enable server b/s_3',
      'set server b/s_1 state maint',
      'del server b/s_1',
    ]);
  });

  it('is draining, too: such a server is made but not enabled', () => {
    const draining = { isDraining: true, words: ['id', '1', 'disabled'] };
    expect(between([], [server(1, draining)]).changes.flatMap(commandsOf)).toEqual([
      'add server b/s_1 10.0.0.1:1 id 1',
    ]);
    const begun = between([server(1, { words: ['id', '1'] })], [server(1, draining)]);
    expect(begun.changes.flatMap(commandsOf)).toEqual(['set server b/s_1 state maint']);
  });

  it.each<[string, Partial<Server>, Partial<Backend>]>([
    ['a static balance', {}, { balance: 'source' }],
    ['a cookie', { words: ['cookie', 'x'] }, {}],
    ['words that would be other commands', { words: ['id', '1;', 'shutdown'] }, {}],
    ['a line of its own making', { words: undefined as never }, {}],
  ])('takes a reload with %s', (_, ofServer, ofBackend) => {
    const { changes, reload } = between([], [server(1, ofServer)], ofBackend);
    expect(changes).toEqual([]);
    expect(reload).toContain('server b/s_1');
  });

  it('takes a reload when the line of a server changes', () => {
    const checked = server(1, { words: ['id', '1', 'check'] });
    expect(between([server(1)], [checked])).toEqual({
      changes: [],
      reload: 'the line of server b/s_1 has changed',
    });
    expect(lineOf(checked)).toBe('10.0.0.1:1 id 1 check');
  });
});

describe('what became of a change', () => {
  const add: Change = { kind: 'add', backend: 'b', server: server(1) };
  const remove: Change = { kind: 'remove', backend: 'b', name: 's_1' };

  it.each<[Change, readonly string[], string]>([
    [add, ['New server registered.', '', ''], 'done'],
    [add, ["'cookie' option is not accepted for dynamic server", '', ''], 'failed'],
    [add, ['New server registered.', '', 'No such server.'], 'failed'],
    [remove, ['', 'Server deleted.'], 'done'],
    [remove, ['No such server.', 'No such server.'], 'done'],
    [remove, ['', 'Server still has connections attached to it, cannot remove it.'], 'leaving'],
    [remove, ['Permission denied', ''], 'failed'],
    [{ kind: 'return', backend: 'b', server: server(1) }, [''], 'done'],
    [{ kind: 'drain', backend: 'b', server: server(1) }, ['No such server.'], 'failed'],
  ])('%j with %j', (change, answers, kind) => {
    expect(outcomeOf(change, answers).kind).toBe(kind);
  });
});
