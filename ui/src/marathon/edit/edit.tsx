/** The editor of apps and pods; it is loaded when it is opened. */
import { lazy, Suspense } from 'react';
import type { Definition } from './definition.ts';

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

const Editor = lazy(() => import('./editor.tsx'));

export const Edit = (props: EditProps) => (
  <Suspense>
    <Editor {...props} />
  </Suspense>
);
