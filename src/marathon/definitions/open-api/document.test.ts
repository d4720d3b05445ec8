import { describe, expect, it } from 'vitest';
import { openApiDocument } from './document.ts';

type Json = Readonly<Record<string, unknown>>;

function* refsIn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, each] of Object.entries(value)) {
    if (key === '$ref') yield String(each);
    else yield* refsIn(each);
  }
}

describe('the OpenAPI document', () => {
  const document = openApiDocument('1.2.3');
  const { schemas } = document['components'] as { schemas: Readonly<Record<string, Json>> };

  it('is one of 3.1, with the version of the program', () => {
    expect(document).toMatchObject({ openapi: '3.1.0', info: { version: '1.2.3' } });
  });

  it('refers only to schemas that it has', () => {
    const known = new Set(Object.keys(schemas).map((name) => `#/components/schemas/${name}`));
    expect([...refsIn(document)].filter((ref) => !known.has(ref))).toEqual([]);
  });

  it('says of apps what is read', () => {
    expect(schemas['App']).toMatchObject({
      type: 'object',
      required: ['id'],
      properties: {
        instances: { default: 1, anyOf: [{ type: 'integer', minimum: 0 }, { type: 'null' }] },
        uris: { deprecated: true },
        killSelection: { default: 'YOUNGEST_FIRST' },
      },
    });
    expect(schemas['GroupUpdate']).not.toHaveProperty('$id');
  });

  it('has an operation of each name once', () => {
    const paths = Object.values(document['paths'] as Readonly<Record<string, Json>>);
    const operations = paths.flatMap((path) => Object.values(path) as { operationId: string }[]);
    const names = operations.map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
    expect(document).toMatchObject({
      paths: { '/v2/apps': { post: { requestBody: { required: true }, responses: { 201: {} } } } },
    });
  });
});
