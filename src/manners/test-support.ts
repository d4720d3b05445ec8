/** For tests: what endpoints say of who may. */
import { nobodyAsked } from '../security/authorization.ts';

/** Of an endpoint that is about something else. */
export const unguarded = { realm: 'open', authorize: nobodyAsked('of a test') } as const;
