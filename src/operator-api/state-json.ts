/**
 * The JSON of the older endpoints (/state, /tasks, /slaves, ...), which master and agent write with
 * the same functions: flat objects with v0 names ("slave_id"), resources summed up by name. A file
 * of older-json/ for each kind of thing.
 */
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
  quoted,
  quotedList,
  secondsJson,
  stringJson,
  type JsonField,
} from './older-json/text.ts';
