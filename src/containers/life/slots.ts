/** The life of containers and launchers know it from here; isolators, which are below, from its own place. */
export { Slots } from '../slots.ts';
