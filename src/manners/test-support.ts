/** For tests: what endpoints say of who may. */
import { type Authorization, nobodyAsked } from '../security/authorization.ts';
import type { Endpoint } from './endpoint.ts';

/** Of an endpoint that is about something else. */
export const unguarded = { realm: 'open', authorize: nobodyAsked('of a test') } as const;

/** "UPDATE_WEIGHT", "each VIEW_ROLE", "nobody", or one of them for each method. */
export function actionsOf({ options: { authorize } }: Endpoint): string {
  if (authorize.asked !== undefined) return textOf(authorize);
  return Object.entries(authorize)
    .map(([method, slot]) => `${method} ${textOf(slot!)}`)
    .join(', ');
}

function textOf(slot: Authorization<never>): string {
  if (slot.asked === 'nobody') return 'nobody';
  const actions = slot.actions.join(' ');
  if (slot.asked === 'for each') return `each ${actions}`;
  const then = slot.thenForEach ?? [];
  return then.length === 0 ? actions : `${actions}, then each ${then.join(' ')}`;
}
