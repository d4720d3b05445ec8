/**
 * Tells those who follow Marathon of what follows from what became of instances: not before that, which
 * is told once it is stored.
 */
import type { Core } from './environment.ts';
import type { MarathonEvent } from './events.ts';

export function tell(core: Core, event: MarathonEvent): void {
  core.instances.whenStored(() => core.publish(event));
}
