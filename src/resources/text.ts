/**
 * Resources as people read them, in the words Mesos uses in messages and logs:
 * `cpus(allocated: web)(reservations: [(STATIC,web)]):0.1; ports:[31000-32000]`.
 */
import type { Resource, Resource_DiskInfo, Volume } from '../protocol/generated/mesos.ts';
import { fromThousandths } from './entry.ts';
import type { Entry } from './entry.ts';
import type { Reservation } from './kind.ts';
import { rangesText } from './ranges.ts';

export function entryText(entry: Entry): string {
  const { kind } = entry;
  let text = kind.name;
  if (kind.allocationRole !== undefined) text += `(allocated: ${kind.allocationRole})`;
  if (kind.reservations.length > 0) {
    text += `(reservations: [${kind.reservations.map(reservationText).join(',')}])`;
  }
  if (kind.disk !== undefined) text += `[${diskText(kind.disk)}]`;
  if (kind.isRevocable) text += '{REV}';
  if (kind.isShared) text += '<SHARED>';
  text += `:${amountText(entry)}`;
  return kind.isShared ? `${text}<${entry.shareCount}>` : text;
}

/** A message that may make no sense, as refusals name it: `cpus(allocated: web):-1`. */
export function messageText(resource: Resource): string {
  const { name, allocation_info, reservations = [], disk, revocable, shared } = resource;
  let text = name;
  if (allocation_info !== undefined) text += `(allocated: ${allocation_info.role ?? ''})`;
  if (reservations.length > 0) {
    text += `(reservations: [${reservations.map(reservationText).join(',')}])`;
  }
  if (disk !== undefined) text += `[${diskText(disk)}]`;
  if (revocable !== undefined) text += '{REV}';
  if (shared !== undefined) text += '<SHARED>';
  return `${text}:${messageAmountText(resource)}`;
}

function messageAmountText({ type, scalar, ranges, set }: Resource): string {
  if (type === 'RANGES') {
    const parts = (ranges?.range ?? []).map(({ begin, end }) => `${begin}-${end}`);
    return `[${parts.join(', ')}]`;
  }
  if (type === 'SET') return `{${(set?.item ?? []).join(', ')}}`;
  return scalarText(scalar?.value ?? 0);
}

/** Only the amount: `0.1`, `[31000-32000]`, `{a, b}`. */
function amountText(entry: Entry): string {
  switch (entry.kind.type) {
    case 'SCALAR':
      return scalarText(fromThousandths(entry.thousandths));
    case 'RANGES':
      return rangesText(entry.ranges);
    case 'SET':
      return `{${entry.items.join(', ')}}`;
  }
}

/** @compat 15 digits, and an exponent beyond them, as a C++ stream writes a double. */
const scalarDigits = 15;

function scalarText(value: number): string {
  const rounded = Number(value.toPrecision(scalarDigits));
  if (Math.abs(rounded) < 10 ** scalarDigits) return String(rounded);
  return rounded.toExponential().replace(/e\+(\d)$/, 'e+0$1');
}

function reservationText(reservation: Reservation): string {
  const parts = [reservation.type ?? 'UNKNOWN', reservation.role ?? ''];
  if (reservation.principal !== undefined) parts.push(reservation.principal);
  if (reservation.labels !== undefined) {
    const labels = reservation.labels.labels ?? [];
    const words = labels.map(({ key, value }) => (value === undefined ? key : `${key}: ${value}`));
    parts.push(`{${words.join(', ')}}`);
  }
  return `(${parts.join(',')})`;
}

function diskText(disk: Resource_DiskInfo): string {
  const parts: string[] = [];
  if (disk.source !== undefined) parts.push(sourceText(disk.source));
  if (disk.persistence !== undefined) parts.push(disk.persistence.id);
  const text = parts.join(',');
  return disk.volume === undefined ? text : `${text}:${volumeText(disk.volume)}`;
}

/** A disk of a resource provider is known by its vendor, id and profile, any other by its root. */
function sourceText(source: NonNullable<Resource_DiskInfo['source']>): string {
  const { type, id, profile, vendor = '' } = source;
  if (id !== undefined || profile !== undefined) {
    return `${type}(${vendor},${id ?? ''},${profile ?? ''})`;
  }
  const root = rootOf(source);
  return root === undefined ? type : `${type}:${root}`;
}

function rootOf(source: NonNullable<Resource_DiskInfo['source']>): string | undefined {
  if (source.type === 'MOUNT') return source.mount?.root;
  return source.type === 'PATH' ? source.path?.root : undefined;
}

/** How it is mounted is said only of a directory of the machine. */
function volumeText({ container_path, host_path, mode }: Volume): string {
  if (host_path === undefined) return container_path;
  return `${host_path}:${container_path}:${mode === 'RW' ? 'rw' : 'ro'}`;
}
