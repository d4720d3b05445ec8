/**
 * A framework that always wants more: of each offer it takes all that nobody has reserved, in commands
 * of about the same size, so that what comes back when one ends is about what anybody takes next.
 * Without this, leftovers on their way back would count as somebody's share for a moment.
 */
import type { Random } from '../../foundation/random.ts';
import type { Offer, Offer_Operation, Resource } from '../../protocol/generated/mesos.ts';
import { fromThousandths } from '../../resources/entry.ts';
import { Resources } from '../../resources/resources.ts';
import { plainOf } from '../watchers/role-books.ts';
import { type MadeTask, launchOn } from './task-making.ts';

export interface Greed {
  /** How long its commands run. */
  readonly leastMs: number;
  readonly mostMs: number;
}

interface GreedyTaking {
  readonly offer: Offer;
  readonly greed: Greed;
  readonly random: Random;
  readonly nextTaskId: () => string;
  readonly note: (task: MadeTask) => void;
}

/** What it refuses beside is nothing that it would take: reservations, or a rest without cpus. */
export const greedyRefuseSecs = 3600;
const usualCpus = 500;
const leastCpus = 10;

/** Nothing: there are no cpus in it that nobody has reserved. */
export function takeAll(taking: GreedyTaking): Offer_Operation[] {
  const { offer, greed, random, nextTaskId, note } = taking;
  const all = plainOf(Resources.fromMessages(offer.resources));
  const cpus = all.get('cpus') ?? 0;
  if (cpus < leastCpus) return [];
  const count = Math.max(1, Math.floor(cpus / usualCpus));
  return Array.from({ length: count }, (_, index) => {
    const task: MadeTask = {
      id: nextTaskId(),
      agentId: offer.agent_id.value,
      host: offer.hostname,
      kind: 'command',
      runMs: Math.floor(greed.leastMs + random.next() * (greed.mostMs - greed.leastMs)),
      exitCode: 0,
    };
    note(task);
    const parts = [...all].map(([name, amount]) => {
      const part = Math.floor(amount / count);
      return [name, index === 0 ? amount - part * (count - 1) : part] as const;
    });
    return launchOn(task, offer, scalarsOf(parts, offer));
  });
}

function scalarsOf(amounts: readonly (readonly [string, number])[], offer: Offer): Resource[] {
  return amounts
    .filter(([, amount]) => amount > 0)
    .map(([name, amount]) => ({
      name,
      type: 'SCALAR',
      scalar: { value: fromThousandths(amount) },
      allocation_info: { role: offer.allocation_info?.role ?? '*' },
    }));
}
