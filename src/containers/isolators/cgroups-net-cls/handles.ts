/**
 * Handles of network classes: 16 bits that all containers of an agent have (the primary) and 16 of each
 * container's own (the secondary), as tc(8) and iptables(8) know them. The lowest free one is given.
 */
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { IsolatorOptions } from '../isolator.ts';

const greatest = 0xffff;

export type HandleOptions = Pick<
  IsolatorOptions,
  'cgroups_net_cls_primary_handle' | 'cgroups_net_cls_secondary_handles'
>;

/** "0xAAAA" or decimal. */
function readHandle(text: string): number | undefined {
  const trimmed = text.trim();
  if (!/^(0x[0-9a-f]+|\d+)$/iu.test(trimmed)) return undefined;
  const value = Number(trimmed);
  return value <= greatest ? value : undefined;
}

/** --cgroups_net_cls_primary_handle; a failure is a sentence that fits after "cannot be '…': ". */
export function readPrimary(text: string): Result<number> {
  const value = readHandle(text);
  return value === undefined ? failure('it must be a number of 16 bits such as 0x0012') : ok(value);
}

export interface SecondaryRange {
  readonly lowest: number;
  readonly highest: number;
}

/** --cgroups_net_cls_secondary_handles, alike. */
export function readSecondaries(text: string): Result<SecondaryRange> {
  const [lowest, highest, ...more] = text.split(',').map(readHandle);
  if (lowest === undefined || highest === undefined || more.length > 0) {
    return failure('it must be two numbers of 16 bits such as 0x0001,0xffff');
  }
  if (lowest === 0) return failure('the secondary handle has to be a non-zero value');
  if (lowest > highest) return failure('it is an empty range');
  return ok({ lowest, highest });
}

function hex(value: number): string {
  return `0x${value.toString(16)}`;
}

export class NetClsHandles {
  readonly #primary: number;
  readonly #range: SecondaryRange;
  readonly #used = new Set<number>();

  constructor(primary: number, range: SecondaryRange = { lowest: 1, highest: greatest }) {
    this.#primary = primary;
    this.#range = range;
  }

  /** The whole handle: what is written to net_cls.classid. */
  allocate(): Result<number> {
    for (let secondary = this.#range.lowest; secondary <= this.#range.highest; secondary++) {
      const classid = this.#primary * 0x10000 + secondary;
      if (this.#used.has(classid)) continue;
      this.#used.add(classid);
      return ok(classid);
    }
    return failure(`No free handles remaining for primary handle ${hex(this.#primary)}`);
  }

  /** One that a container has from an earlier agent process; false: another holds it. */
  reserve(classid: number): boolean {
    if (this.#used.has(classid)) return false;
    this.#used.add(classid);
    return true;
  }

  free(classid: number): void {
    this.#used.delete(classid);
  }
}
