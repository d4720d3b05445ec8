import { describe, expect, it } from 'vitest';
import { parseAttributes, parseResources } from './flags.ts';

describe('--resources', () => {
  it.each([
    ['cpus:4;mem:4096', 'cpus:4; mem:4096'],
    [' cpus : 0.5 ;\n ports:[31000-32000, 32001 - 32010]; ', 'cpus:0.5; ports:[31000-32010]'],
    ['disk(role):100', 'disk(reservations: [(STATIC,role)]):100'],
    ['cpus(*):1;cpus:2', 'cpus:3'],
    ['words:{b,a}', 'words:{a, b}'],
    ['', '{}'],
    [
      '[{"name":"cpus","type":"SCALAR","scalar":{"value":2},"role":"web"}]',
      'cpus(reservations: [(STATIC,web)]):2',
    ],
  ])('%j is %s', (text, expected) => {
    const parsed = parseResources(text);
    expect(parsed.ok && parsed.value.toString()).toBe(expected);
  });

  it('reserves what names no role to the default role', () => {
    const short = parseResources('cpus:1;mem(*):2;disk(db):3', 'web');
    expect(short.ok && short.value.toString()).toBe(
      'cpus(reservations: [(STATIC,web)]):1; mem:2; disk(reservations: [(STATIC,db)]):3',
    );
    const json = parseResources('[{"name":"cpus","type":"SCALAR","scalar":{"value":2}}]', 'web');
    expect(json.ok && json.value.toString()).toBe('cpus(reservations: [(STATIC,web)]):2');
  });

  it.each([
    ['cpus', "Bad value for resources, missing or extra ':' in cpus"],
    ['cpus:1:2', "Bad value for resources, missing or extra ':' in cpus:1:2"],
    ['cpus(a:1', 'Bad value for resources, mismatched parentheses in cpus(a'],
    ['cpus:abc', 'Bad type for resource cpus value abc type TEXT'],
    ['cpus:-1', "Invalid resource 'cpus': Invalid scalar resource: value <= 0"],
    [
      'cpus(a//b):1',
      "Invalid resource 'cpus': Invalid role: Role 'a//b' cannot contain two adjacent slashes",
    ],
    ['ports:[9-1]', "Failed to parse resource ports value [9-1]: Invalid range '9-1': begin > end"],
    ['cpus:', 'Failed to parse resource cpus value : Expecting non-empty string'],
  ])('%j is refused', (text, error) => {
    expect(parseResources(text)).toEqual({ ok: false, error });
  });

  it('refuses JSON that is no list of resources', () => {
    expect(parseResources('[{"name":"cpus"}]').ok).toBe(false);
    expect(parseResources('[1').ok).toBe(false);
  });
});

describe('--attributes', () => {
  it('takes words, numbers and ranges', () => {
    expect(parseAttributes('rack:a b; level:3;range:[1-2];url:http://x:1')).toEqual({
      ok: true,
      value: [
        { name: 'rack', type: 'TEXT', text: { value: 'a b' } },
        { name: 'level', type: 'SCALAR', scalar: { value: 3 } },
        { name: 'range', type: 'RANGES', ranges: { range: [{ begin: 1, end: 2 }] } },
        { name: 'url', type: 'TEXT', text: { value: 'http://x:1' } },
      ],
    });
  });

  it('refuses what is no pair', () => {
    expect(parseAttributes('rack')).toEqual({
      ok: false,
      error: "Invalid attribute key:value pair 'rack'",
    });
  });
});
