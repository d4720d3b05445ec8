import { PassThrough } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { ok } from '../../foundation/result.ts';
import type { OutputReader } from './io.ts';
import { mostReaders, Switchboard } from './switchboard.ts';
import type { InputPort } from './switchboard.ts';

const noInput: InputPort = {
  write: (_data, done) => done(undefined),
  end: () => undefined,
  resize: () => ok(undefined),
  destroy: () => undefined,
};

function aBoard(waits: boolean): { board: Switchboard; stdout: PassThrough; stderr: PassThrough } {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const sources = [
    { name: 'stdout' as const, stream: stdout },
    { name: 'stderr' as const, stream: stderr },
  ];
  return { board: new Switchboard({ sources, input: noInput, waits }), stdout, stderr };
}

function aReader(): OutputReader & { readonly heard: string[] } {
  const heard: string[] = [];
  return {
    heard,
    write: (name, data) => void heard.push(`${name} ${Buffer.from(data).toString()}`),
    end: () => void heard.push('end'),
  };
}

async function turns(): Promise<void> {
  for (let i = 0; i < 10; i++) await nextTurn();
}

it('keeps everything for the first reader when it waits, and tells all the same from then on', async () => {
  const { board, stdout, stderr } = aBoard(true);
  stdout.write('early');
  await turns();
  const [first, second] = [aReader(), aReader()];
  board.addReader(first);
  await turns();
  board.addReader(second);
  stderr.write('late');
  await turns();
  stdout.end();
  stderr.end();
  await turns();
  expect(first.heard).toEqual(['stdout early', 'stderr late', 'end']);
  expect(second.heard).toEqual(['stderr late', 'end']);
  expect(board.isOver).toBe(true);
});

it('is over for a reader that comes when a command has ended without a word', async () => {
  const { board, stdout, stderr } = aBoard(true);
  for (const stream of [stdout, stderr]) {
    stream.end();
    stream.read(0); // as sockets do
  }
  await turns();
  const reader = aReader();
  board.addReader(reader);
  await turns();
  expect(reader.heard).toEqual(['end']);
});

it('waits for readers that hold it, until the last lets go or is gone', async () => {
  const { board, stdout } = aBoard(false);
  const reader = aReader();
  const [one, two] = [board.addReader(reader), board.addReader(aReader())];
  if (!one.ok || !two.ok) throw new Error('refused');
  one.value.hold();
  one.value.hold();
  two.value.hold();
  stdout.write('x');
  one.value.release();
  await turns();
  expect(reader.heard).toEqual([]);
  two.value.close();
  await turns();
  expect(reader.heard).toEqual(['stdout x']);
});

it('has one input at a time and so many readers, and is over at once when it is closed', async () => {
  const { board } = aBoard(false);
  const first = board.takeInput();
  if (!first.ok) throw new Error('refused');
  let isOver = false;
  first.value.onOver(() => (isOver = true));
  expect(board.takeInput()).toMatchObject({ error: { kind: 'taken' } });
  first.value.close();
  const second = board.takeInput();
  first.value.close();
  expect(second.ok && board.takeInput().ok).toBe(false);
  const readers = Array.from({ length: mostReaders }, aReader);
  for (const reader of readers) expect(board.addReader(reader)).toMatchObject({ ok: true });
  expect(board.addReader(aReader())).toMatchObject({ error: { kind: 'crowded' } });
  board.close();
  expect(isOver).toBe(true);
  expect(readers.every(({ heard }) => heard.join() === 'end')).toBe(true);
  const late = aReader();
  board.addReader(late);
  await turns();
  expect(late.heard).toEqual(['end']);
});
