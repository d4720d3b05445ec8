/** GET /metrics: what Prometheus scrapes, in its own format or, for who asks for it, in OpenMetrics. */
import {
  type HttpRequest,
  type HttpResponse,
  acceptsMediaType,
  bytes,
  findHeader,
} from '../../foundation/http/index.ts';
import type { MetricsSource } from '../../foundation/metrics/registry.ts';
import type { EndpointRouter } from '../../manners/index.ts';
import { onPath } from '../../security/authorization.ts';
import { Exposer, type Format } from './exposition.ts';

export function registerPrometheus(router: EndpointRouter, metrics: MetricsSource): void {
  const exposer = new Exposer(metrics);
  router.register('/metrics', (request) => scrape(exposer, request), {
    realm: 'readonly',
    // The same numbers: who may see the one may see the other.
    authorize: onPath('/metrics/snapshot'),
    below: 'slash',
    methods: ['GET', 'HEAD'],
    summary: 'All metrics for Prometheus; in OpenMetrics when `Accept` asks for it.',
  });
}

async function scrape(exposer: Exposer, request: HttpRequest): Promise<HttpResponse> {
  const { contentType, text } = await exposer.expose(formatFor(request));
  return bytes(contentType, text);
}

/** Prometheus names OpenMetrics first where it prefers it; `*` alone does not ask for it. */
function formatFor(request: HttpRequest): Format {
  const accept = findHeader(request, 'accept') ?? '';
  const isNamed = accept.includes('application/openmetrics-text');
  return isNamed && acceptsMediaType(accept, 'application/openmetrics-text')
    ? 'openmetrics'
    : 'prometheus';
}
