/** Which key does what. Every one can be changed by the reader; two never mean the same place. */

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
} as const;

export type KeyAction = keyof typeof usualKeys;
export type Bindings = Readonly<Partial<Record<KeyAction, string>>>;

export const keyActions = Object.keys(usualKeys) as readonly KeyAction[];

export function keyOf(action: KeyAction, changed: Bindings): string {
  return changed[action] ?? usualKeys[action];
}

export function actionOf(key: string, changed: Bindings): KeyAction | undefined {
  return keyActions.find((action) => keyOf(action, changed) === key);
}

export type Rebound =
  | { readonly ok: true; readonly changed: Bindings }
  | { readonly ok: false; readonly takenBy: KeyAction };

export function rebound(changed: Bindings, action: KeyAction, key: string): Rebound {
  const takenBy = actionOf(key, changed);
  if (takenBy !== undefined && takenBy !== action) return { ok: false, takenBy };
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
