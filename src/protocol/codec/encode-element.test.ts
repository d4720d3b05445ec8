import { describe, expect, it } from 'vitest';
import { Response_GetTasks } from '../generated/master.ts';
import { type Task, Task as TaskType } from '../generated/mesos.ts';

function aTask(name: string): Task {
  return {
    name,
    task_id: { value: 't' },
    framework_id: { value: 'F' },
    agent_id: { value: 'S' },
    state: 'TASK_RUNNING',
  };
}

describe('an element of a repeated field', () => {
  it.each(['tasks', 'unreachable_tasks', 'completed_tasks'] as const)(
    'is what a message with nothing but it would be: %s',
    (field) => {
      for (const length of [1, 100, 300, 70_000]) {
        const task = aTask('x'.repeat(length));
        const { number } = Response_GetTasks.fieldsByName.get(field)!;
        const element = Buffer.from(TaskType.encodeElement(number, task));
        expect(element.equals(Response_GetTasks.encode({ [field]: [task] }))).toBe(true);
      }
    },
  );

  it('is lent until the next message is written', () => {
    const first = TaskType.encodeElement(1, aTask('one'));
    const copy = Buffer.from(first);
    TaskType.encode(aTask('two'));
    expect(copy.equals(first)).toBe(false);
  });

  it('is refused when it lacks a field, which is named', () => {
    const { name: _name, ...nameless } = aTask('one');
    expect(() => TaskType.encodeElement(1, nameless as Task)).toThrow('Not initialized: name');
  });
});
