/**
 * One listener for the keys of all parts of a page. Nothing is done while somebody types, or while a
 * dialog is open. A part that has the focus comes first, then the others as they stand.
 *
 *   useKeys({ next: () => move(1) }, tableRef);    // true: it was for this part
 */
import { type RefObject, useEffect, useRef } from 'react';
import { kept } from '../base/kept.ts';
import {
  actionsOf,
  canBeBound,
  type Bindings,
  type KeyAction,
  readBindings,
} from './key-bindings.ts';

export const bindings = kept<Bindings>('keys', {}, readBindings);

type Handlers = Readonly<Partial<Record<KeyAction, () => boolean>>>;

interface Part {
  handlers: Handlers;
  readonly element: RefObject<HTMLElement | null> | undefined;
}

const parts = new Set<Part>();
let awaited: ((key: string) => void) | undefined;

/** The next key goes there, whatever it means otherwise. */
export function awaitKey(take: (key: string) => void): void {
  awaited = take;
}

export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input:not([type=checkbox]),textarea,select,[contenteditable],.xterm') !== null
  );
}

/** A button and a link have a use for these themselves. */
function isOwn({ key, target }: KeyboardEvent): boolean {
  return (
    key === 'Enter' &&
    target instanceof Element &&
    target.closest('a,button,summary,input,[role=separator],[role=button]') !== null
  );
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (isTyping(event.target) || (awaited === undefined && isOwn(event))) return;
  if (document.querySelector('dialog[open]') !== null) return;
  if (awaited !== undefined && canBeBound(event.key)) {
    const take = awaited;
    awaited = undefined;
    take(event.key);
    event.preventDefault();
    return;
  }
  const actions = actionsOf(event.key, bindings.get());
  const hasFocus = ({ element }: Part): boolean =>
    element?.current?.contains(document.activeElement) === true;
  const inOrder = [...parts].toSorted((a, b) => Number(hasFocus(b)) - Number(hasFocus(a)));
  for (const action of actions) {
    for (const { handlers } of inOrder) {
      if (handlers[action]?.() !== true) continue;
      event.preventDefault();
      return;
    }
  }
}
window.addEventListener('keydown', onKey);

/** Those that mean something on the page as it is. */
export function actionsHere(): ReadonlySet<KeyAction> {
  return new Set([...parts].flatMap(({ handlers }) => Object.keys(handlers) as KeyAction[]));
}

export function useKeys(handlers: Handlers, element?: RefObject<HTMLElement | null>): void {
  const part = useRef<Part>({ handlers, element });
  part.current.handlers = handlers;
  useEffect(() => {
    const { current } = part;
    parts.add(current);
    return () => void parts.delete(current);
  }, []);
}
