import { expect, it } from 'vitest';
import { MemoryStore } from '../storage/memory-store.ts';
import { TimedStore } from './timed-store.ts';

const stopwatch = { record: () => undefined, start: () => () => undefined };
const times = { registryFetch: stopwatch, registryStore: stopwatch };

it('knows how many bytes the entries have, through changes, removals and a restart', () => {
  const disk = new Map<string, Uint8Array>();
  const open = (): TimedStore => new TimedStore(new MemoryStore(disk, (act) => act()), times);
  const put = (key: string, bytes: number) =>
    ({ kind: 'put', key, value: new Uint8Array(bytes) }) as const;
  const store = open();
  store.write([put('a', 10), put('bb', 20)], () => undefined);
  expect(store.bytes).toBe(33);
  store.write([put('a', 1)], () => undefined);
  store.write(
    [
      { kind: 'delete', key: 'bb' },
      { kind: 'delete', key: 'none' },
    ],
    () => undefined,
  );
  expect(store.bytes).toBe(2);
  store.write([put('ö', 1)], () => undefined);
  const again = open();
  again.readAll(
    '',
    () => undefined,
    () => undefined,
  );
  expect(again.bytes).toBe(5);
});
