/** --volume_gid_range. */
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import { parseValue } from '../../resources/value-text.ts';
import { normalizeRanges } from '../../resources/ranges.ts';
import type { Ranges } from '../../resources/ranges.ts';

/** The last number means nobody in chown(2). */
const greatestGid = 2 ** 32 - 2;

export function readGidRange(text: string): Result<Ranges> {
  const value = parseValue(text);
  if (!value.ok) return value;
  const { ranges } = value.value;
  if (ranges === undefined) return failure('it must be ranges such as [10000-20000]');
  const gids = normalizeRanges(
    (ranges.range ?? []).flatMap(({ begin, end }) => [Number(begin), Number(end)]),
  );
  if (gids.length === 0) return failure('it names no group ids');
  if (gids[0] === 0) return failure("group id 0 is root's; begin later");
  if (gids.at(-1)! > greatestGid) return failure(`group ids end at ${greatestGid}`);
  return ok(gids);
}
