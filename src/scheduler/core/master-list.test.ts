import { describe, expect, it } from 'vitest';
import { MasterList } from './master-list.ts';

const path = '/api/v1/scheduler';

describe('the list of masters', () => {
  const urls = [`http://a:1${path}`, `http://b:2${path}`];

  it('goes round after failures', () => {
    const list = new MasterList(urls);
    const tried = [list.current];
    for (let i = 0; i < 2; i++) {
      list.failed();
      tried.push(list.current);
    }
    expect(tried).toEqual([urls[0], urls[1], urls[0]]);
  });

  it('follows a redirect without a scheme, and returns to the list when that one fails', () => {
    const list = new MasterList(urls);
    expect(list.redirect(`//leader:3/master${path}`)).toBe(true);
    expect(list.current).toBe(`http://leader:3/master${path}`);
    list.failed();
    expect(list.current).toBe(urls[0]);
  });

  it('does not follow redirects for ever, and none to where it cannot speak', () => {
    const list = new MasterList(urls);
    const followed = Array.from({ length: 7 }, () => list.redirect(`//b:2${path}`));
    expect(followed).toEqual([true, true, true, true, true, false, false]);
    expect(new MasterList(urls).redirect('https://b:2/')).toBe(false);
    expect(new MasterList(urls).redirect('http://[')).toBe(false);
  });
});
