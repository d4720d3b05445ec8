import { describe, expect, it } from 'vitest';
import {
  type Heard,
  mostUnanswered,
  pingMs,
  saysNoShell,
  type Stage,
  TerminalLink,
} from './terminal-link.ts';

class Bench {
  readonly sent: (string | Uint8Array)[] = [];
  readonly stages: Stage[] = [];
  shown = '';
  heard!: Heard;
  opened = 0;
  closed = 0;
  ping: () => void = () => undefined;
  isPinging = false;
  readonly link = new TerminalLink({
    open: (heard) => {
      this.opened++;
      this.heard = heard;
      return { send: (data) => void this.sent.push(data), close: () => void this.closed++ };
    },
    show: (bytes) => (this.shown += new TextDecoder().decode(bytes)),
    onStage: (stage) => void this.stages.push(stage),
    setTimer: (call, everyMs) => {
      expect(everyMs).toBe(pingMs);
      this.ping = call;
      this.isPinging = true;
      return () => (this.isPinging = false);
    },
  });

  say(text: string): void {
    this.heard.onData(new TextEncoder().encode(text).buffer);
  }

  live(): this {
    this.link.connect();
    this.heard.onData('{"attached":true}');
    return this;
  }

  end(why: string): Stage {
    this.heard.onData(JSON.stringify({ ended: why }));
    this.heard.onClosed();
    return this.stages.at(-1)!;
  }
}

describe('the connection of a terminal', () => {
  it('is live when the command was started, sends what is typed and the size', () => {
    const bench = new Bench().live();
    bench.say('$ ');
    expect(bench.shown).toBe('$ ');
    bench.link.type('ls\r');
    bench.link.resize(100, 30);
    expect(bench.sent).toEqual([new TextEncoder().encode('ls\r'), '{"columns":100,"rows":30}']);
    expect(bench.stages.map(({ kind }) => kind)).toEqual(['connecting', 'live']);
  });

  it('connects again on Enter when it has ended, and on nothing else', () => {
    const bench = new Bench().live();
    bench.say('$ exit\r\nbye\r\nnow\r\n');
    expect(bench.end('')).toMatchObject({ kind: 'ended', why: '', cause: 'plain' });
    expect(bench.isPinging).toBe(false);
    expect(bench.link.type('x')).toBe(false);
    expect(bench.opened).toBe(1);
    bench.link.type('\r');
    expect(bench.opened).toBe(2);
    expect(bench.stages.at(-1)).toEqual({ kind: 'connecting' });
    expect(bench.sent).toEqual([]);
  });

  it('says what the agent refused, and when it just broke', () => {
    const bench = new Bench();
    bench.link.connect();
    expect(bench.end('Not you')).toMatchObject({ kind: 'ended', why: 'Not you', cause: 'said' });
    bench.link.connect();
    bench.heard.onClosed();
    expect(bench.stages.at(-1)).toMatchObject({ kind: 'ended', cause: 'broken', isBlank: true });
  });

  it('says that there is no shell when all it said is that', () => {
    const bench = new Bench().live();
    bench.say('/bin/sh: 1: fish: not found\r\n');
    expect(bench.end('')).toMatchObject({ cause: 'noShell' });
    expect(bench.stages.at(-1)).toMatchObject({ isBlank: false });
    expect(new Bench().live().end('')).toMatchObject({ cause: 'noShell', isBlank: true });
    expect(saysNoShell('')).toBe(true);
    expect(saysNoShell('$ nosuch\r\nsh: nosuch: not found\r\n$ exit\r\n')).toBe(false);
    expect(saysNoShell('42\r\n')).toBe(false);
  });

  it('is lost when nobody answers its pings', () => {
    const bench = new Bench().live();
    for (let i = 0; i < mostUnanswered; i++) bench.ping();
    bench.heard.onData('{"pong":true}');
    for (let i = 0; i < mostUnanswered; i++) bench.ping();
    expect(bench.stages.at(-1)?.kind).toBe('live');
    bench.ping();
    expect(bench.stages.at(-1)).toMatchObject({ kind: 'ended', cause: 'lost' });
    expect([bench.closed, bench.isPinging]).toEqual([1, false]);
  });

  it('hears nothing of a connection that it has left', () => {
    const bench = new Bench().live();
    const old = bench.heard;
    bench.link.connect();
    old.onData('{"ended":"old"}');
    old.onClosed();
    expect(bench.stages.at(-1)).toEqual({ kind: 'connecting' });
    bench.link.close();
    expect([bench.closed, bench.isPinging]).toEqual([2, false]);
  });
});
