/**
 * What an agent does with a field of what it is asked to run. Mesos ignores many wishes in silence
 * when the isolator that would grant them is not loaded; here every field of these messages has a
 * row in tables.ts, and what cannot be given is refused by name.
 *
 * A wish is made by a field that is there: an empty list or map asks for nothing, an empty message
 * asks for the thing itself (`tty_info: {}` is a terminal).
 */
import type { MessageType } from '../../protocol/codec/message.ts';
import { failure } from '../../foundation/result.ts';
import type { Abilities, LaunchFailure } from '../containerizer.ts';
import { isolatorNames } from '../isolators/registry.ts';

/** Isolators by their names in --isolation; what is no isolator, in words. */
export type Ability =
  | 'cgroups/cpu'
  | 'cgroups/mem'
  | 'docker/volume'
  | 'filesystem/linux'
  | 'filesystem/posix'
  | 'linux/capabilities'
  | 'linux/seccomp'
  | 'namespaces/ipc'
  | 'namespaces/pid'
  | 'network/cni'
  | 'posix/rlimits'
  | 'volume/csi'
  | 'volume/host_path'
  | 'volume/image'
  | 'volume/sandbox_path'
  | 'volume/secret'
  | 'Docker containerizer'
  | 'way to do that with Docker'
  | 'I/O switchboard'
  | 'image provisioner'
  | 'secret resolver'
  | 'prober for it';

export interface UnmetWish {
  /** Names the field and the rule; for the task's user. */
  readonly message: string;
  readonly needs: Ability;
}

export interface Refusal<T> {
  readonly kind: 'refused';
  readonly unless: Ability;
  /** What the field asks for: "a terminal". */
  readonly what: string;
  /** Whether this value asks for it at all; any does when left out. */
  readonly when?: (value: T) => boolean;
}

export type Treatment<T> =
  /** The agent does it. */
  | { readonly kind: 'applied' }
  /** For others to read; it is passed on, and changes nothing about how the task runs. */
  | { readonly kind: 'information' }
  | Refusal<T>
  /** A message whose own fields have their rows. */
  | { readonly kind: 'within'; readonly table: WishTable<ElementOf<T>> }
  /** The same, where what is done with the fields depends on the message. */
  | {
      readonly kind: 'choice';
      readonly tables: readonly WishTable<T>[];
      readonly tableOf: (value: T) => WishTable<T>;
    };

type ElementOf<T> = T extends readonly (infer E)[] ? E : T;

export interface WishTable<T> {
  readonly type: MessageType<T & object>;
  /** The order in which they are looked at. */
  readonly rows: { readonly [K in keyof T]-?: Treatment<NonNullable<T[K]>> };
}

export function findUnmetWish<T extends object>(
  table: WishTable<T>,
  message: T,
  abilities: Abilities,
  path = '',
): UnmetWish | undefined {
  for (const name of Object.keys(table.rows) as (keyof T & string)[]) {
    const value = message[name];
    if (value === undefined || isEmpty(value)) continue;
    const treatment: unknown = table.rows[name];
    const unmet = findUnmetAt(treatment as AnyTreatment, value, abilities, `${path}${name}`);
    if (unmet !== undefined) return unmet;
  }
  return undefined;
}

/** What comes of launching it. */
export function unsupported({ message, needs }: UnmetWish): LaunchFailure {
  if (needs !== 'Docker containerizer') return failure(message);
  return { ok: false, error: message, cause: 'unsupported' };
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** Row and value belong together by the type of the table. */
type AnyTreatment = Treatment<object>;

function findUnmetAt(
  treatment: AnyTreatment,
  value: unknown,
  abilities: Abilities,
  path: string,
): UnmetWish | undefined {
  if (treatment.kind === 'choice') {
    return findUnmetWish(
      treatment.tableOf(value as object),
      value as object,
      abilities,
      `${path}.`,
    );
  }
  if (treatment.kind === 'within') {
    const { table } = treatment;
    if (!Array.isArray(value)) return findUnmetWish(table, value as object, abilities, `${path}.`);
    for (const [i, element] of (value as object[]).entries()) {
      const unmet = findUnmetWish(table, element, abilities, `${path}[${i}].`);
      if (unmet !== undefined) return unmet;
    }
  }
  if (treatment.kind !== 'refused' || abilities.has(treatment.unless)) return undefined;
  if (treatment.when?.(value as object) === false) return undefined;
  return { message: refusalText(path, treatment), needs: treatment.unless };
}

function refusalText(path: string, { what, unless }: Refusal<never>): string {
  const way = isolatorNames.includes(unless)
    ? 'leave it out, or use an agent that has it in --isolation'
    : 'leave it out';
  return `'${path}' is refused: this agent cannot give ${what}, it has no ${nameOf(unless)}; ${way}`;
}

function nameOf(ability: Ability): string {
  return /^[a-z]+\//.test(ability) ? `isolator ${ability}` : ability;
}
