/** Removes images that nothing uses. There is no image store yet, so there is never one to remove. */
import { empty } from '../../foundation/http/index.ts';
import type { AgentCall } from './agent-call.ts';

export const pruneImages: AgentCall = { name: 'PRUNE_IMAGES', apply: () => empty() };
