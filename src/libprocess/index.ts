/** The libprocess room's door: process ids, messages in, messages out. */
export * from './message-handler.ts';
export { readPeerAddressRule } from './peer-address.ts';
export * from './server.ts';
export { makeTransportNetwork } from './transport-network.ts';
export * from './transport.ts';
export * from './upid.ts';
