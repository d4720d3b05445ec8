import { describe, expect, it } from 'vitest';
import { TestApi } from '../../test-support/test-api.ts';

describe('/metrics', () => {
  it('is JSON by kind, with what there is and what happened', async () => {
    const api = new TestApi();
    const body = { id: '/shop/a', cmd: 'sleep 1', cpus: 0.1, mem: 32 };
    await api.ask('POST', '/v2/apps', { body });
    api.test.settle();
    api.metrics.counter('mesos.offers.used.counter').increment(3);
    api.metrics.meter('http.responses.2xx.rate.meter').mark();
    const timer = api.metrics.timer('http.requests.duration.timer.seconds');
    for (const ms of [10, 20, 30, 40]) timer.record(ms);
    const metrics = await api.json('GET', '/metrics', { accept: 'application/json' });
    expect(metrics).toMatchObject({
      version: '4.0.0',
      counters: { 'marathon.mesos.offers.used.counter': { count: 3 } },
      histograms: {},
      meters: { 'marathon.http.responses.2xx.rate.meter': { count: 1, units: 'events/second' } },
    });
    expect(metrics.gauges).toMatchObject({
      'marathon.apps.active.gauge': { value: 1 },
      'marathon.pods.active.gauge': { value: 0 },
      'marathon.groups.active.gauge': { value: 2 },
      'marathon.deployments.active.gauge': { value: 0 },
      'marathon.instances.running.gauge': { value: 1 },
      'marathon.instances.staged.gauge': { value: 0 },
      'marathon.instances.inflight-kills.gauge': { value: 0 },
    });
    expect(metrics.gauges['marathon.leadership.duration.gauge.seconds'].value).toBeGreaterThan(0);
    expect(metrics.timers['marathon.http.requests.duration.timer.seconds']).toMatchObject({
      count: 4,
      min: 0.01,
      mean: 0.025,
      max: 0.04,
      p50: 0.02,
      p75: 0.03,
      p999: 0.04,
      duration_units: 'seconds',
      rate_units: 'calls/second',
    });
  });

  it('is text for Prometheus, by path or by what it accepts', async () => {
    const api = new TestApi();
    api.metrics.counter('mesos.offer-operations.launch-group.counter').increment();
    api.metrics.timer('http.requests.get.duration.timer.seconds').record(20);
    const accept = 'application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*';
    const scraped = await api.ask('GET', '/metrics', { accept });
    expect(scraped.headers).toEqual({
      'Content-Type': 'text/plain; version=0.0.4; charset=utf-8',
    });
    const lines = String(scraped.body).split('\n');
    for (const line of [
      '# TYPE marathon_apps_active_gauge gauge',
      'marathon_apps_active_gauge 0',
      '# TYPE marathon_mesos_offer_operations_launch_group_counter counter',
      'marathon_mesos_offer_operations_launch_group_counter 1',
      '# TYPE marathon_http_requests_get_duration_timer_seconds summary',
      'marathon_http_requests_get_duration_timer_seconds{quantile="0.99"} 0.02',
      'marathon_http_requests_get_duration_timer_seconds_count 1',
      'marathon_http_requests_get_duration_timer_seconds_max 0.02',
    ]) {
      expect(lines).toContain(line);
    }
    expect((await api.ask('GET', '/metrics/prometheus')).status).toBe(200);
    const without = { ...api.api, system: { ...api.api.system, servesPrometheus: false } };
    Object.assign(api, { api: without });
    expect(await api.ask('GET', '/metrics/prometheus')).toEqual({
      status: 404,
      body: { message: 'Prometheus reporter is disabled' },
    });
  });
});

describe('a rate', () => {
  it('fades, and counts for ever', () => {
    const api = new TestApi();
    const meter = api.metrics.meter('odd.meter');
    for (let second = 0; second < 60; second++) {
      meter.mark();
      api.test.run(1000);
    }
    const { count, m1_rate, mean_rate } = meter.read();
    expect(count).toBe(60);
    expect(m1_rate).toBeCloseTo(1, 1);
    expect(mean_rate).toBeCloseTo(1, 1);
    api.test.run(600_000);
    expect(meter.read().m1_rate).toBeLessThan(0.001);
    expect(meter.read().m15_rate).toBeGreaterThan(0.1);
  });
});

describe('/logging', () => {
  it('shows levels, and sets them for a while', async () => {
    const api = new TestApi();
    const lines: string[] = [];
    const log = { info: (text: string) => lines.push(text) } as never;
    const filtered = api.levels.filtered(log, 'http');
    const name = 'mesosphere.marathon.http';
    expect(await api.json('GET', '/logging')).toEqual({
      ROOT: 'INFO',
      'mesosphere.marathon': 'INFO (inherited)',
      [name]: 'INFO (inherited)',
    });
    filtered.info('one');
    filtered.verbose(1, 'two');
    const quiet = { logger: 'mesosphere.marathon', level: 'off', durationSeconds: 60 };
    expect(await api.json('POST', '/logging', { body: quiet })).toMatchObject({
      'mesosphere.marathon': 'OFF',
      [name]: 'OFF (inherited)',
    });
    filtered.info('three');
    api.test.run(61_000);
    filtered.info('four');
    await api.ask('POST', '/logging', { body: { logger: name, level: 'DEBUG' } });
    filtered.verbose(1, 'five');
    filtered.verbose(2, 'six');
    expect(lines).toEqual(['one', 'four', 'five']);
  });

  it('refuses levels and loggers that are none', async () => {
    const api = new TestApi();
    for (const body of [
      { logger: 'ROOT', level: 'LOUD' },
      { logger: '', level: 'INFO' },
      { logger: 'org.apache', level: 'INFO' },
      { logger: 'ROOT', level: 'INFO', durationSeconds: -1 },
      {},
      undefined,
    ]) {
      expect((await api.ask('POST', '/logging', { body })).status).toBe(422);
    }
    expect(await api.json('GET', '/logging')).toMatchObject({ ROOT: 'INFO' });
  });
});

describe('pages', () => {
  it('lead to the console and to the document of the API', async () => {
    const api = new TestApi();
    expect(await api.ask('GET', '/')).toEqual({ status: 302, headers: { Location: '/ui/' } });
    expect(await api.ask('GET', '/help')).toEqual({
      status: 302,
      headers: { Location: '/api-console/index.html' },
    });
    const page = await api.ask('GET', '/api-console/index.html');
    expect(page.headers).toEqual({ 'Content-Type': 'text/html; charset=utf-8' });
    expect(page.body).toContain('<code>POST /v2/apps</code>');
    const document = await api.json('GET', '/public/api/openapi.json');
    expect(document.openapi).toBe('3.1.0');
    expect(document.paths['/v2/apps/{id}'].put.requestBody.content['application/json']).toEqual({
      schema: { $ref: '#/components/schemas/AppUpdate' },
    });
    expect(await api.json('GET', '/config')).toEqual({ framework_name: 'marathon' });
  });
});
