/**
 * linux/capabilities: which of root's powers a task has (effective) and can ever get (bounding). Both can be
 * said by the task (LinuxInfo) and by the operator (--effective_capabilities, --bounding_capabilities):
 * the operator's bound holds for both of the task's, his effective set for tasks that name none. What is
 * not within is refused, never cut.
 */
import { failure, ok, unwrap } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import { CapabilityInfo } from '../../../protocol/generated/mesos.ts';
import type { LinuxInfo } from '../../../protocol/generated/mesos.ts';
import type { ContainerConfig } from '../../containerizer.ts';
import type {
  CapabilitySets,
  IsolatedContainer,
  Isolator,
  IsolatorOptions,
  Preparation,
} from '../isolator.ts';

type Names = readonly string[];

/** A flag; a failure is a sentence that fits after "cannot be '…': ". */
export function readCapabilities(value: unknown): Result<Names | undefined> {
  if (value === undefined) return ok(undefined);
  try {
    const info = CapabilityInfo.fromJson(value);
    // What it does not know the reader leaves out.
    const asked = (value as { readonly capabilities?: readonly unknown[] }).capabilities ?? [];
    const unknown = asked.find((name) => !info.capabilities?.some((known) => known === name));
    return unknown === undefined
      ? namesOf(info)
      : failure(`${JSON.stringify(unknown)} is no capability; they are named as NET_RAW`);
  } catch (error) {
    return failure(`it is no CapabilityInfo: ${(error as Error).message}`);
  }
}

/** In their order, each once. */
function namesOf({ capabilities = [] }: CapabilityInfo): Result<Names> {
  if (capabilities.includes('UNKNOWN')) return failure('it names a capability that is not known');
  return ok([...new Set(capabilities)].toSorted());
}

export type CapabilityOptions = Pick<
  IsolatorOptions,
  'bounding_capabilities' | 'effective_capabilities'
>;

/** Why the two flags do not go together. */
export function findCapabilitiesFault(options: CapabilityOptions): string | undefined {
  const [effective, bounding] = readFlags(options);
  if (effective === undefined || bounding === undefined || isWithin(effective, bounding)) return;
  return `--effective_capabilities ${textOf(effective)} are not a subset of --bounding_capabilities ${textOf(bounding)}`;
}

function readFlags(options: CapabilityOptions): readonly (Names | undefined)[] {
  const both = [options.effective_capabilities, options.bounding_capabilities];
  return both.map((one) => unwrap(readCapabilities(one)));
}

function isWithin(inner: Names, outer: Names): boolean {
  return inner.every((name) => outer.includes(name));
}

function textOf(names: Names): string {
  return names.length === 0 ? '{}' : `{ ${names.join(', ')} }`;
}

export class LinuxCapabilitiesIsolator implements Isolator {
  readonly name = 'linux/capabilities';
  readonly #effective: Names | undefined;
  readonly #bounding: Names | undefined;

  constructor(options: CapabilityOptions) {
    [this.#effective, this.#bounding] = readFlags(options);
  }

  prepare(
    _container: IsolatedContainer,
    { container }: ContainerConfig,
    done: (result: Result<Preparation>) => void,
  ): void {
    const sets = this.#setsOf(container?.linux_info ?? {});
    if (!sets.ok) return done(sets);
    done(ok(sets.value === undefined ? {} : { capabilities: sets.value }));
  }

  /** @compat the rules and the words of real agents. Undefined: nobody said anything. */
  #setsOf(info: LinuxInfo): Result<CapabilitySets | undefined> {
    const { capability_info, effective_capabilities, bounding_capabilities } = info;
    if (capability_info !== undefined && effective_capabilities !== undefined) {
      return failure("Only one of 'capability_info' or 'effective_capabilities' is allowed");
    }
    const asked = setOf(effective_capabilities ?? capability_info);
    if (!asked.ok) return asked;
    const askedBound = setOf(bounding_capabilities);
    if (!askedBound.ok) return askedBound;
    const effective = asked.value ?? this.#effective;
    const excess =
      this.#bounding && askedBound.value && !isWithin(askedBound.value, this.#bounding);
    if (excess === true) {
      return failure(`Bounding capabilities ${allowedText(askedBound.value!, this.#bounding!)}`);
    }
    const bounding = askedBound.value ?? this.#bounding ?? effective;
    if (bounding === undefined) return ok(undefined);
    if (effective !== undefined && !isWithin(effective, bounding)) {
      return failure(`Requested capabilities ${allowedText(effective, bounding)}`);
    }
    return ok({ bounding, ...(effective !== undefined && { effective }) });
  }
}

function setOf(info: CapabilityInfo | undefined): Result<Names | undefined> {
  return info === undefined ? ok(undefined) : namesOf(info);
}

function allowedText(requested: Names, allowed: Names): string {
  return `'${textOf(requested)}', but only '${textOf(allowed)}' are allowed`;
}
