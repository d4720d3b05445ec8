/**
 * The HTTP room's door: server, routes, requests and answers, client. It serves any program; how Mesos
 * names and wraps things is in src/manners.
 */
export * from './browser-guard.ts';
export * from './client.ts';
export * from './date.ts';
export * from './errors.ts';
export * from './event-stream.ts';
export * from './limits.ts';
export * from './negotiation.ts';
export * from './request.ts';
export * from './response.ts';
export * from './route-table.ts';
export * from './router.ts';
export * from './routing.ts';
export * from './server.ts';
export { type LogFollower, SharedLog } from './shared-log.ts';
export { parseQuery, type Target } from './target.ts';
export { type Unread, UnreadBudget } from './unread.ts';
export type { WebSocketLink, WebSocketMessage } from './web-socket.ts';
