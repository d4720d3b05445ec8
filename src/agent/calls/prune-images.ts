/** Removes images that nothing uses. There is no image store yet, so there is never one to remove. */
import { once } from '../../security/authorization.ts';
import { empty } from '../../foundation/http/index.ts';
import type { AgentCall } from './agent-call.ts';

export const pruneImages: AgentCall = {
  name: 'PRUNE_IMAGES',
  authorize: once('PRUNE_IMAGES'),
  apply: () => empty(),
};
