/** What each view of an app is given. */
import type { Definition } from '../edit/definition.ts';
import type { App as AppRow } from '../model.ts';

export interface ViewProps {
  readonly app: AppRow;
  readonly details: AppRow | undefined;
  /** With `isReviewed` what it does is shown at once. */
  readonly edit: (start: Definition, isReviewed?: boolean) => void;
}
