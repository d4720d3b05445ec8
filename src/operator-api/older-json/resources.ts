/**
 * Resources as the older endpoints show them: an object by name,
 * {"disk":0.0,"mem":32.0,"gpus":0.0,"cpus":0.1,"ports":"[31000-32000]"}. The four well-known scalars
 * are always there; ranges and sets are strings. Fields named "..._full" show the messages instead.
 */
import type { View } from '../../security/view.ts';
import { doubleJson, quoted } from '../../protocol/codec/json-write.ts';
import { Resource } from '../../protocol/generated/mesos.ts';
import { Alike } from '../../resources/alike.ts';
import { fromThousandths, type Entry } from '../../resources/entry.ts';
import type { Kind } from '../../resources/kind.ts';
import { normalizeRanges, rangesText } from '../../resources/ranges.ts';
import { convertToEndpointFormat } from '../../resources/refinement.ts';
import type { Quantities, Resources } from '../../resources/resources.ts';

export function resourcesJson(resources: Resources): string {
  return namedTexts.of(resources);
}

const namedTexts = new Alike(namedJson);

/** @compat the order is that of the real product's table of names. */
function namedJson({ entries }: Resources): string {
  let disk = 0;
  let mem = 0;
  let gpus = 0;
  let cpus = 0;
  let others: Entry[] | undefined;
  for (const entry of entries) {
    const { name, isRevocable, type } = entry.kind;
    if (isRevocable || type !== 'SCALAR') (others ??= []).push(entry);
    else if (name === 'cpus') cpus += entry.thousandths;
    else if (name === 'mem') mem += entry.thousandths;
    else if (name === 'disk') disk += entry.thousandths;
    else if (name === 'gpus') gpus += entry.thousandths;
    else (others ??= []).push(entry);
  }
  const known = `{"disk":${amount(disk)},"mem":${amount(mem)},"gpus":${amount(gpus)},"cpus":${amount(cpus)}`;
  return others === undefined ? `${known}}` : `${known}${othersJson(others)}}`;
}

function amount(thousandths: number): string {
  return doubleJson(fromThousandths(thousandths));
}

/** Everything but the well-known scalars; entries that differ only in role add up. */
function othersJson(entries: readonly Entry[]): string {
  const scalars = new Map<string, number>();
  const ranges = new Map<string, number[]>();
  const sets = new Map<string, Set<string>>();
  for (const { kind, thousandths, ranges: pairs, items } of entries) {
    // @compat revocable resources are counted apart, under a name of their own.
    const name = kind.isRevocable ? `${kind.name}_revocable` : kind.name;
    if (kind.type === 'SCALAR') scalars.set(name, (scalars.get(name) ?? 0) + thousandths);
    else if (kind.type === 'RANGES') ranges.set(name, [...(ranges.get(name) ?? []), ...pairs]);
    else sets.set(name, new Set([...(sets.get(name) ?? []), ...items]));
  }
  let text = '';
  for (const [name, value] of scalars) text += `,${quoted(name)}:${amount(value)}`;
  for (const [name, pairs] of ranges) {
    text += `,${quoted(name)}:${quoted(rangesText(normalizeRanges(pairs)))}`;
  }
  for (const [name, items] of sets) {
    text += `,${quoted(name)}:${quoted(`{${[...items].join(', ')}}`)}`;
  }
  return text;
}

/** The whole messages, reservations in both formats. */
export function fullResourcesJson(resources: Resources, view: View): string {
  return view.isWhole ? wholeTexts.of(resources) : wholeJson(resources, view);
}

const wholeTexts = new Alike((resources) => wholeJson(resources, undefined));

function wholeJson({ entries }: Resources, view: View | undefined): string {
  let text = '';
  for (const entry of entries) {
    if (view?.showsResource(entry.toMessage()) === false) continue;
    const json = fullEntryJson(entry);
    for (let i = 0; i < entry.shareCount; i++) text += text === '' ? json : `,${json}`;
  }
  return `[${text}]`;
}

/** What JSON says of scalars of one kind before and behind the amount. There are few kinds. */
const scalarTexts = new WeakMap<Kind, readonly [before: string, behind: string]>();

function fullEntryJson(entry: Entry): string {
  const { kind } = entry;
  if (kind.type !== 'SCALAR') return messageJson(entry);
  let texts = scalarTexts.get(kind);
  if (texts === undefined) {
    // Within a name there would be a backslash before the quote.
    const [before = '', rest = ''] = messageJson(entry).split(',"scalar":{"value":', 2);
    texts = [`${before},"scalar":{"value":`, rest.slice(rest.indexOf('}'))];
    scalarTexts.set(kind, texts);
  }
  return texts[0] + amount(entry.thousandths) + texts[1];
}

function messageJson(entry: Entry): string {
  return Resource.toJson(convertToEndpointFormat(entry.toMessage()));
}

/** What is reserved, by role, as `write` shows resources. */
export function reservationsJson(
  resources: Resources,
  write: (of: Resources) => string,
  view: View,
): string {
  if (!resources.hasReserved()) return '{}';
  const roles = [...resources.reservations()]
    .filter(([role]) => view.showsRole(role))
    .map(([role, reserved]) => `${quoted(role)}:${write(reserved)}`);
  return `{${roles.join()}}`;
}

/** Scalars that are not zero, sorted by name, as /roles shows them. */
export function quantitiesJson(quantities: Quantities): string {
  const present = [...quantities].filter(([, value]) => value > 0);
  present.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${present.map(([name, value]) => `${quoted(name)}:${amount(value)}`).join()}}`;
}
