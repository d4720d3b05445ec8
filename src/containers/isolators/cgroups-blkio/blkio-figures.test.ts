import { expect, it } from 'vitest';
import { readCfq, readThrottling, throttlingOfVersion2 } from './blkio-figures.ts';

const device = { major_number: 8, minor_number: 16 };

function reader(files: Readonly<Record<string, string>>) {
  return (name: string): Promise<string | undefined> => Promise.resolve(files[name]);
}

it('version 1 has a file for each figure; the sum comes last', async () => {
  const files = {
    'blkio.throttle.io_serviced': '8:16 Read 3\n8:16 Discard 0\n8:16 Total 3\nTotal 3\n',
    'blkio.throttle.io_service_bytes': '8:16 Read 4096\nTotal 4096\n',
  };
  expect(await readThrottling(reader(files))).toEqual([
    {
      device,
      io_serviced: [
        { op: 'READ', value: 3 },
        { op: 'DISCARD', value: 0 },
        { op: 'TOTAL', value: 3 },
      ],
      io_service_bytes: [{ op: 'READ', value: 4096 }],
    },
    {
      io_serviced: [{ op: 'TOTAL', value: 3 }],
      io_service_bytes: [{ op: 'TOTAL', value: 4096 }],
    },
  ]);
  expect(await readThrottling(reader({}))).toEqual([{}]);
});

it('old kernels have the figures of a scheduler, too', async () => {
  const files = { 'blkio.time': '8:16 7\n', 'blkio.sectors': '8:16 9\n' };
  expect(await readCfq(reader(files))).toEqual([{ device, time: 7, sectors: 9 }, {}]);
  expect(await readCfq(reader(files), '_recursive')).toBeUndefined();
});

it('version 2 has one file', () => {
  const text = '8:16 rbytes=10 wbytes=20 rios=1 wios=2 dbytes=0 dios=0\n8:0 rbytes=5\n';
  const [first, , sum] = throttlingOfVersion2(text);
  expect(first).toMatchObject({ device, io_serviced: [{ op: 'READ', value: 1 }, {}, {}] });
  expect(sum!.device).toBeUndefined();
  expect(sum!.io_service_bytes).toEqual([
    { op: 'READ', value: 15 },
    { op: 'WRITE', value: 20 },
    { op: 'DISCARD', value: 0 },
  ]);
  expect(throttlingOfVersion2('')).toEqual([{}]);
});
