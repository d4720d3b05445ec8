import { describe, expect, it } from 'vitest';
import { marathonApp } from './marathon-app.ts';

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
