import { describe, expect, it } from 'vitest';
import { MasterList, parseMasters } from './master-list.ts';

const path = '/api/v1/scheduler';

describe('masters', () => {
  it.each([
    ['127.0.0.1:5050', [`http://127.0.0.1:5050${path}`]],
    ['master@10.0.0.1:5050', [`http://10.0.0.1:5050${path}`]],
    ['http://a:5050', [`http://a:5050${path}`]],
    ['http://a:5050/', [`http://a:5050${path}`]],
    ['http://a:5050/master/api/v1/scheduler', ['http://a:5050/master/api/v1/scheduler']],
    ['a:1, b:2,[::1]:3', [`http://a:1${path}`, `http://b:2${path}`, `http://[::1]:3${path}`]],
  ])('%s are understood', (text, urls) => {
    expect(parseMasters(text)).toEqual({ ok: true, value: urls });
  });

  it.each([
    ['zk://a:2181/mesos', 'no ZooKeeper support yet'],
    ['https://a:5050', 'no TLS yet'],
    ['a', 'it must be host:port'],
    ['a:0', 'there is no port 0'],
    ['a:65536', 'there is no port 65536'],
    ['a:1,,b:2', "Failed to use '' as master"],
    ['', "Failed to use '' as master"],
  ])("'%s' are refused", (text, why) => {
    const parsed = parseMasters(text);
    expect(parsed.ok ? '' : parsed.error).toContain(why);
  });
});

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
