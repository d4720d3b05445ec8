/** The process itself: its metrics, loggers and flags, and what there is to read about the API. */
import { z } from 'zod';
import { openApiDocument } from '../../definitions/open-api/document.ts';
import { parse } from '../../definitions/parse.ts';
import { logLevels } from '../../log-levels.ts';
import { metricsJson, prometheusText } from '../../metrics/render.ts';
import { message, notFound, ok, refusalAnswer, type Answer, type ApiRequest } from '../answer.ts';
import type { Api } from '../api.ts';
import { consolePage } from '../views/console.ts';
import { onlyGet } from './apps.ts';

type Route = (api: Api, request: ApiRequest) => Answer | Promise<Answer>;

const prometheusType = 'text/plain; version=0.0.4; charset=utf-8';
const msPerSecond = 1000;

/** By path. */
export const systemRoutes: Readonly<Record<string, Route>> = {
  '/': redirect('/ui/'),
  '/ui': redirect('/api-console/index.html'),
  '/help': redirect('/api-console/index.html'),
  '/api-console': redirect('/api-console/index.html'),
  '/api-console/index.html': (api, request) =>
    onlyGet(request, () =>
      ok(consolePage(documentOf(api)), { 'Content-Type': 'text/html; charset=utf-8' }),
    ),
  '/public/api/openapi.json': (api, request) => onlyGet(request, () => ok(documentOf(api))),
  '/metrics': (api, request) => onlyGet(request, () => metrics(api, request)),
  '/metrics/prometheus': (api, request) => onlyGet(request, () => prometheus(api)),
  '/config': ({ system }, request) => onlyGet(request, () => ok(system.config)),
  '/logging': logging,
};

function redirect(location: string): Route {
  return (_api, request) =>
    onlyGet(request, () => ({ status: 302, headers: { Location: location } }));
}

function documentOf({ info }: Api): ReturnType<typeof openApiDocument> {
  return openApiDocument(String(info['version']));
}

/** JSON, as ever; but Prometheus, which prefers text, is given what it can read. */
function metrics(api: Api, { accept }: ApiRequest): Answer | Promise<Answer> {
  const wantsText = /openmetrics-text|text\/plain/i.test(accept) && !/json/i.test(accept);
  return wantsText ? prometheus(api) : ok(metricsJson(api.system.metrics.read()));
}

async function prometheus({ system }: Api): Promise<Answer> {
  if (!system.servesPrometheus) return notFound('Prometheus reporter is disabled');
  const text = await prometheusText(system.metrics.read());
  return ok(text, { 'Content-Type': prometheusType });
}

const loggerChange = z.object({
  level: z.preprocess(
    (level) => (typeof level === 'string' ? level.toUpperCase() : level),
    z.enum(logLevels),
  ),
  logger: z.string().min(1),
  durationSeconds: z.number().positive().max(1e9).optional(),
});

function logging({ system }: Api, request: ApiRequest): Answer | Promise<Answer> {
  const { levels } = system;
  if (request.method !== 'POST') return onlyGet(request, () => ok(levels.all()));
  const read = parse(loggerChange, request.body);
  if (!read.ok) return refusalAnswer(read.error);
  const { level, logger, durationSeconds } = read.value;
  if (!levels.has(logger)) {
    const names = Object.keys(levels.all()).join(', ');
    return message(422, `There is no logger '${logger}'; there are ${names}`);
  }
  const durationMs = durationSeconds === undefined ? undefined : durationSeconds * msPerSecond;
  levels.set(logger, level, durationMs);
  return ok(levels.all());
}

/** What may be asked of a path. */
export function options({ path }: ApiRequest): Answer {
  const allowed = allowedAt(path);
  return allowed === undefined
    ? notFound(`URI not found: ${path}`)
    : { status: 200, headers: { Allow: allowed.join(', ') } };
}

/** First match counts. */
const methods: readonly (readonly [RegExp, string])[] = [
  [/^\/v2\/apps$/, 'GET POST PUT PATCH'],
  [/^\/v2\/apps\/.+\/tasks(\/[^/]+)?$/, 'GET DELETE'],
  [/^\/v2\/apps\/.+\/(versions(\/[^/]+)?|explain)$/, 'GET'],
  [/^\/v2\/apps\/.+\/restart$/, 'POST'],
  [/^\/v2\/apps\/.+$/, 'GET PUT PATCH DELETE'],
  [/^\/v2\/groups(\/.+)?\/(versions(\/[^/]+)?|apps)$/, 'GET'],
  [/^\/v2\/groups(\/.+)?$/, 'GET POST PUT PATCH DELETE'],
  [/^\/v2\/pods$/, 'GET POST'],
  [/^\/v2\/pods.*::(status|versions)/, 'GET'],
  [/^\/v2\/pods.*::instances/, 'DELETE'],
  [/^\/v2\/pods\/.+$/, 'GET PUT DELETE'],
  [/^\/v2\/tasks\/delete$/, 'POST'],
  [/^\/v2\/deployments\/.+$/, 'DELETE'],
  [/^\/v2\/queue\/.+\/delay$/, 'DELETE'],
  [/^\/v2\/leader$/, 'GET DELETE'],
  [/^\/v2\/(tasks|deployments|queue|info|plugins|events)$/, 'GET'],
  [/^\/logging$/, 'GET POST'],
  [/^\/ping$/, 'GET'],
];

function allowedAt(path: string): readonly string[] | undefined {
  const found = methods.find(([pattern]) => pattern.test(path))?.[1];
  const names = found ?? (Object.hasOwn(systemRoutes, path) ? 'GET' : undefined);
  if (names === undefined) return undefined;
  const own = names.split(' ');
  return [...own, ...(own.includes('GET') ? ['HEAD'] : []), 'OPTIONS'];
}
