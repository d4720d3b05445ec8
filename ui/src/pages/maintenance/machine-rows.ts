/**
 * How far each machine of a window is, and what frameworks said when they were asked to leave it: an
 * inverse offer for each that has something there, which it accepts, declines or has yet to answer.
 */
import type { Machine } from './maintenance-window.ts';

interface Draining {
  readonly id: Machine;
  /** One for each agent and framework. */
  readonly statuses?: readonly {
    readonly status: string;
    readonly framework_id?: { readonly value: string };
  }[];
}

export interface Status {
  readonly draining_machines?: readonly Draining[];
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
  /** Frameworks. */
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
  const answers = answersOf(draining?.statuses ?? []);
  const asked = outstanding.filter((one) => isSame(one.machine, machine));
  const waiting = new Map(asked.map(({ framework, frameworkName }) => [framework, frameworkName]));
  // Whoever has answered is asked again later; it has answered all the same.
  for (const framework of answers.keys()) waiting.delete(framework);
  const declined = [...answers.values()].filter((isAccepted) => !isAccepted).length;
  return {
    machine,
    state: isDown ? 'down' : draining === undefined ? 'scheduled' : 'draining',
    accepted: answers.size - declined,
    declined,
    waiting: [...waiting.values()],
  };
}

/** By framework: whether it accepts for all of the machine's agents that it was asked about. */
function answersOf(statuses: Draining['statuses'] & object): ReadonlyMap<string, boolean> {
  const accepted = new Map<string, boolean>();
  for (const { status, framework_id } of statuses) {
    if (status === 'UNKNOWN') continue;
    const framework = framework_id?.value ?? '';
    accepted.set(framework, status === 'ACCEPT' && accepted.get(framework) !== false);
  }
  return accepted;
}
