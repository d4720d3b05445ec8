/** Removes the images that no container uses, but those that the call, or --image_gc_config, wants to be kept. */
import { once } from '../../security/authorization.ts';
import { empty } from '../../foundation/http/index.ts';
import type { AgentCall } from './agent-call.ts';

export const pruneImages: AgentCall = {
  name: 'PRUNE_IMAGES',
  authorize: once('PRUNE_IMAGES'),
  apply: async ({ images, log }, call) => {
    const excluded = call.prune_images?.excluded_images ?? [];
    const removed = (await images?.provisioner.prune([...excluded, ...images.kept])) ?? [];
    for (const name of removed) log.info(`Removed image '${name}'`);
    return empty();
  },
};
