/**
 * A button for what not everybody may do. Nobody can be asked beforehand, so the first refusal
 * counts: from then on the button says what is missing. The page stays as it is.
 */
import { type ReactNode, useSyncExternalStore } from 'react';
import { Refusal } from '../base/fetching.ts';
import { rightWords } from '../texts/areas/rights.ts';
import { useWords } from '../texts/texts.ts';

const forbidden = 403;
/** Actions of the authorizer, as long as this page is open. */
let missing: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

/** Does it, and remembers when that was refused for want of a right. */
export async function withRight(action: string, does: () => Promise<unknown>): Promise<void> {
  try {
    await does();
  } catch (error) {
    if (error instanceof Refusal && error.status === forbidden) {
      missing = new Set([...missing, action]);
      for (const listener of listeners) listener();
    }
    throw error;
  }
}

export function RightButton({
  needs,
  isDisabled = false,
  look = 'plain',
  onClick,
  children,
}: {
  /** "DRAIN_AGENT" */
  readonly needs: string;
  readonly isDisabled?: boolean;
  readonly look?: 'plain' | 'primary' | 'danger';
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  const word = useWords(rightWords);
  const isMissing = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => missing.has(needs),
  );
  return (
    <>
      <button type="button" className={look} disabled={isDisabled || isMissing} onClick={onClick}>
        {children}
      </button>
      {isMissing && <span className="muted">{word('needs', { action: needs })}</span>}
    </>
  );
}
