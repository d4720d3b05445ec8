/** A page about the API, made from its OpenAPI document: what can be asked, with what, and what comes. */
// The document is JSON Schema's and OpenAPI's; what is read of it is checked where it is made.
// oxlint-disable-next-line typescript/no-explicit-any
type Json = Readonly<Record<string, any>>;

const style =
  'body{font:15px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}' +
  'code{background:#f3f3f3;padding:.1em .3em}td,th{text-align:left;vertical-align:top;padding:.3em .8em .3em 0}';

export function consolePage(document: Json): string {
  const rows = operationsOf(document).map(({ method, path, summary, parameters, body }) => {
    const cells = [
      `<code>${method.toUpperCase()} ${escaped(path)}</code>`,
      escaped(summary),
      escaped(parameters.join(', ')),
      escaped(body),
    ];
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  const { title, version, description } = document['info'];
  return [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title>`,
    `<style>${style}</style></head><body><h1>${escaped(title)} ${escaped(version)}</h1>`,
    `<p>${escaped(description)} As a document: <a href="/public/api/openapi.json">OpenAPI 3.1</a>.</p>`,
    `<table><tr><th>Request</th><th></th><th>Query</th><th>Body</th></tr>`,
    ...rows,
    '</table></body></html>\n',
  ].join('\n');
}

export interface ListedOperation {
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  /** Of the query, by name. */
  readonly parameters: readonly string[];
  /** Name of its schema, or "". */
  readonly body: string;
  readonly statuses: readonly string[];
}

/** In the order of the document. */
export function operationsOf({ paths }: Json): readonly ListedOperation[] {
  return Object.entries(paths as Json).flatMap(([path, item]) =>
    Object.entries(item as Json).map(([method, operation]: [string, Json]) => ({
      method,
      path,
      summary: String(operation['summary']),
      parameters: ((operation['parameters'] ?? []) as readonly Json[])
        .filter((each) => each['in'] === 'query')
        .map((each) => String(each['name'])),
      body: bodyOf(operation['requestBody']),
      statuses: Object.keys(operation['responses'] as Json),
    })),
  );
}

function bodyOf(requestBody: Json | undefined): string {
  const schema = requestBody?.['content']?.['application/json']?.schema as Json | undefined;
  if (schema === undefined) return '';
  const name = String((schema['items'] ?? schema)['$ref'] ?? '').replace(/^.*\//, '');
  return schema['items'] === undefined ? name : `list of ${name === '' ? 'text' : name}`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
