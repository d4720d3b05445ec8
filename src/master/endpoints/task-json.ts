/** A task as the older endpoints show it. There are many: the text is kept with the record. */
import { taskJson } from '../../operator-api/index.ts';
import type { TaskRecord } from '../core/state.ts';
import { fragmentOf } from './fragments.ts';
import type { Fragment } from './shelf.ts';

/** With the comma before it. */
export function keptTaskJson(record: TaskRecord): Fragment {
  return fragmentOf(record, 'old', encode);
}

function encode(record: TaskRecord): string {
  return `,${taskJson(record)}`;
}
