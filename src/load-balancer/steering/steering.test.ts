import { describe, expect, it } from 'vitest';
import type { App } from '../model/app.ts';
import { anApp, aWorld } from './test-support/pretend.ts';

/** Started, with these apps, and quiet. */
function serving(...apps: readonly App[]) {
  const world = aWorld();
  world.marathon.put(...apps);
  world.steering.start({ isRunning: false, hasFile: false });
  world.steering.askForAll();
  world.run(5_000);
  world.haproxy.calls.length = 0;
  world.marathon.asked.length = 0;
  return world;
}

const reloadsOf = (calls: readonly string[]): number =>
  calls.filter((call) => call === 'reload').length;

describe('steering', () => {
  it('checks, writes and starts what Marathon tells of first', () => {
    const world = aWorld();
    world.marathon.put(anApp('/a', [1, 2]));
    world.steering.start({ isRunning: false, hasFile: false });
    world.steering.askForAll();
    world.run(5_000);
    expect(world.haproxy.calls).toEqual(['check', 'write all', 'start']);
    expect(world.haproxy.state).toBe('a: s_1 s_2');
    expect(world.steering.problems).toEqual([]);
  });

  it('tells the running HAProxy of servers that come and go, at once and without a reload', () => {
    const { marathon, haproxy, steering, run } = serving(anApp('/a', [1, 2]), anApp('/b', [7]));
    marathon.put(anApp('/a', [2, 3]));
    steering.askFor('/a');
    run(20);
    expect(haproxy.state).toBe('a: s_2 s_3, b: s_7');
    expect(marathon.asked).toEqual(['/a']);
    run(60_000);
    expect(reloadsOf(haproxy.calls)).toBe(0);
    expect(haproxy.written?.text).toContain('s_3');
    expect(haproxy.calls.filter((call) => call.startsWith('write'))).toEqual(['write servers']);
  });

  it('takes a server out of use at once and deletes it when its last connection has ended', () => {
    const { marathon, haproxy, steering, run } = serving(anApp('/a', [1, 2]));
    haproxy.busy.add('a/s_1');
    marathon.put(anApp('/a', [2]));
    steering.askFor('/a');
    run(60_000);
    expect(haproxy.state).toBe('a: s_1(maint) s_2');
    haproxy.busy.clear();
    run(60_000);
    expect(haproxy.state).toBe('a: s_2');
    expect(reloadsOf(haproxy.calls)).toBe(0);
  });

  it('brings back a server that was about to leave', () => {
    const { marathon, haproxy, steering, run } = serving(anApp('/a', [1, 2]));
    haproxy.busy.add('a/s_1');
    marathon.put(anApp('/a', [2]));
    steering.askFor('/a');
    run(100);
    marathon.put(anApp('/a', [1, 2]));
    steering.askFor('/a');
    run(60_000);
    expect(haproxy.state).toBe('a: s_1 s_2');
    expect(reloadsOf(haproxy.calls)).toBe(0);
  });

  it('reloads for what only a reload can change', () => {
    const { marathon, haproxy, steering, run } = serving(anApp('/a', [1], { balance: 'source' }));
    marathon.put(anApp('/a', [1, 2], { balance: 'source' }));
    steering.askFor('/a');
    run(5_000);
    expect(reloadsOf(haproxy.calls)).toBe(1);
    expect(haproxy.state).toBe('a: s_1 s_2');
    marathon.put(anApp('/a', [1, 2], { balance: 'source', other: 'label' }), anApp('/new', [5]));
    steering.askForAll();
    run(5_000);
    expect(reloadsOf(haproxy.calls)).toBe(2);
    expect(haproxy.state).toBe('a: s_1 s_2, new: s_5');
  });

  it('reloads once for many changes within the interval, while servers change at once', () => {
    const { marathon, haproxy, steering, run } = serving(anApp('/a', [1]));
    for (let at = 0; at < 10; at++) {
      marathon.put(anApp(`/new${at}`, [100 + at]), anApp('/a', [at + 1]));
      steering.askFor(`/new${at}`);
      steering.askFor('/a');
      run(50);
      expect(haproxy.state).toContain(`a: s_${at + 1}`);
    }
    run(5_000);
    expect(reloadsOf(haproxy.calls)).toBeLessThanOrEqual(2);
    expect(haproxy.state).toContain('new9: s_109');
  });

  it('has what changed during a reload right afterwards', () => {
    const { marathon, haproxy, steering, run } = serving(anApp('/a', [1]));
    marathon.put(anApp('/new', [5]));
    steering.askFor('/new');
    run(12);
    expect(haproxy.calls.at(-1)).toBe('write all');
    marathon.put(anApp('/a', [2]));
    steering.askFor('/a');
    run(500);
    expect(haproxy.state).toBe('a: s_2, new: s_5');
    expect(reloadsOf(haproxy.calls)).toBe(1);
  });

  it('changes nothing while Marathon is away, and asks for all when it is back', () => {
    const { marathon, haproxy, steering, run } = serving(anApp('/a', [1]));
    marathon.isAway = true;
    marathon.put(anApp('/a', []));
    steering.askFor('/a');
    run(600_000);
    expect(haproxy.calls).toEqual([]);
    expect(haproxy.state).toBe('a: s_1');
    expect(steering.problems).toMatchObject([{ label: 'marathon', value: 'away' }]);
    expect(marathon.asked.length).toBeLessThan(30);
    marathon.isAway = false;
    run(300_000);
    expect(haproxy.state).toBe('a: ');
    expect(steering.problems).toEqual([]);
  });

  it('asks for all now and then, in case an event was missed', () => {
    const { marathon, haproxy, run } = serving(anApp('/a', [1]));
    marathon.put(anApp('/a', [2]));
    run(301_000);
    expect(haproxy.state).toBe('a: s_2');
  });

  it('starts a HAProxy that has ended again with what it served last', () => {
    const { haproxy, steering, run } = serving(anApp('/a', [1]));
    run(20_000);
    haproxy.backends.clear();
    steering.receiveEnd('killed');
    run(10);
    expect(haproxy.state).toBe('a: s_1');
    run(5_000);
    expect(steering.problems).toEqual([]);
  });

  it('starts one that ends again and again later and later', () => {
    const { haproxy, steering, run } = serving(anApp('/a', [1]));
    for (let second = 0; second < 60; second++) {
      if (haproxy.isUp) steering.receiveEnd('again');
      haproxy.isUp = false;
      run(1_000);
    }
    const starts = haproxy.calls.filter((call) => call === 'start').length;
    expect(starts).toBeGreaterThan(2);
    expect(starts).toBeLessThan(10);
  });

  it('serves the last configuration when Marathon is away at the start', () => {
    const world = aWorld();
    world.marathon.isAway = true;
    world.steering.start({ isRunning: false, hasFile: true });
    world.steering.askForAll();
    world.run(1_000);
    expect(world.haproxy.calls).toEqual(['start']);
    world.marathon.put(anApp('/a', [1]));
    world.marathon.isAway = false;
    world.run(5_000);
    expect(world.haproxy.state).toBe('a: s_1');
    expect(reloadsOf(world.haproxy.calls)).toBe(1);
  });

  it('reloads a HAProxy that it found running', () => {
    const world = aWorld();
    world.haproxy.isUp = true;
    world.marathon.put(anApp('/a', [1]));
    world.steering.start({ isRunning: true, hasFile: true });
    world.steering.askForAll();
    world.run(5_000);
    expect(world.haproxy.calls).toEqual(['check', 'write all', 'reload']);
  });

  it('reloads when commands are not answered: nobody knows what they did', () => {
    const { marathon, haproxy, steering, run } = serving(anApp('/a', [1]));
    haproxy.isSilent = true;
    marathon.put(anApp('/a', [2]));
    steering.askFor('/a');
    run(5_000);
    expect(reloadsOf(haproxy.calls)).toBe(1);
    expect(haproxy.state).toBe('a: s_2');
  });

  it('reloads on demand', () => {
    const { haproxy, steering, run } = serving(anApp('/a', [1]));
    steering.reload();
    run(5_000);
    expect(haproxy.calls).toEqual(['check', 'write all', 'reload']);
  });

  it('changes everything by a reload where there is no runtime API', () => {
    const world = aWorld({ changesAtRunTime: false });
    world.marathon.put(anApp('/a', [1]));
    world.steering.start({ isRunning: false, hasFile: false });
    world.steering.askForAll();
    world.run(5_000);
    world.marathon.put(anApp('/a', [2]));
    world.steering.askFor('/a');
    world.run(5_000);
    expect(world.haproxy.calls).toEqual([
      'check',
      'write all',
      'start',
      'check',
      'write all',
      'reload',
    ]);
    expect(world.haproxy.state).toBe('a: s_2');
  });
});

describe('a configuration that HAProxy refuses', () => {
  const bad = (id: string): App => anApp(id, [9], { bad: 'yes' });
  const whyBad = 'unknown keyword';

  it('is used without the app whose line it names, which is told of', () => {
    const { marathon, haproxy, steering, run } = serving(anApp('/a', [1]));
    haproxy.refuses = ({ text }) => {
      const at = text.split('\n').findIndex((line) => line.includes('bad'));
      return at < 0
        ? undefined
        : { why: 'all of it', lines: [{ line: at + 1, why: whyBad }], apps: [] };
    };
    marathon.put(bad('/x'), anApp('/y', [3]));
    steering.askForAll();
    run(5_000);
    expect(haproxy.state).toBe('a: s_1, y: s_3');
    expect(steering.problems).toMatchObject([{ app: '/x', value: whyBad }]);
    marathon.put(anApp('/x', [9]));
    steering.askFor('/x');
    run(5_000);
    expect(haproxy.state).toBe('a: s_1, x: s_9, y: s_3');
    expect(steering.problems).toEqual([]);
  });

  it('is used without the apps that trying shows to be bad', () => {
    const apps = Array.from({ length: 64 }, (_, at) =>
      at % 20 === 7 ? bad(`/n${at}`) : anApp(`/n${at}`, [at]),
    );
    const world = aWorld();
    world.haproxy.refuses = ({ text }) =>
      text.includes('bad') ? { why: whyBad, lines: [], apps: [] } : undefined;
    world.marathon.put(...apps);
    world.steering.start({ isRunning: false, hasFile: false });
    world.steering.askForAll();
    world.run(5_000);
    expect(world.steering.problems.map(({ app }) => app)).toEqual(['/n7', '/n27', '/n47']);
    expect(world.haproxy.backends.size).toBe(61);
    expect(world.haproxy.calls.filter((call) => call === 'check').length).toBeLessThan(40);
  });

  it('stays out when there is no app to blame: what ran last goes on', () => {
    const { marathon, haproxy, steering, run } = serving(anApp('/a', [1]));
    haproxy.refuses = () => ({ why: 'the head is bad', lines: [], apps: [] });
    marathon.put(anApp('/b', [2]), anApp('/a', [3]));
    steering.askForAll();
    run(50_000);
    expect(haproxy.state).toBe('a: s_3');
    expect(reloadsOf(haproxy.calls)).toBe(0);
    expect(steering.problems).toMatchObject([
      { label: 'haproxy', value: expect.stringContaining('the head is bad') },
    ]);
    haproxy.refuses = () => undefined;
    run(20_000);
    expect(haproxy.state).toBe('a: s_3, b: s_2');
    expect(steering.problems).toEqual([]);
  });

  it('is tried as often as it is allowed to, and again after a change', () => {
    const world = aWorld({ maxReloadRetries: 2, leavesOutBadApps: false });
    const { marathon, haproxy, steering, run } = world;
    marathon.put(anApp('/a', [1]));
    steering.start({ isRunning: false, hasFile: false });
    steering.askForAll();
    run(5_000);
    haproxy.refuses = () => ({ why: 'no', lines: [], apps: [] });
    haproxy.calls.length = 0;
    marathon.put(anApp('/c', [3]));
    steering.askFor('/c');
    run(200_000);
    expect(haproxy.calls).toEqual(['check', 'check', 'check']);
    haproxy.refuses = () => undefined;
    marathon.put(anApp('/b', [2]));
    steering.askFor('/b');
    run(5_000);
    expect(haproxy.state).toBe('a: s_1, c: s_3, b: s_2');
  });

  it('is tried for ever as long as nothing runs', () => {
    const { marathon, haproxy, steering, run } = aWorld({ maxReloadRetries: 2 });
    haproxy.refuses = () => ({ why: 'no', lines: [], apps: [] });
    marathon.put(anApp('/a', [1]));
    steering.start({ isRunning: false, hasFile: false });
    steering.askForAll();
    run(200_000);
    expect(haproxy.state).toBe('');
    haproxy.refuses = () => undefined;
    run(20_000);
    expect(haproxy.state).toBe('a: s_1');
  });

  it('or cannot load: what ran last goes on, and servers still change', () => {
    const { marathon, haproxy, steering, run } = serving(anApp('/a', [1]));
    haproxy.reloadFault = 'cannot bind';
    marathon.put(anApp('/b', [2]));
    steering.askFor('/b');
    run(2_000);
    marathon.put(anApp('/a', [4]));
    steering.askFor('/a');
    run(2_000);
    expect(haproxy.state).toBe('a: s_4');
    expect(haproxy.written?.text).not.toContain('backend /b');
    haproxy.reloadFault = undefined;
    run(20_000);
    expect(haproxy.state).toBe('a: s_4, b: s_2');
  });
});
