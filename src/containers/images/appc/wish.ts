/**
 * Which appc image somebody wants: by its name and labels, or by its id, the digest of its plain archive. What is
 * asked for becomes part of addresses and paths, so that nothing gets by that could lead out of either.
 */
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { Platform } from '../manifest.ts';

export interface AppcWish {
  readonly name: string;
  /** sha512-...; then labels only say where the image is. */
  readonly id: string | undefined;
  /** Those that were named, and `version`, `os` and `arch` in any case. */
  readonly labels: ReadonlyMap<string, string>;
  /** What was named. */
  readonly named: ReadonlySet<string>;
}

/** As a task, or a manifest among its dependencies, says it. */
export interface AppcAsked {
  readonly name: string;
  readonly id?: string | undefined;
  readonly labels: readonly (readonly [name: string, value: string])[];
}

/** What appc allows as names. */
const identifierPattern = /^[a-z\d]+(?:[-._~/][a-z\d]+)*$/u;
const longestName = 512;
const idPattern = /^sha512-[\da-f]{128}$/u;
/** Of the three that are part of the file's name. */
const placePattern = /^\w[\w.+~-]{0,127}$/u;
const placeLabels = ['version', 'os', 'arch'] as const;

export function isIdentifier(text: string): boolean {
  return text.length <= longestName && identifierPattern.test(text);
}

export function isImageId(text: string): boolean {
  return idPattern.test(text);
}

/** `platform`: of the machine, for what is not named. */
export function readWish({ name, id, labels }: AppcAsked, platform: Platform): Result<AppcWish> {
  const fault = (why: string): Result<never> =>
    failure(`'${name.slice(0, longestName)}' cannot be the appc image that is wanted: ${why}`);
  if (!isIdentifier(name)) {
    return fault(
      `its name has to be lowercase letters and digits, with - . _ ~ or / in between, ${longestName} characters at most`,
    );
  }
  if (id !== undefined && !isImageId(id)) {
    return fault(`its id has to be sha512- and 128 hexadecimal digits, not '${id.slice(0, 160)}'`);
  }
  const usual = [
    ['version', 'latest'],
    ['os', platform.os],
    ['arch', archOf(platform)],
  ] as const;
  const all = new Map<string, string>([...usual, ...labels]);
  const named = new Set(labels.map(([key]) => key));
  const twice = labels.find(([key, value]) => all.get(key) !== value);
  if (twice !== undefined) return fault(`its label '${twice[0]}' has two values`);
  const wrong = placeLabels.find((key) => !placePattern.test(all.get(key)!));
  if (wrong === undefined) return ok({ name, id, labels: all, named });
  return fault(
    `its label '${wrong}' has to be letters and digits, with . _ + ~ or - in between, not '${all.get(wrong)!.slice(0, 160)}'`,
  );
}

const architectures: Readonly<Record<string, string>> = {
  '386': 'i386',
  arm64: 'aarch64',
  arm: 'armv7l',
};

/** As appc calls it. */
function archOf({ architecture }: Platform): string {
  return architectures[architecture] ?? architecture;
}

/** One text for one image. */
export function wishKey({ name, id, labels }: AppcWish): string {
  if (id !== undefined) return `appc:${id}`;
  const sorted = [...labels].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `appc:${name}?${new URLSearchParams(sorted).toString()}`;
}

/** @compat The name of its file, from which simple discovery makes an address by what comes before it. */
export function fileNameOf({ name, labels }: AppcWish): string {
  const [version, os, arch] = placeLabels.map((key) => labels.get(key)!);
  return `${name}-${version}-${os}-${arch}.aci`;
}
