/** Sandboxes are kept for a while, then they go; a full disk shortens the while. */
import { describe, expect, it } from 'vitest';
import { aTask, PaperCluster } from '../test-support.ts';

const dayMs = 86_400_000;

function sandboxes(cluster: PaperCluster): string[] {
  return [...cluster.disk.keys()].filter((path) =>
    path.startsWith('/var/lib/mesos/slaves/S0/frameworks/'),
  );
}

function afterOneTask(): PaperCluster {
  const cluster = new PaperCluster();
  cluster.startRegistered({ diskWatchIntervalMs: dayMs / 4 });
  cluster.run(aTask('t'));
  cluster.machine.end('run t', { status: 0 });
  cluster.pass(100);
  return cluster;
}

describe('the sandbox of an ended task', () => {
  it('stays for --gc_delay, less what the disk has in use, then it is removed', () => {
    const cluster = afterOneTask();
    // Seven days, a tenth less for the headroom, a tenth less for what is in use.
    cluster.pass(5 * dayMs);
    expect(sandboxes(cluster).length).toBeGreaterThan(0);
    cluster.pass(dayMs);
    expect(sandboxes(cluster)).toEqual([]);
    expect([...cluster.disk.keys()]).toContain('/var/lib/mesos/meta/slaves/S0/slave.info');
    expect([...cluster.disk.keys()].filter((path) => path.includes('executors'))).toEqual([]);
  });

  it('stays longer when the executor runs again', () => {
    const cluster = afterOneTask();
    cluster.pass(5 * dayMs);
    cluster.run(aTask('t'));
    cluster.pass(dayMs);
    expect(sandboxes(cluster)).toContain(
      '/var/lib/mesos/slaves/S0/frameworks/F1/executors/t/runs/latest',
    );
  });

  it('is not forgotten by the next agent process', () => {
    const cluster = afterOneTask();
    cluster.crash();
    cluster.start({ diskWatchIntervalMs: dayMs / 4 });
    expect(sandboxes(cluster).length).toBeGreaterThan(0);
    cluster.pass(6 * dayMs);
    expect(sandboxes(cluster)).toEqual([]);
  });
});
