/** A task as the older endpoints show it. There are many: the text is kept with the record. */
import { taskJson } from '../../operator-api/index.ts';
import type { TaskRecord } from '../core/state.ts';
import { fragmentOf } from './fragments.ts';

export function keptTaskJson(record: TaskRecord): string {
  return fragmentOf(record, 'old', taskJson);
}
