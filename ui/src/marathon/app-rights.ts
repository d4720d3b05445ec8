/** What changing apps and groups needs, by the names that authorizers of Marathon have for it. */
import type { Right } from '../parts/rights.tsx';

type RightOn = (id: string) => Right;

export const toChange: RightOn = (on) => ({ action: 'UpdateRunSpec', on });
export const toDestroy: RightOn = (on) => ({ action: 'DeleteRunSpec', on });
export const toChangeGroup: RightOn = (on) => ({ action: 'UpdateGroup', on });
export const toCreateGroup: RightOn = (on) => ({ action: 'CreateGroup', on });
export const toDestroyGroup: RightOn = (on) => ({ action: 'DeleteGroup', on });

/** Of apps and pods. */
export const toDo = (action: string, id: string): Right =>
  (action === 'destroy' ? toDestroy : toChange)(id);
