/**
 * A button for what not everybody may do. Nobody can be asked beforehand, so the first refusal
 * counts: from then on the button says what is missing. The page stays as it is.
 */
import { type ReactNode, useSyncExternalStore } from 'react';
import { Refusal } from '../base/fetching.ts';
import { rightWords } from '../texts/areas/rights.ts';
import { useWords } from '../texts/texts.ts';

/** An action of the authorizer, and on what; "": on whatever it is. */
export interface Right {
  readonly action: string;
  readonly on?: string;
}

const nameOf = ({ action, on = '' }: Right): string => `${action} ${on}`;
/** By their names, as long as this page is open. */
let missing: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

export const isMissing = (right: Right): boolean => missing.has(nameOf(right));

/** Does it, and remembers when that was refused for want of a right. */
export async function withRight(
  right: string | Right,
  does: () => Promise<unknown>,
): Promise<void> {
  try {
    await does();
  } catch (error) {
    if (error instanceof Refusal && error.isForbidden) {
      missing = new Set([...missing, nameOf(rightOf(right))]);
      for (const listener of listeners) listener();
    }
    throw error;
  }
}

const rightOf = (right: string | Right): Right =>
  typeof right === 'string' ? { action: right } : right;

/** What is needed, when it was found missing. */
export function useMissing(): (right: Right) => string | undefined {
  const word = useWords(rightWords);
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => missing,
  );
  return (right) => {
    if (!isMissing(right)) return undefined;
    const { action, on = '' } = right;
    return on === '' ? word('needs', { action }) : word('needsOn', { action, on });
  };
}

export function RightButton({
  needs,
  isDisabled = false,
  look = 'plain',
  onClick,
  children,
}: {
  /** "DRAIN_AGENT" */
  readonly needs: string | Right;
  readonly isDisabled?: boolean;
  readonly look?: 'plain' | 'primary' | 'danger';
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  const why = useMissing()(rightOf(needs));
  return (
    <>
      <button
        type="button"
        className={look}
        disabled={isDisabled || why !== undefined}
        onClick={onClick}
      >
        {children}
      </button>
      {why !== undefined && <span className="muted">{why}</span>}
    </>
  );
}
