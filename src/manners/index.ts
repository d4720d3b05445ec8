/** The door of Mesos' manners on HTTP: how endpoints of master and agent are named and asked for. */
export { actionsOf } from './endpoint.ts';
export type { Endpoint, EndpointHandler, EndpointOptions, EndpointRequest } from './endpoint.ts';
export { EndpointRouter } from './endpoint-router.ts';
export { type Access, openAccess } from './access.ts';
export { behindFirewall, parseFirewall } from './firewall.ts';
