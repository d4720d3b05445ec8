/**
 * The web pages: a build in one directory, `index.html` at `/` and everything else below `/assets`,
 * where names have hashes. A page loads from this process only and runs no script but these files.
 */
import type { HttpResponse } from '../../foundation/http/index.ts';
import {
  serveStatic,
  type StaticOptions,
  type StaticSource,
} from '../../foundation/http/static/index.ts';
import type { EndpointRequest } from '../../manners/index.ts';

const options: StaticOptions = {
  contentSecurityPolicy: [
    "default-src 'self'",
    "img-src 'self' data:",
    // The terminal writes its colours and sizes as a style sheet.
    "style-src 'self' 'unsafe-inline'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  isHashed: (path) => path.startsWith('assets/') && path !== 'assets/icon.svg',
};

export interface WebPages {
  index(request: EndpointRequest): Promise<HttpResponse>;
  /** What is below a folder of the pages: "assets". */
  below(folder: string): (request: EndpointRequest) => Promise<HttpResponse>;
}

export function webPages(files: StaticSource): WebPages {
  const serve = serveStatic(files, options);
  const at = (request: EndpointRequest, path: string): Promise<HttpResponse> =>
    serve({ ...request, parameters: { path } });
  return {
    index: (request) => at(request, 'index.html'),
    below: (folder) => (request) => at(request, `${folder}${request.rest}`),
  };
}
