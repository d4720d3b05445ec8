/**
 * What operations make of resources: reservations, persistent volumes and back. Each is one or more
 * conversions, which take something away and put the same amounts back as another kind. Pure: whoever
 * keeps books (an offer, a total) gives them in and takes the new ones, or hears why nothing changed.
 *
 * What always holds: a conversion changes no amounts, of no name; of an operation all conversions are
 * made, one after the other as in Mesos, or none. Resources are in any reservation format, found
 * valid (validate.ts), and allocated to the same role as those they are applied to, or to none.
 *
 * Who may do what, and whether an agent can, is not decided here.
 */
import { failure, ok } from '../foundation/result.ts';
import type { Result } from '../foundation/result.ts';
import type {
  Offer_Operation,
  Offer_Operation_GrowVolume,
  Offer_Operation_Reserve,
  Offer_Operation_ShrinkVolume,
  Resource,
} from '../protocol/generated/mesos.ts';
import { disjointSum } from './disjoint.ts';
import { fromThousandths, toThousandths } from './entry.ts';
import { lastReservation, reservationsOf } from './kind.ts';
import { convertToPostRefinement } from './refinement.ts';
import { Resources } from './resources.ts';

export interface Conversion {
  readonly consumed: Resources;
  readonly converted: Resources;
  /** What else speaks against it, given all that is there but `consumed`. */
  readonly findError?: (rest: Resources) => string | undefined;
}

/**
 * `resources` after an operation. Takes time for each conversion that is linear in the entries: an
 * UNRESERVE, CREATE or DESTROY has one for each of its resources, all others have one.
 */
export function applyOperation(
  resources: Resources,
  operation: Offer_Operation,
): Result<Resources> {
  const conversions = conversionsOf(operation);
  if (!conversions.ok) return conversions;
  let result = ok(resources);
  for (const conversion of conversions.value) {
    const next = convert(result.value, conversion);
    if (!next.ok) return next;
    result = next;
  }
  return result;
}

/** `resources` after one conversion; a failure names what is missing. */
export function convert(resources: Resources, conversion: Conversion): Result<Resources> {
  const { consumed, converted, findError } = conversion;
  const rest = resources.findRest(consumed);
  if (rest === undefined) return failure(missingText(resources, consumed));
  const error = findError?.(rest);
  if (error !== undefined) return failure(error);
  // Amounts add up, whoever has them; most conversions are of nothing else.
  if (converted.entries.every(({ kind }) => kind.type === 'SCALAR')) return ok(rest.add(converted));
  const sum = disjointSum([rest, converted]);
  return sum.ok ? sum : failure(`${converted} cannot be made: ${sum.error} is there already`);
}

function missingText(resources: Resources, consumed: Resources): string {
  const text = `${resources} does not contain ${consumed}`;
  // @compat real masters say no more; of several it is worth telling which.
  if (consumed.entries.length === 1) return text;
  const missing = consumed.subtractWhatIsThere(resources);
  return missing.isEmpty() || missing.equals(consumed) ? text : `${text}: ${missing} is missing`;
}

/** A failure says why the operation is none that can be applied to anything. */
export function conversionsOf(operation: Offer_Operation): Result<readonly Conversion[]> {
  const { type = 'UNKNOWN', reserve, unreserve, create, destroy } = operation;
  const { grow_volume: grow, shrink_volume: shrink } = operation;
  switch (type) {
    case 'RESERVE':
      return reserve === undefined ? withoutParts(type) : reservation(reserve);
    case 'UNRESERVE':
      return unreserve === undefined
        ? withoutParts(type)
        : each(unreserve.resources, unreservation);
    case 'CREATE':
      return create === undefined ? withoutParts(type) : each(create.volumes, creation);
    case 'DESTROY':
      return destroy === undefined ? withoutParts(type) : each(destroy.volumes, destruction);
    case 'GROW_VOLUME':
      return grow === undefined ? withoutParts(type) : growth(grow);
    case 'SHRINK_VOLUME':
      return shrink === undefined ? withoutParts(type) : shrinkage(shrink);
    case 'CREATE_DISK':
    case 'DESTROY_DISK':
      return failure(`${type} cannot be foretold: its resource provider says what becomes of it`);
    case 'LAUNCH':
    case 'LAUNCH_GROUP':
      return failure(`${type} uses resources and converts none`);
    case 'UNKNOWN':
      return failure('Unknown operation');
  }
}

function withoutParts(type: string): Result<never> {
  return failure(`${type} does not say of what`);
}

function each(
  resources: readonly Resource[] | undefined,
  conversionOf: (resource: Resource) => Result<Conversion>,
): Result<readonly Conversion[]> {
  const conversions: Conversion[] = [];
  for (const resource of resources ?? []) {
    const conversion = conversionOf(convertToPostRefinement(resource));
    if (!conversion.ok) return conversion;
    conversions.push(conversion.value);
  }
  return ok(conversions);
}

/** From what `source` says, or else by one more reservation on top of those that are there. */
function reservation(reserve: Offer_Operation_Reserve): Result<readonly Conversion[]> {
  const resources = (reserve.resources ?? []).map(convertToPostRefinement);
  const source = (reserve.source ?? []).map(convertToPostRefinement);
  const error = findNotDynamic(resources);
  if (error !== undefined) return failure(error);
  const converted = Resources.fromMessages(resources);
  if (source.length === 0) {
    const consumed = Resources.fromMessages(resources.map(withoutLastReservation));
    return ok([{ consumed, converted }]);
  }
  const consumed = Resources.fromMessages(source);
  const [before, after] = [consumed.toUnreserved(), converted.toUnreserved()];
  if (before.equals(after)) return ok([{ consumed, converted }]);
  return failure(
    `Source and target resources should refer to identical resource quantities: ${before} vs. ${after}`,
  );
}

function unreservation(resource: Resource): Result<Conversion> {
  const error = findNotDynamic([resource]);
  if (error !== undefined) return failure(error);
  const consumed = Resources.fromMessages([resource]);
  if (resource.disk?.persistence !== undefined) {
    return failure(
      `A dynamically reserved persistent volume ${consumed} cannot be unreserved directly. Please` +
        ' destroy the persistent volume first then unreserve the resource',
    );
  }
  return ok({ consumed, converted: Resources.fromMessages([withoutLastReservation(resource)]) });
}

/** What is configured stays as it is configured: only dynamic reservations come and go. */
function findNotDynamic(resources: readonly Resource[]): string | undefined {
  const fixed = resources.find((resource) => lastReservation(resource)?.type !== 'DYNAMIC');
  if (fixed === undefined) return undefined;
  return `Resource ${Resources.fromMessages([fixed])} is not dynamically reserved`;
}

function withoutLastReservation(resource: Resource): Resource {
  return { ...resource, reservations: reservationsOf(resource).slice(0, -1) };
}

function creation(volume: Resource): Result<Conversion> {
  const error = findVolumeError(volume);
  if (error !== undefined) return failure(error);
  return ok({
    consumed: Resources.fromMessages([withoutPersistence(volume)]),
    converted: Resources.fromMessages([volume]),
    findError: (rest) => (hasVolumeLike(rest, volume) ? notUniqueText(volume) : undefined),
  });
}

function destruction(volume: Resource): Result<Conversion> {
  const error = findVolumeError(volume);
  if (error !== undefined) return failure(error);
  const consumed = Resources.fromMessages([volume]);
  return ok({
    consumed,
    converted: Resources.fromMessages([withoutPersistence(volume)]),
    findError: (rest) =>
      rest.contains(consumed)
        ? `Persistent volume ${consumed} cannot be removed due to additional shared copies`
        : undefined,
  });
}

function growth({ volume, addition }: Offer_Operation_GrowVolume): Result<readonly Conversion[]> {
  const [old, more] = [convertToPostRefinement(volume), convertToPostRefinement(addition)];
  const error = findResizeError('Growing', old);
  if (error !== undefined) return failure(error);
  const size = Resources.fromMessages([withoutPersistence(old), more]);
  if (toThousandths(more.scalar?.value ?? 0) <= 0) {
    return failure("The size of 'GrowVolume.addition' field must be greater than zero");
  }
  if (size.entries.length !== 1) {
    return failure(
      `Incompatible resources in the 'GrowVolume.volume' and 'GrowVolume.addition' fields: ${size}`,
    );
  }
  const converted = Resources.fromMessages([ofSize(old, size.entries[0]!.thousandths)]);
  return ok([{ consumed: Resources.fromMessages([old, more]), converted }]);
}

function shrinkage({
  volume,
  subtract,
}: Offer_Operation_ShrinkVolume): Result<readonly Conversion[]> {
  const old = convertToPostRefinement(volume);
  const error = findResizeError('Shrinking', old);
  if (error !== undefined) return failure(error);
  if (old.disk?.source?.type === 'MOUNT') {
    return failure('Shrinking a volume on a MOUNT disk is not supported');
  }
  const freed = toThousandths(subtract.value);
  const left = toThousandths(old.scalar?.value ?? 0) - freed;
  if (!(freed > 0)) return failure("Value of 'ShrinkVolume.subtract' must be greater than zero");
  if (!(left > 0)) {
    return failure(
      "Value of 'ShrinkVolume.subtract' must be smaller than the size of 'ShrinkVolume.volume'",
    );
  }
  const parts = [ofSize(old, left), ofSize(withoutPersistence(old), freed)];
  return ok([
    { consumed: Resources.fromMessages([old]), converted: Resources.fromMessages(parts) },
  ]);
}

function findResizeError(what: 'Growing' | 'Shrinking', volume: Resource): string | undefined {
  if (volume.provider_id !== undefined) {
    return `${what} a volume from a resource provider is not supported`;
  }
  if (volume.shared !== undefined) return `${what} a shared persistent volume is not supported`;
  return findVolumeError(volume);
}

/** One without a size is nothing at all: growing it would make a volume out of nothing. */
function findVolumeError(volume: Resource): string | undefined {
  if (volume.disk?.persistence === undefined || volume.type !== 'SCALAR') {
    return `Not a persistent volume: ${Resources.fromMessages([volume])}`;
  }
  if (toThousandths(volume.scalar?.value ?? 0) > 0) return undefined;
  return `The size of persistent volume '${volume.disk.persistence.id}' must be greater than zero`;
}

function notUniqueText(volume: Resource): string {
  return `Persistence ID '${volume.disk!.persistence!.id}' is not unique`;
}

/** Volumes of one role have ids that differ. */
function hasVolumeLike(resources: Resources, volume: Resource): boolean {
  const { id } = volume.disk!.persistence!;
  const reservedTo = lastReservation(volume)?.role;
  return resources.entries.some(
    ({ kind }) => kind.disk?.persistence?.id === id && kind.reservedTo === reservedTo,
  );
}

/** The disk that a volume is made of; anything else as it is. */
export function withoutPersistence(resource: Resource): Resource {
  const { disk, shared: _shared, ...plain } = resource;
  return disk?.source === undefined ? plain : { ...plain, disk: { source: disk.source } };
}

function ofSize(volume: Resource, thousandths: number): Resource {
  return { ...volume, scalar: { value: fromThousandths(thousandths) } };
}
