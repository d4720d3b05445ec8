/** Whom a container runs as: which of the names that were given counts, and what can be a name. */

/**
 * The first user that is named; undefined: the agent's own. An empty name names nobody. (Real agents
 * take it for a name and fail to find it.)
 */
export function firstNamed(...users: readonly (string | undefined)[]): string | undefined {
  return users.find((user) => user !== undefined && user !== '');
}

/** Mesos knows users by name; id(1) would take a number, or one with a sign or blanks, as well. */
export function findUserNameFault(name: string): string | undefined {
  if (/^\d+$/u.test(name)) return 'it is a number; give the name of the user';
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  const isName = !/^[+-]|^\s|\s$|[\u0000-\u001f\u007f:/]/u.test(name) && name !== '';
  return isName ? undefined : 'it cannot be the name of a user';
}
