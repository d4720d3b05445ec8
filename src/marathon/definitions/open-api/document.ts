/**
 * The API as an OpenAPI 3.1 document. Its schemas are those that bodies are read with, so that it says
 * what is true.
 */
import { z } from 'zod';
import '../schema/group.ts';
import '../schema/pod.ts';
import { type Body, type Operation, type Query, operations } from './operations.ts';

type Json = Readonly<Record<string, unknown>>;

const prefix = '#/components/schemas/';
const ref = (name: string): Json => ({ $ref: `${prefix}${name}` });
const json = (schema: Json): Json => ({ 'application/json': { schema } });

export function openApiDocument(version: string): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Marathon',
      version,
      description: 'Long-running services on a cluster of Mesos. Compatible with Marathon 1.11.',
    },
    paths: paths(),
    components: { schemas: { ...bodySchemas(), ...answerSchemas } },
  };
}

/** Of all schemas that have a name. */
function bodySchemas(): Json {
  const { schemas } = z.toJSONSchema(z.globalRegistry, {
    io: 'input',
    target: 'draft-2020-12',
    uri: (id) => `${prefix}${id}`,
    override: ({ zodSchema, jsonSchema }) => {
      // Left out of what is read in letters of any case, which is no reason not to say it.
      const value = z.globalRegistry.get(zodSchema)?.['default'];
      if (value !== undefined) Object.assign(jsonSchema, { default: value });
    },
  });
  const entries = Object.entries(schemas).map(([name, schema]) => {
    const { $schema: _, $id: __, ...rest } = schema;
    return [name, rest] as const;
  });
  return Object.fromEntries(entries);
}

const text = { type: 'string' };
const errorOfPath = {
  type: 'object',
  properties: { path: text, errors: { type: 'array', items: text } },
};

const answerSchemas: Json = {
  Deployment: {
    type: 'object',
    required: ['version', 'deploymentId'],
    properties: { version: { type: 'string', format: 'date-time' }, deploymentId: text },
  },
  Error: {
    type: 'object',
    required: ['message'],
    properties: {
      message: text,
      details: { anyOf: [text, { type: 'array', items: errorOfPath }] },
      deployments: {
        type: 'array',
        items: { type: 'object', properties: { id: text } },
      },
    },
  },
};

const queries: Readonly<Record<Query, Json>> = {
  force: query('force', { type: 'boolean', default: false }, 'Stop deployments in the way.'),
  forceByDefault: query(
    'force',
    { type: 'boolean', default: true },
    'Stop deployments in the way.',
  ),
  partialUpdate: query(
    'partialUpdate',
    { type: 'boolean', default: true },
    'False: what is left out gets its default.',
  ),
  dryRun: query('dryRun', { type: 'boolean', default: false }, 'Only say what would be done.'),
  embed: query('embed', { type: 'array', items: text }, 'What the answer shall have besides.'),
  scale: query('scale', { type: 'boolean', default: false }, 'Not to be replaced by others.'),
  wipe: query('wipe', { type: 'boolean', default: false }, 'Its data and reservations, too.'),
  host: query('host', text, 'Only those on this host; "*": all.'),
  status: query('status', { type: 'array', items: text }, '"running" or "staging".'),
  cmd: query('cmd', text, 'Part of the command.'),
  id: query('id', text, 'Part of the id.'),
  ids: query('ids', text, 'Whole ids, with commas between them; those that are there.'),
  label: query('label', text, 'Label selectors, with commas between them.'),
  file: query('file', { type: 'string', enum: ['stdout', 'stderr'], default: 'stderr' }, 'Which.'),
  bytes: query(
    'bytes',
    { type: 'integer', minimum: 1, maximum: 65_536, default: 16_384 },
    'How much of its end.',
  ),
  app: query('app', text, 'Id of an app or a pod.'),
  agent: query('agent', { type: 'array', items: text, maxItems: 20 }, 'Ids of agents.'),
  askForOffers: query(
    'askForOffers',
    { type: 'boolean' },
    'Mesos is asked for offers where none are here.',
  ),
  eventType: query('event_type', { type: 'array', items: text }, 'Only events of these types.'),
};

function query(name: string, schema: Json, description: string): Json {
  return { name, in: 'query', schema, description };
}

const bodies: Readonly<Record<Body, Json>> = {
  App: ref('App'),
  AppUpdate: ref('AppUpdate'),
  AppUpdates: { type: 'array', items: ref('AppUpdate') },
  Pod: ref('Pod'),
  GroupUpdate: ref('GroupUpdate'),
  GroupPartialUpdate: ref('GroupPartialUpdate'),
  TaskIds: ref('TaskIds'),
  InstanceIds: { type: 'array', items: text },
  Candidate: {
    type: 'object',
    minProperties: 1,
    maxProperties: 1,
    properties: { app: ref('AppUpdate'), pod: ref('Pod') },
  },
};

function paths(): Json {
  const found: Record<string, Record<string, Json>> = {};
  for (const operation of operations) {
    (found[operation.path] ??= {})[operation.method] = describe(operation);
  }
  return found;
}

function describe(operation: Operation): Json {
  const { method, path, summary, body, success = 200 } = operation;
  const parameters = [
    ...pathParameters(path),
    ...(operation.query ?? []).map((each) => queries[each]),
  ];
  return {
    operationId: operationId(method, path),
    summary,
    ...(parameters.length > 0 && { parameters }),
    ...(body !== undefined && { requestBody: { required: true, content: json(bodies[body]) } }),
    responses: {
      [success]: { description: 'Done.', ...answerOf(operation) },
      ...(body !== undefined && {
        400: { description: 'The body is not JSON.', content: json(ref('Error')) },
        422: { description: 'A value is wrong: see `details`.', content: json(ref('Error')) },
      }),
      ...(path.includes('{') && {
        404: { description: 'There is none.', content: json(ref('Error')) },
      }),
      ...(method !== 'get' && {
        409: { description: 'A deployment is in the way.', content: json(ref('Error')) },
      }),
    },
  };
}

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: text,
  }));
}

function operationId(method: string, path: string): string {
  const words = path.split(/\W+/).filter((word) => word !== '' && word !== 'v2');
  return [method, ...words].map((word, index) => (index === 0 ? word : capitalized(word))).join('');
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function answerOf({ answer }: Operation): Json {
  if (answer === 'none') return {};
  if (answer === 'text') return { content: { 'text/plain': { schema: text } } };
  if (answer === 'events') return { content: { 'text/event-stream': { schema: text } } };
  return { content: json(answer === undefined ? {} : ref(answer)) };
}
