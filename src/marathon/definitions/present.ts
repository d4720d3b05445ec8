/** JSON says "not there" with undefined; definitions leave the member out. */
type Present<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

export function present<T extends object>(members: T): Present<T> {
  const found: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(members)) {
    if (value !== undefined) found[key] = value;
  }
  return found as Present<T>;
}
