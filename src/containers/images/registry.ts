/**
 * A registry as Docker's and OCI's distribution protocol has it: manifests and blobs over HTTP, with
 * no login, a password, or a token that the password or nobody in particular is good for. Whatever it
 * sends is believed only as far as its digest goes, and read only as far as it said it would be long.
 */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { fetchThrough } from '../../foundation/http/proxies.ts';
import type { Proxies } from '../../foundation/http/proxies.ts';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import { dockerHubKey, findPassword, registryKey } from '../registry-logins.ts';
import type { Logins } from '../registry-logins.ts';
import { basicAuthorization, parseChallenge } from './credentials.ts';
import type { Challenge } from './credentials.ts';
import { acceptedTypes } from './manifest.ts';
import type { Descriptor } from './manifest.ts';
import type { ImageReference } from './reference.ts';

/** The largest that registries take are 4 MB. */
const mostManifestBytes = 4 * 1024 * 1024;
/** A config is a page of JSON; a history of years makes it longer. */
export const mostConfigBytes = 8 * 1024 * 1024;
const mostTokenBytes = 1024 * 1024;
/** Complaints of a registry are shown to users: a line is enough. */
const mostShownLetters = 200;
/** Until an answer begins, and between two pieces of it. */
const stallTimeoutMs = 60_000;

export interface Access {
  readonly logins: Logins;
  readonly proxies: Proxies;
}

export class Registry {
  /** Without a "/" at the end. */
  readonly #base: string;
  readonly #repository: string;
  readonly #logins: Logins;
  readonly #proxies: Proxies;
  /** What the last challenge was answered with. */
  #authorization: string | undefined;

  constructor(base: string, repository: string, { logins, proxies }: Access) {
    this.#base = base;
    this.#repository = repository;
    this.#logins = logins;
    this.#proxies = proxies;
  }

  get #host(): string {
    return new URL(this.#base).host;
  }

  /** The bytes of a manifest, an index of such, or of a small blob. */
  async readManifest(version: string): Promise<Result<Uint8Array>> {
    const url = `${this.#base}/v2/${this.#repository}/manifests/${version}`;
    const answer = await this.#get(url, { Accept: acceptedTypes });
    if (!answer.ok) return answer;
    const bytes = await readAll(answer.value, mostManifestBytes, url);
    if (!bytes.ok || !version.startsWith('sha256:')) return bytes;
    return digestOf(bytes.value) === version
      ? bytes
      : failure(`GET ${url} was answered with something that has another digest`);
  }

  async readConfig({ digest }: Descriptor): Promise<Result<Uint8Array>> {
    const url = this.#blobUrl(digest);
    const answer = await this.#get(url, {});
    if (!answer.ok) return answer;
    const bytes = await readAll(answer.value, mostConfigBytes, url);
    if (!bytes.ok || digestOf(bytes.value) === digest) return bytes;
    return failure(`GET ${url} was answered with something that has another digest`);
  }

  /** What comes is to be held to the digest by the reader. */
  async openBlob({ digest }: Descriptor): Promise<Result<Readable>> {
    const url = this.#blobUrl(digest);
    const answer = await this.#get(url, {});
    if (!answer.ok) return answer;
    const { body } = answer.value;
    return body === null
      ? failure(`GET ${url} was answered with nothing`)
      : ok(Readable.from(withoutStalls(body)));
  }

  #blobUrl(digest: string): string {
    return `${this.#base}/v2/${this.#repository}/blobs/${digest}`;
  }

  async #get(url: string, headers: Readonly<Record<string, string>>): Promise<Result<Response>> {
    const first = await this.#ask(url, { ...headers, ...this.#authorizationHeader() });
    if (!first.ok || first.value.status !== 401) return this.#judge(url, first);
    await first.value.body?.cancel();
    const challenge = parseChallenge(first.value.headers.get('www-authenticate'));
    const authorization = await this.#answer(challenge, url);
    if (!authorization.ok) return authorization;
    this.#authorization = authorization.value;
    return this.#judge(url, await this.#ask(url, { ...headers, ...this.#authorizationHeader() }));
  }

  /** What comes of a request that cannot be made is a failure in the words of the system. */
  async #ask(url: string, headers: Readonly<Record<string, string>>): Promise<Result<Response>> {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), stallTimeoutMs);
    try {
      return ok(await fetchThrough(this.#proxies, url, { headers, signal: patience.signal }));
    } catch (error) {
      const why = patience.signal.aborted
        ? `no answer within ${stallTimeoutMs / 1000} s`
        : causeOf(error);
      return failure(`GET ${url} failed: ${why}`);
    } finally {
      clearTimeout(timer);
    }
  }

  #authorizationHeader(): Record<string, string> {
    return this.#authorization === undefined ? {} : { Authorization: this.#authorization };
  }

  async #judge(url: string, answer: Result<Response>): Promise<Result<Response>> {
    if (!answer.ok || answer.value.status === 200) return answer;
    const { status } = answer.value;
    const said = await complaintOf(answer.value);
    return failure(
      `GET ${url} was answered with status ${status}${said}${this.#loginHint(status)}`,
    );
  }

  #loginHint(status: number): string {
    if (status !== 401 && status !== 403) return '';
    const login = findPassword(this.#logins, this.#host);
    return login === undefined
      ? `; the agent has no login for '${this.#host}' (--docker_config, or the image's own config)`
      : `; it was asked with the login of '${login.username}'`;
  }

  /** The value of Authorization that the challenge asks for. */
  async #answer(challenge: Challenge | undefined, url: string): Promise<Result<string>> {
    const login = findPassword(this.#logins, this.#host);
    if (challenge === undefined) {
      return failure(
        `GET ${url} was answered with status 401 and asks for no login that is known here (basic or bearer)`,
      );
    }
    if (challenge.scheme === 'basic') {
      if (login !== undefined) return ok(basicAuthorization(login));
      return failure(`GET ${url} was answered with status 401${this.#loginHint(401)}`);
    }
    const tokenUrl = new URL(challenge.realm);
    if (challenge.service !== undefined) tokenUrl.searchParams.set('service', challenge.service);
    tokenUrl.searchParams.set('scope', `repository:${this.#repository}:pull`);
    const own = login === undefined ? {} : { Authorization: basicAuthorization(login) };
    const answer = await this.#judge(tokenUrl.href, await this.#ask(tokenUrl.href, own));
    if (!answer.ok) return answer;
    const bytes = await readAll(answer.value, mostTokenBytes, tokenUrl.href);
    return bytes.ok ? tokenOf(bytes.value, tokenUrl.href) : bytes;
  }
}

function tokenOf(bytes: Uint8Array, url: string): Result<string> {
  try {
    const said = JSON.parse(Buffer.from(bytes).toString('utf8')) as Record<string, unknown>;
    const token = said['token'] ?? said['access_token'];
    if (typeof token === 'string' && /^[\x21-\x7e]+$/u.test(token)) return ok(`Bearer ${token}`);
  } catch {
    // Said below.
  }
  return failure(`GET ${url} was answered without a token`);
}

/** fetch says "fetch failed", and in its cause why. */
function causeOf(error: unknown): string {
  const { message, cause } = error as Error;
  if (!(cause instanceof Error)) return message;
  return cause.message === '' ? ((cause as NodeJS.ErrnoException).code ?? message) : cause.message;
}

async function* withoutStalls(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await inTime(reader.read());
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function inTime<T>(reading: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`nothing came for ${stallTimeoutMs / 1000} s`));
    }, stallTimeoutMs);
    reading.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

async function readAll(
  { body }: Response,
  mostBytes: number,
  url: string,
): Promise<Result<Uint8Array>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body === null ? [] : withoutStalls(body)) {
      size += chunk.length;
      if (size > mostBytes)
        return failure(`GET ${url} was answered with more than ${mostBytes} bytes`);
      chunks.push(chunk);
    }
    return ok(Buffer.concat(chunks));
  } catch (error) {
    return failure(`GET ${url} was answered only in part: ${causeOf(error)}`);
  }
}

/** " (name unknown)", as far as the registry says something of the kind. */
async function complaintOf(answer: Response): Promise<string> {
  const bytes = await readAll(answer, mostManifestBytes, answer.url);
  if (!bytes.ok) return '';
  try {
    const { errors } = JSON.parse(Buffer.from(bytes.value).toString('utf8')) as {
      readonly errors?: readonly { readonly message?: unknown }[];
    };
    const message = errors?.[0]?.message;
    return typeof message === 'string' ? ` (${message.slice(0, mostShownLetters)})` : '';
  } catch {
    return '';
  }
}

export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/**
 * Where the registry of an image is. @compat of a registry that is named with the image only the port
 * says whether it speaks https: 80, and any port of this machine, do not.
 */
export function registryUrl({ registry }: ImageReference, defaultUrl: string): string {
  if (registry === undefined) return defaultUrl.replace(/\/+$/u, '');
  if (registryKey(registry) === dockerHubKey) return 'https://registry-1.docker.io';
  const ownHost = new URL(defaultUrl).host;
  if (registry === ownHost) return defaultUrl.replace(/\/+$/u, '');
  const { 1: host = '', 2: port } = /^(.*?)(?::(\d+))?$/u.exec(registry)!;
  const isPlain = port === '80' || (port !== undefined && port !== '443' && isLoopback(host));
  return `${isPlain ? 'http' : 'https'}://${registry}`;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '127.0.0.1';
}

/** @compat Docker's own registry keeps what has no "/" in its name below library/. */
export function repositoryAt(url: string, { repository }: ImageReference): string {
  const isDockerHub = new URL(url).host.endsWith('docker.io');
  return isDockerHub && !repository.includes('/') ? `library/${repository}` : repository;
}
