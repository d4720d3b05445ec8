/** The supplementary groups of a user, as the machine knows them. */
import { execFile } from 'node:child_process';

/** A name that the machine does not know has none, and was refused before. */
export function groupsOf(user: string): Promise<readonly number[]> {
  return new Promise((resolve) => {
    execFile('id', ['-G', '--', user], (_error, stdout) => {
      const words = stdout.trim().split(/\s+/u);
      resolve(words.filter((word) => word !== '').map(Number));
    });
  });
}

/** Those and further ones, for `Preparation.groups`; without further ones nothing has to be said. */
export async function withGroups(
  user: string | undefined,
  further: readonly number[],
): Promise<{ readonly groups?: readonly number[] }> {
  if (further.length === 0 || user === undefined) return {};
  return { groups: [...new Set([...(await groupsOf(user)), ...further])] };
}
