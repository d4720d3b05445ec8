/** The door of static files: pages and what belongs to them, from a directory or from memory. */
export { bundleSource } from './bundle.ts';
export { directorySource } from './directory.ts';
export { hasHashedName, serveStatic, type StaticOptions } from './serve.ts';
export type { StaticSource } from './source.ts';
