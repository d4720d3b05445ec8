/**
 * Answers of v1 calls whose lists are written even when they are empty (the usual mapping leaves
 * empty lists out): Mesos writes GET_TASKS, GET_FRAMEWORKS, GET_EXECUTORS and GET_STATE this way.
 */
import type { MessageType } from '../protocol/codec/message.ts';
import { objectJson, type JsonField } from './older-json/text.ts';

/** The message as JSON with every one of its own repeated fields. */
export function jsonWithEmptyLists<T extends object>(type: MessageType<T>, message: T): string {
  const given = message as Record<string, unknown>;
  return objectJson(
    type.fields.map(({ name, label }): JsonField => {
      const value = given[name];
      const isEmpty = value === undefined || (Array.isArray(value) && value.length === 0);
      if (isEmpty) return [name, label === 'repeated' ? '[]' : undefined];
      return [name, fieldJson(type, name, value)];
    }),
  );
}

/** The field alone, cut out of the JSON of a message that has nothing else. */
function fieldJson<T extends object>(type: MessageType<T>, name: string, value: unknown): string {
  return type.toJson({ [name]: value } as T).slice(`{"${name}":`.length, -1);
}

/** {"type":"GET_TASKS","get_tasks":{...}} */
export function responseJson(type: string, bodyJson: string): string {
  return objectJson([
    ['type', JSON.stringify(type)],
    [type.toLowerCase(), bodyJson],
  ]);
}
