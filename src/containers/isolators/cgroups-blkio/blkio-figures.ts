/**
 * What the files of a cgroup tell of its disks, as CgroupInfo.Blkio.Statistics: a list for each
 * device, and one without a device for their sum. Version 1 has a file for each figure ("8:0 Read 4096"),
 * version 2 one for all ("8:0 rbytes=4096 wbytes=0 …").
 */
import type {
  CgroupInfo_Blkio_CFQ_Statistics,
  CgroupInfo_Blkio_Operation,
  CgroupInfo_Blkio_Throttling_Statistics,
  CgroupInfo_Blkio_Value,
} from '../../../protocol/generated/mesos.ts';

interface Line {
  /** "8:0"; undefined: all devices. */
  readonly device: string | undefined;
  readonly op: CgroupInfo_Blkio_Operation;
  readonly value: number;
}

const operations: Readonly<Record<string, CgroupInfo_Blkio_Operation>> = {
  Total: 'TOTAL',
  Read: 'READ',
  Write: 'WRITE',
  Sync: 'SYNC',
  Async: 'ASYNC',
  Discard: 'DISCARD',
};

/** "8:0 Read 4096", "8:0 4096", "Total 4096"; other lines say nothing. */
function readLines(text: string): readonly Line[] {
  return text.split('\n').flatMap((line) => {
    const [, device, word, digits] =
      /^(?:(\d+:\d+)\s+)?(?:([A-Z][a-z]+)\s+)?(\d+)$/u.exec(line.trim()) ?? [];
    if (digits === undefined) return [];
    return [{ device, op: operations[word ?? ''] ?? 'UNKNOWN', value: Number(digits) }];
  });
}

type Field = 'io_serviced' | 'io_service_bytes' | 'io_service_time' | 'io_wait_time';
type ListField = Field | 'io_merged' | 'io_queued';
type Statistics = CgroupInfo_Blkio_CFQ_Statistics;

/** By device, in the order of the files; "" is the sum. */
class Devices {
  readonly #byDevice = new Map<string, Statistics>();

  constructor() {
    this.#of(undefined);
  }

  #of(device: string | undefined): Statistics {
    const known = this.#byDevice.get(device ?? '');
    if (known !== undefined) return known;
    const [major, minor] = (device ?? '').split(':').map(Number);
    const number = { major_number: major ?? 0, minor_number: minor ?? 0 };
    const made: Statistics = device === undefined ? {} : { device: number };
    this.#byDevice.set(device ?? '', made);
    return made;
  }

  addValue(field: ListField, { device, op, value }: Line): void {
    const statistics = this.#of(device);
    const values: CgroupInfo_Blkio_Value[] = (statistics[field] ??= []);
    values.push({ op, value });
  }

  setNumber(field: 'time' | 'sectors', { device, value }: Line): void {
    this.#of(device)[field] = value;
  }

  /** @compat the sum comes last, and is there also when there is no device. */
  get list(): Statistics[] {
    const { '': sum, ...devices } = Object.fromEntries(this.#byDevice);
    return [...Object.values(devices), sum!];
  }
}

export type ReadFile = (name: string) => Promise<string | undefined>;

const listFields: readonly ListField[] = [
  ...(['io_service_bytes', 'io_serviced', 'io_service_time'] as const),
  ...(['io_wait_time', 'io_merged', 'io_queued'] as const),
];

/** Of kernels before 5.0; undefined where they are not. */
export async function readCfq(read: ReadFile, suffix = ''): Promise<Statistics[] | undefined> {
  const devices = new Devices();
  let isThere = false;
  const linesOf = async (field: string): Promise<readonly Line[]> => {
    const text = await read(`blkio.${field}${suffix}`);
    isThere ||= text !== undefined;
    return readLines(text ?? '');
  };
  for (const field of ['time', 'sectors'] as const)
    for (const line of await linesOf(field)) devices.setNumber(field, line);
  for (const field of listFields)
    for (const line of await linesOf(field)) devices.addValue(field, line);
  return isThere ? devices.list : undefined;
}

export async function readThrottling(
  read: ReadFile,
): Promise<CgroupInfo_Blkio_Throttling_Statistics[]> {
  const devices = new Devices();
  for (const field of ['io_serviced', 'io_service_bytes'] as const)
    for (const line of readLines((await read(`blkio.throttle.${field}`)) ?? ''))
      devices.addValue(field, line);
  return devices.list;
}

/** [name in io.stat, field, operation] */
const version2: readonly (readonly [string, Field, CgroupInfo_Blkio_Operation])[] = [
  ['rios', 'io_serviced', 'READ'],
  ['wios', 'io_serviced', 'WRITE'],
  ['dios', 'io_serviced', 'DISCARD'],
  ['rbytes', 'io_service_bytes', 'READ'],
  ['wbytes', 'io_service_bytes', 'WRITE'],
  ['dbytes', 'io_service_bytes', 'DISCARD'],
];

/** Of `io.stat`. */
export function throttlingOfVersion2(text: string): CgroupInfo_Blkio_Throttling_Statistics[] {
  const devices = new Devices();
  const sums = new Map<string, number>();
  for (const line of text.split('\n').filter(Boolean)) {
    const [device, ...words] = line.split(' ');
    const figures = new Map(words.map((word) => word.split('=') as [string, string]));
    for (const [name, field, op] of version2) {
      const value = Number(figures.get(name) ?? '0');
      devices.addValue(field, { device, op, value });
      sums.set(name, (sums.get(name) ?? 0) + value);
    }
  }
  for (const [name, field, op] of sums.size === 0 ? [] : version2)
    devices.addValue(field, { device: undefined, op, value: sums.get(name) ?? 0 });
  return devices.list;
}
