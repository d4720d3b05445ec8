/** For tests: what an endpoint says of itself when nobody is asked. */
import { nobodyAsked } from '../security/authorization.ts';

export const unguarded = { realm: 'open', authorize: nobodyAsked('of a test') } as const;
