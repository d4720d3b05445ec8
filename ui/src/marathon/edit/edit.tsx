/** The editor of apps and pods; it is loaded when it is opened. */
import { Suspense, useEffect, useState } from 'react';
import { type Definition, idOf } from './definition.ts';
import { currentOf } from './saving.ts';
import { later } from '../../parts/later.ts';

export type Kind = 'app' | 'pod';

export interface EditProps {
  /** Of which Marathon's API is asked; an app, when it is not said. */
  readonly kind?: Kind;
  /** How it is now: it may change while it is edited. Undefined: a new one. */
  readonly before?: Definition | undefined;
  /** What the editor begins with; `before` or an older version of it. */
  readonly start?: Definition | undefined;
  /** Opens where what changes is shown. */
  readonly isReviewed?: boolean;
  readonly group?: string;
  readonly close: () => void;
  readonly done: (id: string) => void;
}

export interface EditorProps extends EditProps {
  /** As it was when the editor was opened. */
  readonly began: Definition | undefined;
}

const Editor = later(() => import('./editor.tsx'));

/** Then the editor opens with what the page knows: a Marathon that is slow must not keep it shut. */
const longestWaitMs = 1_000;

/** What the page knows may be a moment old: the editor begins with what Marathon says now. */
export function Edit(props: EditProps) {
  const { kind = 'app', before } = props;
  const [began, setBegan] = useState(before);
  const [isAsked, setAsked] = useState(before === undefined);
  useEffect(() => {
    if (before === undefined) return undefined;
    const patience = setTimeout(() => setAsked(true), longestWaitMs);
    currentOf(kind, idOf(before))
      .then((current) => setBegan(current ?? before))
      // Saving will say what is wrong.
      .catch(() => undefined)
      .finally(() => setAsked(true));
    return () => clearTimeout(patience);
  }, []);
  return <Suspense>{isAsked && <Editor {...props} began={began} />}</Suspense>;
}
