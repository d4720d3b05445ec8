/**
 * The event OFFERS in protobuf, written from the records. Beside a large cluster thousands of offers
 * are made in one turn, and to make messages of them first costs more than all else about them. The
 * bytes are those of `Event.encode`, which a test compares; what is rare is left to the generated code.
 */
import { EncodeError } from '../../protocol/codec/errors.ts';
import { Writer } from '../../protocol/codec/writer.ts';
import { type Result, failure, ok } from '../../foundation/result.ts';
import {
  Attribute,
  DomainInfo,
  Resource,
  URL,
  Unavailability,
  Value_Type,
} from '../../protocol/generated/mesos.ts';
import { Event, Event_Type } from '../../protocol/generated/scheduler.ts';
import { type Entry, fromThousandths } from '../../resources/entry.ts';
import type { Kind } from '../../resources/kind.ts';
import type { Resources } from '../../resources/resources.ts';
import { unreservedRole } from '../../resources/roles.ts';
import { isHidden, offeredResources } from '../core/offers/offer-message.ts';
import type { OfferRecord } from '../core/state.ts';

/** Number and wire type of a field, as they are written. */
const lengthDelimited = (field: number): number => field * 8 + 2;
const varint = (field: number): number => field * 8;
const fixed64 = (field: number): number => field * 8 + 1;

const doubleBytes = 8;

/** One for all: an event is written without a pause. */
const writer = new Writer();

/** What was written last of resources: one framework is offered the same of many agents. */
interface Written {
  resources: Resources | undefined;
  bytes: Uint8Array;
}

const none = new Uint8Array(0);

/** A failure names the field that cannot be written. */
export function tryEncodeOffers(offers: readonly OfferRecord[]): Result<Buffer> {
  const w = writer;
  w.reset();
  const last: Written = { resources: undefined, bytes: none };
  try {
    for (let i = offers.length - 1; i >= 0; i--) {
      const end = w.size();
      writeOffer(w, offers[i]!, last);
      close(w, end, 1);
    }
  } catch (error) {
    if (!(error instanceof EncodeError)) throw error;
    return failure(`Cannot write ${Event.typeName}: ${error.message}`);
  }
  close(w, 0, 3);
  w.int32(Event_Type.numberOf('OFFERS'));
  w.byte(varint(1));
  return w.incomplete ? failure(`Cannot write ${Event.typeName}: not initialized`) : ok(w.finish());
}

/** The head of a nested message that began when so much was written. */
function close(w: Writer, end: number, field: number): void {
  w.varint32(w.size() - end);
  w.byte(lengthDelimited(field));
}

/** A message whose only field, the first, is a text. */
function writeText(w: Writer, value: string, field: number): void {
  const end = w.size();
  w.string(value);
  w.byte(lengthDelimited(1));
  close(w, end, field);
}

/** Backwards, as all of it. */
function writeOffer(w: Writer, offer: OfferRecord, last: Written): void {
  const { agentInfo, capabilities, unavailability, executorIds } = offer;
  const isMultiRole = capabilities.has('MULTI_ROLE');
  if (agentInfo.domain !== undefined) {
    const end = w.size();
    DomainInfo.write(w, agentInfo.domain);
    close(w, end, 11);
  }
  if (isMultiRole) writeText(w, offer.role, 10);
  if (unavailability !== undefined) {
    const end = w.size();
    Unavailability.write(w, unavailability);
    close(w, end, 9);
  }
  const end = w.size();
  w.raw(urlBytes(offer.url));
  close(w, end, 8);
  const { attributes = [] } = agentInfo;
  for (let i = attributes.length - 1; i >= 0; i--) {
    const attributeEnd = w.size();
    Attribute.write(w, attributes[i]!);
    close(w, attributeEnd, 7);
  }
  if (executorIds !== undefined) {
    for (let i = executorIds.length - 1; i >= 0; i--) writeText(w, executorIds[i]!, 6);
  }
  if (last.resources === offer.resources) {
    w.raw(last.bytes);
  } else {
    const before = w.size();
    writeResources(w, offer);
    last.resources = offer.resources;
    last.bytes = new Uint8Array(w.lend().subarray(0, w.size() - before));
  }
  w.string(agentInfo.hostname);
  w.byte(lengthDelimited(4));
  writeText(w, offer.agent.id, 3);
  writeText(w, offer.framework.id, 2);
  writeText(w, offer.id, 1);
}

/** By the object, of which each agent has one (offer-message.ts). */
const urls = new WeakMap<URL, Buffer>();

function urlBytes(url: URL): Buffer {
  let bytes = urls.get(url);
  if (bytes === undefined) urls.set(url, (bytes = URL.encode(url)));
  return bytes;
}

function writeResources(w: Writer, offer: OfferRecord): void {
  const { capabilities, resources } = offer;
  if (!resources.entries.every(({ kind }) => isPlain(kind))) {
    const messages = offeredResources(offer);
    for (let i = messages.length - 1; i >= 0; i--) {
      const end = w.size();
      Resource.write(w, messages[i]!);
      close(w, end, 5);
    }
    return;
  }
  const isMultiRole = capabilities.has('MULTI_ROLE');
  const hasRole = !capabilities.has('RESERVATION_REFINEMENT');
  for (let i = resources.entries.length - 1; i >= 0; i--) {
    const entry = resources.entries[i]!;
    if (isHidden(entry.kind)) continue;
    const end = w.size();
    const { allocationRole } = entry.kind;
    if (isMultiRole && allocationRole !== undefined) writeText(w, allocationRole, 11);
    if (hasRole) {
      w.string(unreservedRole);
      w.byte(lengthDelimited(6));
    }
    writeAmount(w, entry);
    close(w, end, 5);
  }
}

/** Scalars and ranges that are nobody's own: nearly all. */
function isPlain(kind: Kind): boolean {
  const { type, reservations, disk, isRevocable, isShared, providerId } = kind;
  return (
    type !== 'SET' &&
    reservations.length === 0 &&
    disk === undefined &&
    !isRevocable &&
    !isShared &&
    providerId === undefined
  );
}

function writeAmount(w: Writer, { kind, thousandths, ranges }: Entry): void {
  if (kind.type === 'SCALAR') {
    w.double(fromThousandths(thousandths));
    w.byte(fixed64(1));
    w.byte(1 + doubleBytes);
    w.byte(lengthDelimited(3));
  } else {
    const end = w.size();
    for (let i = ranges.length - 2; i >= 0; i -= 2) {
      const rangeEnd = w.size();
      w.uint64(ranges[i + 1]!);
      w.byte(varint(2));
      w.uint64(ranges[i]!);
      w.byte(varint(1));
      close(w, rangeEnd, 1);
    }
    close(w, end, 4);
  }
  w.int32(Value_Type.numberOf(kind.type));
  w.byte(varint(2));
  w.string(kind.name);
  w.byte(lengthDelimited(1));
}
