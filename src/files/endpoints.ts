/**
 * The older HTTP face of the files: /files/browse, /files/read, /files/download and /files/debug,
 * the same on master and agent. Answers are Mesos' own, the empty body of a 404 included.
 */
import {
  json,
  source,
  text,
  type HttpRequest,
  type HttpResponse,
} from '../foundation/http/index.ts';
import type { EndpointRouter } from '../manners/index.ts';
import { failure, ok, type Result } from '../foundation/result.ts';
import { forEach, onPath } from '../security/authorization.ts';
import { doubleJson } from '../protocol/codec/json-write.ts';
import type { FileInfo } from '../protocol/generated/mesos.ts';
import { contentTypeOf, dispositionOf } from './content-type.ts';
import { modeText } from './file-mode.ts';
import { filesErrorResponse, invalidPath, type FilesError } from './files-error.ts';
import type { Files, OpenedFile } from './files.ts';
import { shownText } from './shown-text.ts';

export function registerFilesEndpoints(router: EndpointRouter, files: Files): void {
  // Which of them it is, depends on the file; asked where it is resolved.
  const access = {
    realm: 'readonly',
    authorize: forEach('ACCESS_SANDBOX', 'ACCESS_MESOS_LOG'),
  } as const;
  router.register('/files/browse', (request) => browse(files, request), {
    ...access,
    summary: 'The entries of the directory `path`.',
  });
  router.register('/files/read', (request) => read(files, request), {
    ...access,
    summary: 'A piece of the file `path`: `length` bytes from `offset`.',
  });
  router.register('/files/download', (request) => download(files, request), {
    ...access,
    summary: 'The file `path` as it is.',
  });
  const list = (): HttpResponse => json(JSON.stringify(Object.fromEntries(files.list())));
  router.register('/files/debug', list, {
    realm: 'readonly',
    authorize: onPath('/files/debug'),
    summary: 'Which real path is shown under which.',
  });
}

function pathOf(request: HttpRequest): Result<string, FilesError> {
  const path = request.query.get('path');
  if (path === undefined || path === '') {
    return failure(invalidPath("Expecting 'path=value' in query.\n"));
  }
  return ok(path);
}

async function browse(files: Files, request: HttpRequest): Promise<HttpResponse> {
  const path = pathOf(request);
  if (!path.ok) return filesErrorResponse(path.error);
  const listed = await files.browse(path.value, request.principal);
  if (!listed.ok) return filesErrorResponse(listed.error);
  return json(`[${listed.value.map(entryJson).join()}]`);
}

/** Names sorted and whole seconds as a double, as Mesos writes them. */
function entryJson(info: FileInfo): string {
  const mtimeSecs = Number(info.mtime?.nanoseconds ?? 0) / 1e9;
  return (
    `{"gid":${JSON.stringify(info.gid)},"mode":"${modeText(info.mode ?? 0)}",` +
    `"mtime":${doubleJson(mtimeSecs)},"nlink":${info.nlink},` +
    `"path":${JSON.stringify(info.path)},"size":${info.size},"uid":${JSON.stringify(info.uid)}}`
  );
}

async function read(files: Files, request: HttpRequest): Promise<HttpResponse> {
  const path = pathOf(request);
  if (!path.ok) return filesErrorResponse(path.error);
  const offset = integerOf(request, 'offset');
  if (!offset.ok) return filesErrorResponse(offset.error);
  const length = integerOf(request, 'length');
  if (!length.ok) return filesErrorResponse(length.error);
  const range = {
    ...(offset.value === undefined ? {} : { offset: offset.value }),
    ...(length.value === undefined ? {} : { length: length.value }),
  };
  const found = await files.read(path.value, range, request.principal);
  if (!found.ok) return filesErrorResponse(found.error);
  const { data, sizeBytes } = found.value;
  const shown = JSON.stringify(shownText(data));
  return json(`{"data":${shown},"offset":${offset.value ?? sizeBytes}}`);
}

/** Undefined: not given, or -1, which says the same. */
function integerOf(
  request: HttpRequest,
  name: 'offset' | 'length',
): Result<number | undefined, FilesError> {
  const given = request.query.get(name);
  if (given === undefined || given === '-1') return ok(undefined);
  const value = Number(given);
  if (!/^-?\d+$/.test(given) || !Number.isSafeInteger(value)) {
    const rule = `'${given}' is not an integer`;
    return failure(invalidPath(`Failed to parse ${name}: ${rule}.\n`));
  }
  if (value < 0) return failure(invalidPath(`Negative ${name} provided: ${value}.\n`));
  return ok(value);
}

async function download(files: Files, request: HttpRequest): Promise<HttpResponse> {
  const path = pathOf(request);
  if (!path.ok) return filesErrorResponse(path.error);
  const opened = await files.open(path.value, 'download', request.principal);
  if (!opened.ok) {
    // @compat only this endpoint gives an unknown path a body.
    if (opened.error.kind === 'not-found') return text(404, '404 Not Found.');
    return filesErrorResponse(opened.error);
  }
  const { handle, realPath, sizeBytes } = opened.value;
  // A client that left before the first byte never starts the reading that would close the file.
  request.onAborted(() => void handle.close().catch(() => undefined));
  return source(contentTypeOf(realPath), contentOf(opened.value), {
    headers: [['Content-Disposition', dispositionOf(realPath)]],
    contentLength: sizeBytes,
  });
}

/** The bytes that were there when the length was announced; what a log gains meanwhile is not. */
async function* contentOf({ handle, sizeBytes, realPath }: OpenedFile): AsyncIterable<Uint8Array> {
  let sentBytes = 0;
  try {
    while (sentBytes < sizeBytes) {
      const wanted = Math.min(downloadPieceBytes, sizeBytes - sentBytes);
      const piece = Buffer.allocUnsafe(wanted);
      const { bytesRead } = await handle.read(piece, 0, wanted, sentBytes);
      // The body would end before its announced length: break the connection instead.
      if (bytesRead === 0) throw new Error(`'${realPath}' became shorter while it was read`);
      sentBytes += bytesRead;
      yield piece.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

const downloadPieceBytes = 64 * 1024;
