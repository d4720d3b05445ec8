/** Where the keys lead from a row. */
import type { Task } from '../live/model.ts';
import { taskAddress } from './table/cells.tsx';
import type { KeyAction } from './key-bindings.ts';

export interface Places extends Readonly<Partial<Record<KeyAction, string>>> {
  /** What is copied. */
  readonly id: string;
}

export const placeActions = ['open', 'log', 'shell', 'sandbox', 'json', 'why'] as const;

export function taskPlaces({ framework, id }: Task): Places {
  return {
    id,
    open: taskAddress(framework, id),
    why: taskAddress(framework, id),
    log: taskAddress(framework, id, 'stdout'),
    shell: taskAddress(framework, id, 'terminal'),
    sandbox: taskAddress(framework, id, 'files'),
    json: taskAddress(framework, id, 'json'),
  };
}
