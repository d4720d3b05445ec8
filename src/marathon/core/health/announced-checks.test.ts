import { describe, expect, it } from 'vitest';
import type { AppHealthCheck } from '../../model/checks.ts';
import { anApp, TestMarathon } from '../../test-support/test-marathon.ts';

const check: AppHealthCheck = {
  protocol: 'HTTP',
  path: '/',
  portIndex: 0,
  gracePeriodSeconds: 30,
  intervalSeconds: 10,
  timeoutSeconds: 5,
  maxConsecutiveFailures: 3,
  delaySeconds: 15,
  ipProtocol: 'IPv4',
};
const portDefinitions = [{ port: 10_000, protocol: 'tcp', name: 'web', labels: {} }];

/** "deployment add deployment": the events about checks, and the steps between them. */
function told(test: TestMarathon): string {
  const words = test.events.flatMap(({ type }) => {
    if (type === 'deployment_info') return ['step'];
    if (type === 'add_health_check_event') return ['add'];
    return type === 'remove_health_check_event' ? ['remove'] : [];
  });
  test.events.length = 0;
  return words.join(' ');
}

describe('health checks', () => {
  it('are announced with the step that begins to need them, once for each version', () => {
    const test = new TestMarathon();
    const app = anApp({ portDefinitions, healthChecks: [check, { ...check, path: '/b' }, check] });
    test.put(app);
    test.settle();
    expect(told(test)).toBe('step add add step');
    test.put({ ...app, env: { A: '1' } });
    test.settle();
    expect(told(test)).toBe('step add add');
  });

  it('are taken back one by one when their app is stopped', () => {
    const test = new TestMarathon();
    test.put(anApp({ portDefinitions, healthChecks: [check, { ...check, path: '/b' }] }));
    test.settle();
    told(test);
    test.remove('/app');
    test.settle();
    expect(told(test)).toBe('step remove remove');
  });

  it('are not spoken of for an app without any', () => {
    const test = new TestMarathon();
    test.put(anApp());
    test.settle();
    test.remove('/app');
    test.settle();
    expect(told(test)).toBe('step step step');
  });

  it('of a former version are taken back once nothing runs of it', () => {
    const test = new TestMarathon();
    const app = anApp({ portDefinitions, healthChecks: [check] });
    test.put(app);
    test.settle();
    test.put({ ...app, env: { A: '1' } });
    test.settle();
    told(test);
    test.run(1_200_000);
    expect(told(test)).toBe('remove');
  });

  it('are known to the next leader, too', () => {
    const test = new TestMarathon();
    test.put(anApp({ portDefinitions, healthChecks: [check] }));
    test.settle();
    test.restart();
    told(test);
    test.remove('/app');
    test.settle();
    expect(told(test)).toBe('step remove');
  });
});
