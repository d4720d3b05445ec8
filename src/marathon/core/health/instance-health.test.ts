import { describe, expect, it } from 'vitest';
import type { AppDefinition } from '../../model/app.ts';
import type { AppHealthCheck, ReadinessCheck } from '../../model/checks.ts';
import { anApp, TestMarathon } from '../../test-support/test-marathon.ts';
import type { ProbeOutcome } from '../environment.ts';

const httpCheck: AppHealthCheck = {
  protocol: 'HTTP',
  path: '/health',
  portIndex: 0,
  gracePeriodSeconds: 30,
  intervalSeconds: 10,
  timeoutSeconds: 5,
  maxConsecutiveFailures: 3,
  delaySeconds: 15,
  ipProtocol: 'IPv4',
};
const readinessCheck: ReadinessCheck = {
  name: 'ready',
  protocol: 'HTTP',
  path: 'ready',
  portName: 'web',
  intervalSeconds: 20,
  timeoutSeconds: 3,
  httpStatusCodesForReady: [200, 201],
  preserveLastResponse: false,
};
const answer = (status: number): ProbeOutcome => ({ kind: 'answered', status });
const silence: ProbeOutcome = { kind: 'failed', why: 'refused' };

function start(
  outcome: ProbeOutcome,
  checks: Partial<AppHealthCheck> = {},
  app: Partial<AppDefinition> = {},
): TestMarathon {
  const test = new TestMarathon();
  test.probed = () => outcome;
  const portDefinitions = [{ port: 10_000, protocol: 'tcp', name: 'web', labels: {} }];
  test.put(anApp({ portDefinitions, healthChecks: [{ ...httpCheck, ...checks }], ...app }));
  test.until(() => test.mesos.living[0]?.state === 'TASK_RUNNING');
  return test;
}

const onlyInstance = (test: TestMarathon) => [...test.core.instances.of('/app')][0]!;
const isHealthy = (test: TestMarathon) => test.core.health.isHealthy(onlyInstance(test));
const killEvents = (test: TestMarathon) =>
  test.events.filter(({ type }) => type === 'unhealthy_instance_kill_event');

describe('health', () => {
  it('is known soon after the start, at the place where the instance listens', () => {
    const test = start(answer(200));
    expect(isHealthy(test)).toBeUndefined();
    test.run(20);
    expect(isHealthy(test)).toBe(true);
    const { hostPorts } = onlyInstance(test).tasks[0]!;
    expect(test.probes[0]).toEqual({
      kind: 'http',
      host: onlyInstance(test).agent.host,
      port: hostPorts[0],
      path: '/health',
      timeoutMs: 5000,
    });
    expect(test.settle()).toBe(true);
  });

  it.each([
    [200, true],
    [302, true],
    [399, true],
    [400, false],
    [503, false],
    [101, false],
  ])('by status %i is %s', (status, expected) => {
    const test = start(answer(status), { gracePeriodSeconds: 0 });
    test.run(20);
    expect(isHealthy(test)).toBe(expected);
  });

  it('is not touched by 1xx where they are ignored', () => {
    const test = start(answer(101), { gracePeriodSeconds: 0, ignoreHttp1xx: true });
    test.run(60_000);
    expect(isHealthy(test)).toBeUndefined();
    expect(killEvents(test)).toEqual([]);
  });

  it('does not count failures in the grace period before the first success', () => {
    const test = start(silence);
    test.run(29_000);
    expect(isHealthy(test)).toBeUndefined();
    expect(test.core.health.resultsOf(onlyInstance(test).id)).toEqual([undefined]);
    test.run(15_000);
    expect(isHealthy(test)).toBe(false);
  });

  it('counts failures in the grace period after the first success', () => {
    const test = start(answer(200));
    test.run(1000);
    test.probed = () => silence;
    test.run(10_000);
    expect(isHealthy(test)).toBe(false);
    test.probed = () => answer(200);
    test.run(10_000);
    const [result] = test.core.health.resultsOf(onlyInstance(test).id);
    expect(result).toMatchObject({ alive: true, consecutiveFailures: 0 });
  });

  it('is the reason for a kill at one failure more than may be in a row', () => {
    const test = start(answer(200));
    test.settle();
    const { id } = onlyInstance(test);
    test.probed = () => silence;
    test.run(30_500);
    expect(test.core.health.resultsOf(id)[0]).toMatchObject({ consecutiveFailures: 3 });
    expect(killEvents(test)).toEqual([]);
    test.run(10_000);
    expect(killEvents(test)).toHaveLength(1);
    test.probed = () => answer(200);
    test.run(10_000);
    expect(test.core.instances.find(id)).toBeUndefined();
    expect(test.mesos.living).toHaveLength(1);
    // A kill is no failure of the app: nothing is delayed.
    expect(test.core.queue.find('/app')?.delayedUntil).toBeUndefined();
  });

  it('is no reason for a kill where zero failures are the most', () => {
    const test = start(silence, { gracePeriodSeconds: 0, maxConsecutiveFailures: 0 });
    test.run(300_000);
    expect(isHealthy(test)).toBe(false);
    expect(killEvents(test)).toEqual([]);
  });

  it('of an app without checks is that it runs', () => {
    const test = start(silence, {}, { healthChecks: [] });
    expect(isHealthy(test)).toBe(true);
    expect(test.probes).toEqual([]);
  });

  it('needs all checks to be well', () => {
    const healthChecks = [httpCheck, { ...httpCheck, protocol: 'TCP' as const }];
    const test = start(answer(200), {}, { healthChecks });
    test.probed = ({ kind }) => (kind === 'tcp' ? silence : answer(200));
    test.run(5000);
    expect(isHealthy(test)).toBeUndefined();
    test.run(40_000);
    expect(isHealthy(test)).toBe(false);
  });

  it.each(['COMMAND', 'MESOS_HTTP', 'MESOS_HTTPS', 'MESOS_TCP'] as const)(
    'of %s is what Mesos says',
    (protocol) => {
      const test = start(silence, { protocol });
      const taskId = onlyInstance(test).tasks[0]!.taskId;
      expect(isHealthy(test)).toBeUndefined();
      test.mesos.report(taskId, 'TASK_RUNNING', { healthy: true });
      expect(isHealthy(test)).toBe(true);
      expect(test.settle()).toBe(true);
      test.mesos.report(taskId, 'TASK_RUNNING', { healthy: false });
      expect(isHealthy(test)).toBe(false);
      expect(test.probes).toEqual([]);
      test.run(300_000);
      expect(killEvents(test)).toEqual([]);
    },
  );

  it('is asked anew by the next process, with failures counted from there', () => {
    const test = start(answer(200));
    test.settle();
    test.run(60_000);
    test.restart();
    test.run(50);
    expect(isHealthy(test)).toBe(true);
  });

  it('of old instances is asked as they were launched, also by the next process', () => {
    const test = start(silence, {}, { healthChecks: [], portDefinitions: [] });
    test.settle();
    const { id } = onlyInstance(test);
    test.run(60_000);
    const portDefinitions = [{ port: 10_000, protocol: 'tcp', labels: {} }];
    const healthChecks = [{ ...httpCheck, gracePeriodSeconds: 3000 }];
    test.put(anApp({ portDefinitions, healthChecks }));
    test.run(1000);
    test.restart();
    test.run(120_000);
    const old = test.core.instances.find(id)!;
    expect(test.core.health.isHealthy(old)).toBe(true);
    expect(killEvents(test)).toEqual([]);
  });
});

describe('readiness', () => {
  const app = { healthChecks: [], readinessChecks: [readinessCheck] };

  it('is what a deployment waits for', () => {
    const test = start(answer(503), {}, app);
    test.run(100_000);
    expect([...test.core.deployments.running()]).toHaveLength(1);
    expect(test.core.health.readinessOf('/app')).toMatchObject([{ name: 'ready', ready: false }]);
    expect(test.probes[0]).toMatchObject({ path: '/ready', timeoutMs: 3000 });
    test.probed = () => answer(201);
    expect(test.settle()).toBe(true);
    const { length } = test.probes;
    test.run(100_000);
    expect(test.probes).toHaveLength(length);
  });

  it('is asked in its interval, and once more soon after the first time', () => {
    const test = start(answer(503), {}, app);
    test.run(61_000);
    expect(test.probes).toHaveLength(5);
  });

  it('keeps the last answer where that is wished, 504 where there was none', () => {
    const keeping = { ...readinessCheck, preserveLastResponse: true };
    const test = start(silence, {}, { ...app, readinessChecks: [keeping] });
    test.run(100);
    expect(test.core.health.readinessOf('/app')[0]!.lastResponse).toMatchObject({ status: 504 });
  });

  it('is not asked any more once nobody waits for it', () => {
    const test = start(answer(503), {}, app);
    test.run(1000);
    const { plan } = [...test.core.deployments.running()][0]!;
    test.core.deployments.cancel(plan.id, () => undefined);
    test.run(20_000);
    const { length } = test.probes;
    test.run(100_000);
    expect(test.probes).toHaveLength(length);
  });
});
