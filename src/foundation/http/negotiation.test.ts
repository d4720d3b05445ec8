import { describe, expect, it } from 'vitest';
import { acceptsGzip, acceptsMediaType } from './negotiation.ts';

describe('negotiation', () => {
  it.each([
    [undefined, true],
    ['', true],
    ['*/*', true],
    ['application/*', true],
    ['application/json', true],
    ['Application/JSON; q=0.5, text/html', true],
    ['text/html', false],
    ['application/json;q=0', false],
    ['application/json;q=0, */*', false],
    ['*/*;q=0', false],
    ['application/json;q=abc', false],
  ])('Accept %j admits JSON: %s', (accept, admits) => {
    expect(acceptsMediaType(accept, 'application/json')).toBe(admits);
  });

  it.each([
    [undefined, false],
    ['gzip', true],
    ['deflate, gzip;q=0.5', true],
    ['*', true],
    ['gzip;q=0', false],
    ['gzip;q=0, *', false],
    ['identity', false],
  ])('Accept-Encoding %j admits gzip: %s', (accept, admits) => {
    expect(acceptsGzip(accept)).toBe(admits);
  });
});
