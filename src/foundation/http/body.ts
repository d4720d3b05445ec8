/**
 * Reading request bodies: whole, but never more than the bounds say. Memory grows with what has
 * arrived, not with what was announced, and is shared out from one budget for all connections.
 */
import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { ByteAccumulator } from '../byte-accumulator.ts';
import { ByteBudget } from '../byte-budget.ts';
import { notePassedBytes } from '../memory-relief.ts';
import { failure, ok, type Result } from '../result.ts';
import { badRequest, refusal, serviceUnavailable, unsupportedMediaType } from './errors.ts';
import type { HttpLimits } from './limits.ts';
import type { HttpResponse } from './response.ts';

const gunzipAsync = promisify(gunzip);

export class BodyReader {
  readonly #limits: HttpLimits;
  /** Of all bodies that are being received now. */
  readonly #together: ByteBudget;

  constructor(limits: HttpLimits) {
    this.#limits = limits;
    this.#together = new ByteBudget(limits.maxBodyBytesTogether);
  }

  /** The refusal of a body that announces itself as too large, before any of it is read. */
  findRefusal(
    request: IncomingMessage,
    maxBytes = this.#limits.maxBodyBytes,
  ): HttpResponse | undefined {
    return request.headers['content-length'] !== undefined && announcedBytes(request) > maxBytes
      ? tooLarge(maxBytes)
      : undefined;
  }

  async read(
    request: IncomingMessage,
    maxBytes = this.#limits.maxBodyBytes,
  ): Promise<Result<Uint8Array, HttpResponse>> {
    const refused = this.findRefusal(request, maxBytes);
    if (refused !== undefined) return failure(refused);
    const received = await this.#receive(request, maxBytes);
    return received.ok ? decode(request, received.value, maxBytes) : received;
  }

  #receive(request: IncomingMessage, maxBytes: number): Promise<Result<Buffer, HttpResponse>> {
    const bytes = new ByteAccumulator();
    bytes.expect(announcedBytes(request));
    const { bodyStallTimeoutMs, leastBodyBytesPerPeriod } = this.#limits;
    return new Promise((resolve) => {
      const finish = (result: Result<Buffer, HttpResponse>): void => {
        clearInterval(stallCheck);
        request.off('data', onData).off('end', onEnd).off('close', onGone).off('error', onGone);
        this.#together.giveBack(bytes.length);
        if (!result.ok) notePassedBytes(bytes.take().length);
        resolve(result);
      };
      const onData = (chunk: Buffer): void => {
        if (bytes.length + chunk.length > maxBytes) {
          finish(failure(tooLarge(maxBytes)));
        } else if (this.#together.take(chunk.length)) {
          bytes.append(chunk);
        } else {
          finish(failure(serviceUnavailable('Too many large requests at once; try again later')));
        }
      };
      const onEnd = (): void => finish(ok(bytes.view()));
      const onGone = (): void => finish(failure(badRequest('The request body is truncated')));
      let leastBytes = leastBodyBytesPerPeriod;
      const checkStall = (): void => {
        const isStalled = bytes.length < leastBytes;
        leastBytes = bytes.length + leastBodyBytesPerPeriod;
        if (isStalled) finish(failure(refusal(408, 'The request body is too slow')));
      };
      const stallCheck = setInterval(checkStall, bodyStallTimeoutMs).unref();
      request.on('data', onData).on('end', onEnd).on('close', onGone).on('error', onGone);
    });
  }
}

/** Infinity when the body announces no length. */
function announcedBytes(request: IncomingMessage): number {
  return Number(request.headers['content-length'] ?? Infinity);
}

/** @compat Mesos' own HTTP library compresses request bodies when asked to. */
async function decode(
  request: IncomingMessage,
  body: Buffer,
  maxBytes: number,
): Promise<Result<Uint8Array, HttpResponse>> {
  const coding = request.headers['content-encoding']?.toLowerCase() ?? 'identity';
  if (coding === 'identity' || body.length === 0) return ok(body);
  if (coding !== 'gzip') {
    return failure(unsupportedMediaType(`Unknown 'Content-Encoding' of '${coding}'`));
  }
  try {
    return ok(await gunzipAsync(body, { maxOutputLength: maxBytes }));
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    return failure(isTooLarge ? tooLarge(maxBytes) : badRequest('Failed to decompress the body'));
  }
}

function tooLarge(maxBytes: number): HttpResponse {
  return refusal(413, `The request body is too large, expecting at most ${maxBytes} bytes`);
}
