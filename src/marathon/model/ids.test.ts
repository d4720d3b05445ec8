import { expect, it } from 'vitest';
import { runSpecIdOfTask } from './ids.ts';

const uuid = '74c5fe3d-c127-4269-bf26-b99320430c9f';

it.each([
  [`shop_db.instance-${uuid}._app.1`, '/shop/db'],
  [`shop_v1.2_db.instance-${uuid}._app.1`, '/shop/v1.2/db'],
  [`shop_pair.instance-${uuid}.side.3`, '/shop/pair'],
  [`shop_v1.2.marathon-${uuid}`, '/shop/v1.2'],
  [`shop_v1.2.${uuid}`, '/shop/v1.2'],
  ['stranger', '/stranger'],
])('%s is of %s', (taskId, runSpecId) => {
  expect(runSpecIdOfTask(taskId)).toBe(runSpecId);
});
