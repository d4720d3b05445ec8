/**
 * Operations of a session: those that wait for a server, and those that are on their way, in the
 * order in which they were asked for. Answers come in that order and no other.
 */
import { ok } from '../../foundation/result.ts';
import {
  type ZooKeeperErrorCode,
  type ZooKeeperResult,
  codeOf,
  zooKeeperFailure,
} from './errors.ts';
import { JuteError, type JuteReader, JuteWriter } from './jute.ts';
import { type Operation, opcodes } from './operations.ts';
import type { WatchKind } from './watches.ts';

/** What of an answer leaves a watch at the server. */
export interface RequestWatch {
  readonly kind: WatchKind;
  add(kind: WatchKind): void;
}

export interface Request {
  readonly operation: Operation<unknown>;
  readonly bytes: Uint8Array;
  readonly xid: number;
  readonly watch: RequestWatch | undefined;
  readonly done: (result: ZooKeeperResult<never>) => void;
  sentMs: number;
}

/** Waiting or on their way; whoever asks for more is refused. */
const mostRequests = 100_000;
/** As servers take by default (jute.maxbuffer), less than a header. */
const mostRequestBytes = 1_048_000;
/** Answered ones are let go of together. */
const mostAnswered = 1024;

export class RequestQueue {
  #nextXid = 1;
  readonly #waiting: Request[] = [];
  readonly #sent: Request[] = [];
  /** Index of the first one in `#sent` that is not answered. */
  #head = 0;

  /** Encoded, and in no list yet; a failure has been told already. */
  make<T>(
    operation: Operation<T>,
    done: (result: ZooKeeperResult<T>) => void,
    watch: RequestWatch | undefined,
  ): Request | undefined {
    const xid = this.#nextXid;
    const writer = new JuteWriter().int(xid).int(operation.opcode);
    operation.write(writer);
    const fault = this.#findFault(writer.size);
    if (fault !== undefined) {
      done(zooKeeperFailure(textOf(operation), ...fault));
      return undefined;
    }
    this.#nextXid = xid === 0x7fff_ffff ? 1 : xid + 1;
    return { operation, bytes: writer.finish(), xid, watch, done, sentMs: 0 } as Request;
  }

  #findFault(bytes: number): [ZooKeeperErrorCode, string] | undefined {
    if (bytes > mostRequestBytes) {
      return ['BAD_ARGUMENTS', `it has ${bytes} bytes, servers take ${mostRequestBytes}`];
    }
    const count = this.#waiting.length + this.#sent.length - this.#head;
    return count < mostRequests ? undefined : ['THROTTLED', `${count} operations are waiting`];
  }

  wait(request: Request): void {
    this.#waiting.push(request);
  }

  sent(request: Request): void {
    this.#sent.push(request);
  }

  takeWaiting(): Request[] {
    return this.#waiting.splice(0);
  }

  takeSent(): Request[] {
    const sent = this.#sent.splice(0).slice(this.#head);
    this.#head = 0;
    return sent;
  }

  /** @throws JuteError when another one should have been answered, or the answer makes no sense. */
  answered(
    xid: number,
    error: number,
    reader: JuteReader,
  ): { readonly request: Request; readonly result: ZooKeeperResult<never> } {
    const request = this.#sent[this.#head];
    if (request?.xid !== xid) throw new JuteError(`an answer to ${xid}, which is not the next one`);
    const result = readResult(request, error, reader);
    this.#head++;
    if (this.#head === this.#sent.length || this.#head > mostAnswered) {
      this.#sent.splice(0, this.#head);
      this.#head = 0;
    }
    leaveWatch(request, error);
    return { request, result };
  }
}

export function failAll(requests: readonly Request[], code: ZooKeeperErrorCode): void {
  for (const { operation, done } of requests) done(zooKeeperFailure(textOf(operation), code));
}

export function textOf({ name, path }: Operation<unknown>): string {
  return `${name} ${path}`;
}

function readResult(
  { operation }: Request,
  error: number,
  reader: JuteReader,
): ZooKeeperResult<never> {
  // A multi that failed says which part did.
  const hasBody = error === 0 || (operation.opcode === opcodes.multi && !reader.isAtEnd);
  if (hasBody) return ok(operation.read(reader) as never);
  return zooKeeperFailure(textOf(operation), codeOf(error));
}

const noNode = -101;

function leaveWatch({ watch }: Request, error: number): void {
  if (watch === undefined) return;
  if (error === 0) watch.add(watch.kind === 'exists' ? 'data' : watch.kind);
  else if (error === noNode && watch.kind === 'exists') watch.add('exists');
}
