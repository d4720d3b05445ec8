import { describe, expect, it } from 'vitest';
import { type Action, text } from '../foundation/http/index.ts';
import { parseTarget } from '../foundation/http/target.ts';
import { EndpointRouter } from './endpoint-router.ts';
import { unguarded } from './test-support.ts';
import { behindFirewall, parseFirewall } from './firewall.ts';

function rulesOf(...paths: string[]) {
  const parsed = parseFirewall({ disabled_endpoints: { paths } });
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
}

describe('an endpoint that is switched off', () => {
  const router = new EndpointRouter('master');
  router.register('/master/state', () => text(200, 'the state'), unguarded);
  const routing = behindFirewall(router, rulesOf('/state'));
  const find = (path: string): Action => {
    const target = parseTarget(path);
    if (!target.ok) throw new Error('no target');
    return routing.find({ method: 'GET', target: target.value, headers: {} });
  };

  it.each(['/state', '/state?jsonp=x', '/st%61te', '/state.json', '//state'])(
    'is refused at %s',
    (path) => {
      const shown = path.replace('%61', 'a').replace('?jsonp=x', '');
      expect(find(path)).toMatchObject({
        kind: 'refused',
        answer: { status: 403, text: `Endpoint '${shown}' is disabled` },
      });
    },
  );

  it.each(['/master/state', '/state/x'])('is there still under another name: %s', (path) => {
    expect(find(path).kind).toBe('served');
  });
});

describe('--firewall_rules', () => {
  it('may be absent or empty', () => {
    expect(parseFirewall(undefined)).toMatchObject({ ok: true });
    expect(parseFirewall({})).toMatchObject({ ok: true });
    expect(parseFirewall({ disabled_endpoints: {} })).toMatchObject({ ok: true });
  });

  it.each([
    [[], /expecting/],
    [{ disabled_endpoints: ['/state'] }, /expecting/],
    [{ disabled_endpoints: { paths: '/state' } }, /expecting/],
    [{ disabled_endpoints: { paths: ['state'] } }, /"state" is no path/],
    [{ disabled_endpoints: { paths: [7] } }, /7 is no path/],
  ])('%j is refused', (json, why) => {
    const parsed = parseFirewall(json);
    expect(parsed.ok ? 'taken' : parsed.error).toMatch(why);
  });
});
