/**
 * How far each machine of a window is, and what frameworks said when they were asked to leave it: an
 * inverse offer for each that has something there, which it accepts, declines or has yet to answer.
 */
import type { Machine } from './maintenance-window.ts';

export interface Status {
  readonly draining_machines?: readonly {
    readonly id: Machine;
    readonly statuses?: readonly {
      readonly status: string;
      readonly framework_id?: { readonly value: string };
    }[];
  }[];
  readonly down_machines?: readonly Machine[];
}

/** Not answered yet. */
export interface InverseOffer {
  readonly machine: Machine;
  readonly framework: string;
  readonly frameworkName: string;
}

export interface MachineRow {
  readonly machine: Machine;
  readonly state: 'scheduled' | 'draining' | 'down';
  readonly accepted: number;
  readonly declined: number;
  /** Names of those that have not answered. */
  readonly waiting: readonly string[];
}

/** @compat Upper case does not matter in names of hosts. */
export const isSame = (left: Machine, right: Machine): boolean =>
  (left.hostname ?? '').toLowerCase() === (right.hostname ?? '').toLowerCase() &&
  (left.ip ?? '') === (right.ip ?? '');

export const nameOf = ({ hostname = '', ip = '' }: Machine): string =>
  [hostname, ip].filter(Boolean).join(' ');

export function machineRow(
  machine: Machine,
  status: Status | undefined,
  outstanding: readonly InverseOffer[],
): MachineRow {
  const isDown = (status?.down_machines ?? []).some((one) => isSame(one, machine));
  const draining = (status?.draining_machines ?? []).find(({ id }) => isSame(id, machine));
  const answers = (draining?.statuses ?? []).filter((one) => one.status !== 'UNKNOWN');
  const answered = new Set(answers.map(({ framework_id }) => framework_id?.value));
  const asked = outstanding.filter((one) => isSame(one.machine, machine));
  const waiting = new Map(asked.map(({ framework, frameworkName }) => [framework, frameworkName]));
  // Whoever has declined is asked again later; it has answered all the same.
  for (const id of answered) waiting.delete(id ?? '');
  return {
    machine,
    state: isDown ? 'down' : draining === undefined ? 'scheduled' : 'draining',
    accepted: answers.filter((one) => one.status === 'ACCEPT').length,
    declined: answers.filter((one) => one.status === 'DECLINE').length,
    waiting: [...waiting.values()],
  };
}
