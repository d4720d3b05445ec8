/** Updates of groups, and lists of tasks to be killed. */
import { z } from 'zod';
import { type AppJson, app } from './app.ts';
import { optional, optionalSet, pathId, timestamp } from './common.ts';

export interface GroupUpdateJson {
  id: string | undefined;
  apps: AppJson[] | undefined;
  groups: GroupUpdateJson[] | undefined;
  dependencies: string[] | undefined;
  scaleBy: number | undefined;
  version: number | undefined;
  enforceRole: boolean | undefined;
}

export const groupUpdate: z.ZodType<GroupUpdateJson> = z
  .object({
    id: optional(pathId),
    apps: optional(z.array(app)),
    get groups() {
      return optional(z.array(groupUpdate));
    },
    dependencies: optionalSet(pathId),
    scaleBy: optional(z.number().min(0)),
    version: optional(timestamp),
    enforceRole: optional(z.boolean()),
  })
  .meta({
    id: 'GroupUpdate',
    description:
      'A list that is given replaces the one that is there; one that is left out changes nothing. ' +
      '`scaleBy` or `version` (back to that version) stand alone.',
  });

export const groupPartialUpdate = z
  .object({ enforceRole: optional(z.boolean()) })
  .meta({ id: 'GroupPartialUpdate' });

export const taskIds = z.object({ ids: z.array(z.string()) }).meta({ id: 'TaskIds' });
