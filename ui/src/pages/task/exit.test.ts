import { describe, expect, it } from 'vitest';
import { findExit } from './exit.ts';
import { marathonApp } from './marathon-app.ts';

describe('how the process of a task ended', () => {
  it.each([
    ['Command exited with status 0', '0', 'exitSuccess'],
    ['Command exited with status 3', '3', 'exitOwn'],
    ['Command exited with status 126', '126', 'exitNotExecutable'],
    ['Command exited with status 127', '127', 'exitNotFound'],
    ['Container exited with status 137', '137', 'exitKilled'],
    ['Command exited with status 143', '143', 'exitTerminated'],
    ['Command exited with status 139', '139', 'exitCrashed'],
    ['Command exited with status 255', '255', 'exitOwn'],
    ['Command terminated with signal Killed', 'Killed', 'exitKilled'],
    [
      'Command terminated with signal Segmentation fault (core dumped)',
      'Segmentation fault',
      'exitCrashed',
    ],
    ['Command terminated with signal User defined signal 1', 'User defined signal 1', 'exitSignal'],
  ])('is read from "%s"', (message, what, meaning) => {
    expect(findExit(message)).toMatchObject({ what, meaning });
  });

  it('is not guessed', () => {
    expect(findExit('')).toBeUndefined();
    expect(findExit('Failed to fetch all URIs')).toBeUndefined();
  });
});

describe('the app of a task', () => {
  const marathon = { name: 'marathon', webuiUrl: 'http://m:8080/' };
  const uuid = '473a54d2-dec7-4b82-96a8-3bdb4da09c16';

  it('is read from the id that Marathon made', () => {
    expect(marathonApp(marathon, `shop_front.instance-${uuid}._app.1`)).toEqual({
      id: '/shop/front',
      address: 'http://m:8080/ui/#/apps/%2Fshop%2Ffront',
    });
    expect(marathonApp({ ...marathon, webuiUrl: 'http://m:8080/ui/' }, `a.b.${uuid}`)).toEqual({
      id: '/a.b',
      address: 'http://m:8080/ui/#/apps/%2Fa.b',
    });
  });

  it('is none of other frameworks, or of what leads nowhere', () => {
    expect(marathonApp({ ...marathon, name: 'spark' }, `shop.${uuid}`)).toBeUndefined();
    expect(
      marathonApp({ ...marathon, webuiUrl: 'javascript:alert(1)' }, `shop.${uuid}`),
    ).toBeUndefined();
    expect(marathonApp(marathon, 'task-7')).toBeUndefined();
  });
});
