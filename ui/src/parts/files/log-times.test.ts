import { describe, expect, it } from 'vitest';
import { LineRing } from '../../live/line-ring.ts';
import { LineTimes, tellsOfError, timeOfLine, volumeOf } from './log-times.ts';

const at = Date.UTC(2026, 10, 30, 10, 12, 13, 120);

describe('the time of a line', () => {
  it.each([
    ['2026-11-30T10:12:13.120Z started', at],
    ['2026-11-30 10:12:13,120 INFO started', at],
    ['[2026-11-30T11:12:13.120456+01:00] started', at],
    ['{"level":"info","time":"2026-11-30T10:12:13.12Z","msg":"x"}', at],
    ['2026/11/30 10:12:13 [error] 7#7: x', at - 120],
    ['I1130 10:12:13.120456  1234 main.cpp:7] started', at],
    ['10.0.0.1 - - [30/Nov/2026:11:12:13 +0100] "GET / HTTP/1.1" 200', at - 120],
    ['Nov 30 10:12:13 host sshd[7]: x', at - 120],
  ])('is read from "%s"', (line, expected) => {
    expect(timeOfLine(line, 2026)).toBe(expected);
  });

  it.each([
    ['  at Object.<anonymous> (/app/x.js:1:1)'],
    ['10:12:13 no day'],
    ['Foo 30 10:12:13 x'],
    ['2026-99-99T10:12:13Z'],
    [`${'x'.repeat(300)} 2026-11-30T10:12:13Z`],
  ])('is not guessed from "%s"', (line) => {
    expect(timeOfLine(line, 2026)).toBeUndefined();
  });

  it('stands beside whether it tells of an error', () => {
    const bad = ['E1130 10:12:13.1 7 x', 'x ERROR y', 'level=error', '{"level":"fatal"}'];
    bad.push('Traceback (most recent call last):', 'java.lang.IllegalStateException: x');
    expect(bad.filter((line) => !tellsOfError(line))).toEqual([]);
    expect(['no errors', 'errorless', 'I1130 x', 'ErrorPage shown'].filter(tellsOfError)).toEqual(
      [],
    );
  });
});

describe('how much was written over time', () => {
  const lineAt = (seconds: number, text: string): string =>
    `${new Date(at + seconds * 1_000).toISOString()} ${text}\n`;
  const made = (text: string): { ring: LineRing; times: LineTimes } => {
    const ring = new LineRing();
    ring.append(text, 0);
    const times = new LineTimes(2026);
    times.update(ring);
    return { ring, times };
  };

  it('counts lines and errors; the rest of a trace belongs to its first line', () => {
    const lines = Array.from({ length: 20 }, (_, i) => lineAt(i * 6, 'ok'));
    lines.splice(10, 0, lineAt(55, 'ERROR bad'), '  at somewhere\n', '  at elsewhere\n');
    const { times } = made(lines.join(''));
    const volume = volumeOf(times)!;
    const sum = (of: 'lines' | 'errors'): number =>
      volume.buckets.reduce((total, bucket) => total + bucket[of], 0);
    expect([volume.widthMs, volume.buckets.length]).toEqual([2_000, 58]);
    expect([sum('lines'), sum('errors')]).toEqual([23, 1]);
    expect(volume.buckets.find(({ errors }) => errors > 0)).toMatchObject({ lines: 3, first: 10 });
  });

  it('is kept up while lines come at both ends, grow and go', () => {
    const texts = Array.from({ length: 40 }, (_, i) => lineAt(i, i === 30 ? 'ERROR' : 'ok'));
    const late = texts.slice(20).join('');
    const { ring, times } = made(late.slice(0, -4));
    ring.append(late.slice(-4), late.length * 2 - 4);
    times.update(ring);
    ring.prepend(texts.slice(0, 20).join(''), 0);
    times.update(ring);
    const whole = made(texts.join(''));
    const bare = (of: LineTimes) =>
      volumeOf(of)!.buckets.map(({ lines, errors }) => [lines, errors]);
    expect(bare(times)).toEqual(bare(whole.times));
  });

  it('is not shown of what has no times, or all the same', () => {
    expect(volumeOf(made('a\nb\n'.repeat(50)).times)).toBeUndefined();
    expect(volumeOf(made(lineAt(0, 'x').repeat(50)).times)).toBeUndefined();
    expect(volumeOf(made(lineAt(0, 'x') + lineAt(60, 'x')).times)).toBeUndefined();
  });
});
