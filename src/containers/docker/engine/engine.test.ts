/** The pieces that the engine's language is made of. */
import { describe, expect, it } from 'vitest';
import { findContainerId } from '../container-name.ts';
import { readDockerDns } from '../dns.ts';
import { FrameReader, LineReader } from './frames.ts';
import { parseImageName } from './image-name.ts';

function frame(kind: number, text: string): Buffer {
  const header = Buffer.from([kind, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([header, Buffer.from(text)]);
}

describe('frames', () => {
  const bytes = Buffer.concat([frame(1, 'T1 one\n'), frame(2, 'T2 two words\n')]);

  it('are the same however they come', () => {
    for (let cut = 0; cut <= bytes.length; cut++) {
      const reader = new FrameReader({ hasTimes: true });
      const [first, second] = [
        reader.push(bytes.subarray(0, cut)),
        reader.push(bytes.subarray(cut)),
      ];
      const all = [first, second].flatMap((part) => (part.ok ? part.value : []));
      expect(all.map((one) => [one.stream, one.timestamp, one.bytes.toString()])).toEqual([
        ['stdout', 'T1', 'one\n'],
        ['stderr', 'T2', 'two words\n'],
      ]);
    }
  });

  it('that are none are told', () => {
    const reader = new FrameReader({ hasTimes: false });
    expect(reader.push(Buffer.from('plain text of a terminal'))).toMatchObject({ ok: false });
  });
});

describe('lines of a terminal, from a log,', () => {
  const at = (second: number): string => `2026-01-01T00:00:0${second}.000000000Z`;
  const long = 'x'.repeat(16 * 1024);
  // What is longer than the engine's own buffer comes in parts, each with its time.
  const text = `${at(1)} $ ls\r\n${at(2)} ${long}${at(2)} rest\n${at(3)} ${long}\n${at(4)} end\n`;
  const expected = [
    [at(1), '$ ls\r\n'],
    [at(2), long],
    [at(2), 'rest\n'],
    [at(3), `${long}\n`],
    [at(4), 'end\n'],
  ];

  it('are the same however they come', () => {
    for (const size of [1, 7, 31, 4096, 16_384, 100_000]) {
      const reader = new LineReader();
      const messages = [];
      for (let i = 0; i < text.length; i += size) {
        const read = reader.push(Buffer.from(text.slice(i, i + size)));
        messages.push(...(read.ok ? read.value : []));
      }
      const said = messages.map(({ timestamp, bytes }) => [timestamp, bytes.toString()]);
      expect(said).toEqual(expected);
    }
  });

  it('that are none are told', () => {
    expect(new LineReader().push(Buffer.from('no time at all\n'))).toMatchObject({ ok: false });
  });
});

it.each([
  ['busybox', 'index.docker.io', 'busybox', 'latest'],
  ['library/busybox:1', 'index.docker.io', 'library/busybox', '1'],
  ['docker.io/a/b', 'index.docker.io', 'docker.io/a/b', 'latest'],
  ['localhost:5000/a', 'localhost:5000', 'localhost:5000/a', 'latest'],
  ['h.example/a/b:c', 'h.example', 'h.example/a/b', 'c'],
  ['localhost/a@sha256:12', 'localhost', 'localhost/a', 'sha256:12'],
])('image %s is of registry %s', (text, registry, name, tag) => {
  expect(parseImageName(text)).toMatchObject({ registry, name, tag });
});

it.each([
  ['mesos-0fd9f18c-7bbc-4dd3-9a4d-3b9f2b8a6d9e', '0fd9f18c-7bbc-4dd3-9a4d-3b9f2b8a6d9e'],
  [
    'mesos-20150101-S0.0fd9f18c-7bbc-4dd3-9a4d-3b9f2b8a6d9e.executor',
    '0fd9f18c-7bbc-4dd3-9a4d-3b9f2b8a6d9e',
  ],
  ['mesos-dns', undefined],
  ['postgres', undefined],
])('the container id in the name %s is %s', (name, id) => {
  expect(findContainerId(name)).toBe(id);
});

it.each([
  [
    { docker: [{ network_mode: 'HOST', dns: {} }] },
    'docker[0].network_mode must be BRIDGE or USER',
  ],
  [{ docker: [{ network_mode: 'BRIDGE', network_name: 'a', dns: {} }] }, 'docker[0].network_name'],
  [
    {
      docker: [
        { network_mode: 'BRIDGE', dns: {} },
        { network_mode: 'BRIDGE', dns: {} },
      ],
    },
    'docker[1] is the second for network mode BRIDGE',
  ],
  ['x', "it must be an object with the lists 'mesos' and 'docker'"],
])('default DNS of %j is refused', (value, sentence) => {
  const read = readDockerDns(value);
  expect(read.ok ? '' : read.error).toContain(sentence);
});
