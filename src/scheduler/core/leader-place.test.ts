import { describe, expect, it } from 'vitest';
import { masterInfoOf } from '../../leadership/core/master-info.ts';
import { LeaderPlace } from './leader-place.ts';

const path = '/api/v1/scheduler';
const leader = masterInfoOf({ ip: '10.0.0.1', port: 5050, hostname: 'one.example.org' });

function placeOf(): LeaderPlace {
  const place = new LeaderPlace();
  place.detected(leader);
  return place;
}

describe('the place of the leader', () => {
  it.each([
    ['its address', leader, 'http://10.0.0.1:5050'],
    ['IPv6', masterInfoOf({ ip: '::1', port: 1, hostname: 'x' }), 'http://[::1]:1'],
    [
      'a name, where only that is known',
      { id: 'M', ip: 0, port: 1, hostname: 'a', address: { hostname: 'a', port: 2 } },
      'http://a:2',
    ],
    ['a pid', { id: 'M', ip: 0, port: 1, pid: 'master@10.0.0.3:5' }, 'http://10.0.0.3:5'],
    ['a name alone', { id: 'M', ip: 0, port: 7, hostname: 'a' }, 'http://a:7'],
  ])('is %s', (_, info, url) => {
    const place = new LeaderPlace();
    expect(place.current).toBeUndefined();
    place.detected(info);
    expect(place.current).toBe(`${url}${path}`);
    place.detected(undefined);
    expect(place.current).toBeUndefined();
  });

  it('has the path of a proxy', () => {
    const place = new LeaderPlace('/mesos/scheduler');
    place.detected(leader);
    expect(place.current).toBe('http://10.0.0.1:5050/mesos/scheduler');
  });

  it('is where a redirect without a scheme leads, until that fails or the detector speaks', () => {
    const place = placeOf();
    expect(place.redirect(`//leader:3/master${path}`)).toBe(true);
    expect(place.current).toBe(`http://leader:3/master${path}`);
    place.failed();
    expect(place.current).toBe(`http://10.0.0.1:5050${path}`);
    place.redirect(`//leader:3${path}`);
    place.detected(leader);
    expect(place.current).toBe(`http://10.0.0.1:5050${path}`);
  });

  it('is not looked for in circles, and never where nobody can speak', () => {
    const place = placeOf();
    const followed = Array.from({ length: 7 }, () => place.redirect(`//b:2${path}`));
    expect(followed).toEqual([true, true, true, true, true, false, false]);
    expect(placeOf().redirect('https://b:2/')).toBe(false);
    expect(placeOf().redirect('http://[')).toBe(false);
    expect(new LeaderPlace().redirect('//b:2/')).toBe(false);
  });
});
