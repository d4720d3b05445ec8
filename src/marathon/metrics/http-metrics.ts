/** What the HTTP server counts: how many ask, for how long, and how much goes in and out. */
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../foundation/clock.ts';
import type { MarathonMetrics } from './registry.ts';

const timedMethods = ['get', 'post', 'put', 'delete'] as const;

export class HttpMetrics {
  readonly #clock: Clock;
  readonly #metrics: MarathonMetrics;
  readonly #all;
  readonly #byMethod;
  readonly #byStatus;
  #active = 0;

  constructor(clock: Clock, metrics: MarathonMetrics) {
    this.#clock = clock;
    this.#metrics = metrics;
    metrics.gauge('http.requests.active.gauge', () => this.#active);
    this.#all = metrics.timer('http.requests.duration.timer.seconds');
    this.#byMethod = new Map<string, ReturnType<MarathonMetrics['timer']>>(
      timedMethods.map((method) => [
        method.toUpperCase(),
        metrics.timer(`http.requests.${method}.duration.timer.seconds`),
      ]),
    );
    this.#byStatus = [1, 2, 3, 4, 5].map((first) =>
      metrics.meter(`http.responses.${first}xx.rate.meter`),
    );
    for (const name of [
      'requests.size',
      'responses.size',
      'responses.size.gzipped',
      'responses.event-stream.size',
    ]) {
      metrics.counter(`http.${name}.counter.bytes`);
    }
  }

  watch(server: FastifyInstance): void {
    server.addHook('onRequest', async (request, reply) => {
      const startMs = this.#clock.now();
      this.#active++;
      reply.raw.once('close', () => {
        this.#active--;
        const durationMs = this.#clock.now() - startMs;
        this.#all.record(durationMs);
        this.#byMethod.get(request.method)?.record(durationMs);
        this.#byStatus[Math.floor(reply.raw.statusCode / 100) - 1]?.mark();
        this.#add('requests.size', Number(request.headers['content-length'] ?? 0));
      });
    });
  }

  sent(bytes: number, packedBytes: number | undefined): void {
    this.#add('responses.size', packedBytes ?? bytes);
    if (packedBytes !== undefined) this.#add('responses.size.gzipped', packedBytes);
  }

  sentEvents(bytes: number): void {
    this.#add('responses.event-stream.size', bytes);
  }

  #add(name: string, bytes: number): void {
    this.#metrics.counter(`http.${name}.counter.bytes`).increment(bytes);
  }
}
