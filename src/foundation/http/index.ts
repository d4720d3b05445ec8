/** The HTTP room's door: server, router, requests and answers, client. */
export * from './browser-guard.ts';
export * from './client.ts';
export * from './date.ts';
export * from './errors.ts';
export * from './event-stream.ts';
export * from './limits.ts';
export * from './negotiation.ts';
export * from './request.ts';
export * from './response.ts';
export * from './router.ts';
export * from './server.ts';
export { type LogFollower, SharedLog } from './shared-log.ts';
export { parseQuery } from './target.ts';
export { type Unread, UnreadBudget } from './unread.ts';
