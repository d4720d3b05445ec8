/**
 * Which key does what. Every one can be changed by the reader. Two have the same key only when they are
 * never on the same page: Marathon's pages keep the keys of old.
 */

/** With the keys that they have at first; a capital letter is one with Shift. */
export const usualKeys = {
  next: 'j',
  previous: 'k',
  open: 'Enter',
  mark: 'x',
  markRange: 'X',
  copy: 'c',
  log: 'l',
  shell: 's',
  sandbox: 'b',
  json: 'y',
  why: 'w',
  find: '/',
  escape: 'Escape',
  go: 'g',
  back: '[',
  forward: ']',
  help: '?',
  create: 'c',
  createGroup: 'C',
  search: 's',
  about: '<',
} as const;

export type KeyAction = keyof typeof usualKeys;
export type Bindings = Readonly<Partial<Record<KeyAction, string>>>;

export const keyActions = Object.keys(usualKeys) as readonly KeyAction[];

export function keyOf(action: KeyAction, changed: Bindings): string {
  return changed[action] ?? usualKeys[action];
}

const ofMarathon: ReadonlySet<KeyAction> = new Set(['create', 'createGroup', 'search', 'about']);
/** Of rows and pages of tasks. */
const ofCluster: ReadonlySet<KeyAction> = new Set(['copy', 'log', 'shell', 'sandbox', 'json']);

function canMeet(one: KeyAction, other: KeyAction): boolean {
  return !(
    (ofMarathon.has(one) && ofCluster.has(other)) ||
    (ofMarathon.has(other) && ofCluster.has(one))
  );
}

export function actionsOf(key: string, changed: Bindings): readonly KeyAction[] {
  return keyActions.filter((action) => keyOf(action, changed) === key);
}

export type Rebound =
  | { readonly ok: true; readonly changed: Bindings }
  | { readonly ok: false; readonly takenBy: KeyAction };

export function rebound(changed: Bindings, action: KeyAction, key: string): Rebound {
  const takenBy = actionsOf(key, changed).find(
    (other) => other !== action && canMeet(other, action),
  );
  if (takenBy !== undefined) return { ok: false, takenBy };
  const { [action]: _, ...others } = changed;
  return { ok: true, changed: key === usualKeys[action] ? others : { ...others, [action]: key } };
}

/** Of what was kept; what is no key, or taken twice, is passed over. */
export function readBindings(held: unknown): Bindings {
  if (typeof held !== 'object' || held === null) return {};
  let changed: Bindings = {};
  for (const [action, key] of Object.entries(held)) {
    if (!(action in usualKeys) || typeof key !== 'string' || key === '') continue;
    const next = rebound(changed, action as KeyAction, key);
    if (next.ok) changed = next.changed;
  }
  return changed;
}

/** Keys that are pressed only on the way to another one. */
const half: ReadonlySet<string> = new Set([
  ...['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'Dead', 'Process', 'Unidentified', 'Tab'],
]);

export function canBeBound(key: string): boolean {
  return !half.has(key) && key !== ' ';
}
