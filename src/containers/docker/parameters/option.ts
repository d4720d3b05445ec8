/**
 * An option of `docker run`: it changes the specification, or says the rule that its value breaks.
 * Options that can be repeated add; others replace what was there.
 */
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { ContainerSpec, HostSpec } from '../engine/spec.ts';

export type Option = (spec: ContainerSpec, value: string) => string | undefined;

type KeysOf<T, V> = { [K in keyof T]-?: NonNullable<T[K]> extends V ? K : never }[keyof T];

/** Sets a text of HostConfig. */
export function hostText(key: KeysOf<HostSpec, string>): Option {
  return ({ HostConfig }, value) => {
    if (value === '') return 'it is empty';
    Object.assign(HostConfig, { [key]: value });
    return undefined;
  };
}

/** Adds to a list of texts of HostConfig. */
export function hostList(key: KeysOf<HostSpec, string[]>): Option {
  return ({ HostConfig }, value) => {
    if (value === '') return 'it is empty';
    HostConfig[key] = [...(HostConfig[key] ?? []), value];
    return undefined;
  };
}

export function hostFlag(key: KeysOf<HostSpec, boolean>): Option {
  return ({ HostConfig }, value) => {
    const isSet = readBoolean(value);
    if (!isSet.ok) return isSet.error;
    HostConfig[key] = isSet.value;
    return undefined;
  };
}

export function hostInteger(key: KeysOf<HostSpec, number>): Option {
  return ({ HostConfig }, value) => {
    if (!/^-?\d+$/u.test(value)) return 'it must be an integer';
    HostConfig[key] = Number(value);
    return undefined;
  };
}

/** A size, such as 64m; of some, -1 means without a bound. */
export function hostBytes(key: KeysOf<HostSpec, number>, mayBeUnbounded = false): Option {
  return ({ HostConfig }, value) => {
    if (mayBeUnbounded && value === '-1') {
      HostConfig[key] = -1;
      return undefined;
    }
    const bytes = readBytes(value);
    if (!bytes.ok) return bytes.error;
    HostConfig[key] = bytes.value;
    return undefined;
  };
}

/** Adds a `name=value` to a map of HostConfig. */
export function hostPair(key: KeysOf<HostSpec, Record<string, string>>): Option {
  return ({ HostConfig }, value) => {
    const pair = readPair(value);
    if (pair === undefined) return 'it must be name=value';
    HostConfig[key] = { ...HostConfig[key], [pair.name]: pair.value };
    return undefined;
  };
}

/** Without a "=" of its own the client takes a flag that is given for true. */
export function readBoolean(value: string): Result<boolean> {
  if (['', '1', 't', 'true'].includes(value.toLowerCase())) return ok(true);
  if (['0', 'f', 'false'].includes(value.toLowerCase())) return ok(false);
  return failure('it must be true or false');
}

export function readPair(
  text: string,
): { readonly name: string; readonly value: string } | undefined {
  const cut = text.indexOf('=');
  return cut <= 0 ? undefined : { name: text.slice(0, cut), value: text.slice(cut + 1) };
}

const units: Readonly<Record<string, number>> = {
  b: 1,
  k: 1024,
  m: 1024 ** 2,
  g: 1024 ** 3,
  t: 1024 ** 4,
  p: 1024 ** 5,
};

/** 64m, 64MB, 1.5g, 1024. */
export function readBytes(text: string): Result<number> {
  const match = /^(\d+(?:\.\d+)?) ?([bkmgtp])?i?b?$/iu.exec(text);
  if (match === null) return failure('it must be a number with a unit of b, k, m or g');
  return ok(Math.floor(Number(match[1]) * units[(match[2] ?? 'b').toLowerCase()]!));
}
