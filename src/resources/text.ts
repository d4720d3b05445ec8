/**
 * Resources as people read them, in the words Mesos uses in messages and logs:
 * `cpus(allocated: web)(reservations: [(STATIC,web)]):0.1; ports:[31000-32000]`.
 */
import type { Resource_DiskInfo, Volume } from '../protocol/generated/mesos.ts';
import { fromThousandths } from './entry.ts';
import type { Entry } from './entry.ts';
import type { Reservation } from './kind.ts';
import { rangesText } from './ranges.ts';

export function entryText(entry: Entry): string {
  const { kind } = entry;
  let text = kind.name;
  if (kind.allocationRole !== undefined) text += `(allocated: ${kind.allocationRole})`;
  if (kind.reservations.length > 0) {
    text += `(reservations: [${kind.reservations.map(reservationText).join(', ')}])`;
  }
  if (kind.disk !== undefined) text += `[${diskText(kind.disk)}]`;
  if (kind.isRevocable) text += '{REV}';
  if (kind.isShared) text += `<SHARED:${entry.shareCount}>`;
  return `${text}:${amountText(entry)}`;
}

/** Only the amount: `0.1`, `[31000-32000]`, `{a, b}`. */
export function amountText(entry: Entry): string {
  switch (entry.kind.type) {
    case 'SCALAR':
      return String(fromThousandths(entry.thousandths));
    case 'RANGES':
      return rangesText(entry.ranges);
    case 'SET':
      return `{${entry.items.join(', ')}}`;
  }
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

function sourceText(source: NonNullable<Resource_DiskInfo['source']>): string {
  let text: string = source.type;
  if (source.id !== undefined || source.profile !== undefined) {
    text += `(${[source.id, source.profile].filter((part) => part !== undefined).join(',')})`;
  }
  const root = source.path?.root ?? source.mount?.root;
  return root === undefined ? text : `${text}:${root}`;
}

function volumeText(volume: Volume): string {
  let text = volume.container_path;
  if (volume.host_path !== undefined) text = `${volume.host_path}:${text}`;
  if (volume.mode !== undefined) text += volume.mode === 'RW' ? ':rw' : ':ro';
  return text;
}
