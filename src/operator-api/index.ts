/** The door of what master and agent share of the operator API. */
export {
  negotiateAnswer,
  parseJsonBody,
  readCallBody,
  readMessage,
  type MessageMediaType,
} from './call-body.ts';
export {
  createCallHandler,
  registerCallEndpoint,
  reply,
  type CallAnswer,
  type CallEndpoint,
  type CallRequest,
  type OperatorCall,
} from './call-handler.ts';
export { recordStreamHead } from './streamed-call.ts';
export type { JsonAnswer, JsonCall, JsonMessage } from './json-calls.ts';
export { commonCalls } from './common-calls.ts';
export { registerCommonEndpoints } from './common-endpoints.ts';
export { escapeHtml } from './help.ts';
export { registerUnsupportedEndpoints } from './unsupported-endpoints.ts';
export type { CommonContext } from './context.ts';
export {
  agentDialect,
  cannotAccept,
  executorDialect,
  jsonType,
  masterDialect,
  protobufType,
  recordioType,
  schedulerDialect,
  type CallDialect,
} from './dialect.ts';
export { jsonWithEmptyLists, responseJson } from './response-json.ts';
// The JSON of the older endpoints (/state, /tasks, ...): flat objects with v0 names, resources by name.
export { attributesJson } from './older-json/attributes.ts';
export {
  fullResourcesJson,
  quantitiesJson,
  reservationsJson,
  resourcesJson,
} from './older-json/resources.ts';
export {
  allocationRole,
  labelsJson,
  queuedTaskJson,
  taskJson,
  taskPartsOf,
} from './older-json/task.ts';
export {
  arrayJson,
  objectJson,
  optionalField,
  quotedList,
  secondsJson,
  stringJson,
  type JsonField,
} from './older-json/text.ts';
export { versionJson } from './version.ts';
export { quoted } from '../protocol/codec/json-write.ts';
