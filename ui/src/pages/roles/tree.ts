/** Roles are paths: "shop/web" is below "shop", and stands below it while that one is open. */
export interface Placed<R> {
  readonly role: R;
  readonly depth: number;
  /** The last part of its path, or more where there is no role between. */
  readonly label: string;
  readonly hasChildren: boolean;
}

/** In the order of the tree. `word`: what the name has; then all that match are shown, and what is above them. */
export function treeOf<R extends { readonly name: string }>(
  roles: readonly R[],
  closed: ReadonlySet<string>,
  word: string,
): readonly Placed<R>[] {
  const wanted = word.toLowerCase();
  const names = new Set(roles.map(({ name }) => name));
  const shown = roles.filter(({ name }) => {
    if (wanted === '') return aboveOf(name, names).every((above) => !closed.has(above));
    return name.toLowerCase().includes(wanted) || hasBelow(roles, name, wanted);
  });
  return shown
    .toSorted((left, right) => (orderOf(left.name) < orderOf(right.name) ? -1 : 1))
    .map((role) => {
      const above = aboveOf(role.name, names);
      const parent = above.at(-1);
      return {
        role,
        depth: above.length,
        label: parent === undefined ? role.name : role.name.slice(parent.length + 1),
        hasChildren: roles.some(({ name }) => name.startsWith(`${role.name}/`)),
      };
    });
}

/** Those that are roles themselves; the nearest last. */
function aboveOf(name: string, names: ReadonlySet<string>): string[] {
  const parts = name.split('/');
  return parts
    .map((_, i) => parts.slice(0, i).join('/'))
    .filter((above) => above !== '' && names.has(above));
}

function hasBelow(
  roles: readonly { readonly name: string }[],
  name: string,
  word: string,
): boolean {
  return roles.some(
    (one) => one.name.startsWith(`${name}/`) && one.name.toLowerCase().includes(word),
  );
}

/** A child comes before what merely begins with the name of its parent: "a/b" before "a-b". */
const orderOf = (name: string): string => name.replaceAll('/', '\u0000');
