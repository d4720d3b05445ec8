/**
 * For the tests of what JSON reads as: cases, and how they are held. What Mesos makes of each was
 * found by running its own reader on the text; where ours answers otherwise the case says why.
 */
import { expect, it } from 'vitest';
import { parseJson } from '../../json-text.ts';
import { FrameworkInfo, TaskStatus } from '../../generated/mesos.ts';
import { DecodeError } from '../errors.ts';
import type { MessageType } from '../message.ts';

export type Case = readonly [type: MessageType<object>, json: string, outcome: object | string];

export function outcomeOf(type: MessageType<object>, json: string): object | string {
  const parsed = parseJson(json);
  if (!parsed.ok) return parsed.error;
  try {
    return type.fromJson(parsed.value);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return error.message;
  }
}

export function holds(cases: readonly Case[]): void {
  for (const [type, json, outcome] of cases) {
    it(`${type.typeName}: ${json}`, () => {
      expect(outcomeOf(type, json)).toEqual(outcome);
    });
  }
}

/** A framework with one more field. */
export function framework(field: string, outcome: object | string): Case {
  const read = typeof outcome === 'string' ? outcome : { user: 'u', name: 'n', ...outcome };
  return [FrameworkInfo, `{"user":"u","name":"n",${field}}`, read];
}

export function status(field: string, outcome: object | string): Case {
  const read =
    typeof outcome === 'string'
      ? outcome
      : { task_id: { value: 't' }, state: 'TASK_RUNNING', ...outcome };
  return [TaskStatus, `{"task_id":{"value":"t"},"state":"TASK_RUNNING",${field}}`, read];
}

export function notExpecting(kind: string, place: string): string {
  return `Not expecting a JSON ${kind} for field ${place}`;
}

export function notParsed(text: string, kind: string, field: string, why: string): string {
  return `Failed to parse '${text}' as a JSON ${kind} for field '${field}': ${why}`;
}

export const trailing = 'Parsed JSON included non-whitespace trailing characters: ';
export const syntax = 'syntax error at line 1 near: ';
export const otherType = 'Unexpected JSON type parsed';
