import { describe, expect, it } from 'vitest';
import { Response_GetTasks } from '../protocol/generated/agent.ts';
import { jsonWithEmptyLists, responseJson } from './response-json.ts';

describe('answers with empty lists', () => {
  it('write them', () => {
    const tasks = { launched_tasks: [], completed_tasks: [] };
    expect(responseJson('GET_TASKS', jsonWithEmptyLists(Response_GetTasks, tasks))).toBe(
      '{"type":"GET_TASKS","get_tasks":{"pending_tasks":[],"queued_tasks":[],' +
        '"launched_tasks":[],"terminated_tasks":[],"completed_tasks":[]}}',
    );
  });
});
