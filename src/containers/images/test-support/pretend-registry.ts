/** A registry on loopback that says what a test wants, and remembers what it was asked. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PretendImage } from './pretend-images.ts';
import { sha256 } from './pretend-images.ts';

export class PretendRegistry {
  /** By "repository:tag" or "repository@digest". */
  readonly manifests = new Map<string, Buffer>();
  readonly blobs = new Map<string, Buffer>();
  /** "GET /path" of all requests. */
  readonly asked: string[] = [];
  /** What a client has to send; absent: nothing. */
  login: { readonly kind: 'basic' | 'token'; readonly value: string } | undefined;
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => this.#answer(request, response));
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get url(): string {
    return `http://${this.host}`;
  }

  add(name: string, image: PretendImage): void {
    const repository = name.split(':')[0]!;
    this.manifests.set(name, image.manifest);
    this.manifests.set(`${repository}@${sha256(image.manifest)}`, image.manifest);
    for (const [digest, bytes] of image.blobs) this.blobs.set(digest, bytes);
  }

  countOf(path: string): number {
    return this.asked.filter((line) => line.includes(path)).length;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url!, this.url);
    this.asked.push(`${request.method} ${url.pathname}`);
    const given = request.headers.authorization;
    if (url.pathname === '/token') return this.#giveToken(url, given, response);
    const wanted =
      this.login &&
      (this.login.kind === 'token' ? 'Bearer the-token' : `Basic ${this.login.value}`);
    if (wanted !== undefined && given !== wanted) {
      const challenge =
        this.login!.kind === 'token'
          ? `Bearer realm="${this.url}/token",service="pretend"`
          : 'Basic realm="pretend"';
      response.writeHead(401, { 'www-authenticate': challenge }).end();
      return;
    }
    // By this the Docker Engine tells a registry.
    if (url.pathname === '/v2/') return void response.writeHead(200).end('{}');
    const [, repository = '', kind = '', version = ''] =
      /^\/v2\/(.+)\/(manifests|blobs)\/([^/]+)$/u.exec(url.pathname) ?? [];
    const found =
      kind === 'blobs'
        ? this.blobs.get(version)
        : this.manifests.get(`${repository}${version.startsWith('sha256:') ? '@' : ':'}${version}`);
    if (found === undefined) {
      const errors = [{ code: 'MANIFEST_UNKNOWN', message: 'manifest unknown' }];
      response.writeHead(404).end(JSON.stringify({ errors }));
      return;
    }
    const type = kind === 'manifests' ? mediaTypeOf(found) : 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'content-length': found.length });
    response.end(request.method === 'HEAD' ? undefined : found);
  }

  #giveToken(url: URL, given: string | undefined, response: ServerResponse): void {
    const isRight = given === `Basic ${this.login!.value}`;
    const hasScope = /^repository:.+:pull$/u.test(url.searchParams.get('scope') ?? '');
    if (isRight && hasScope) response.end(JSON.stringify({ token: 'the-token' }));
    else response.writeHead(401).end();
  }
}

/** As registries say it. */
function mediaTypeOf(manifest: Buffer): string {
  try {
    return (JSON.parse(manifest.toString()) as { mediaType?: string }).mediaType ?? '';
  } catch {
    return '';
  }
}
