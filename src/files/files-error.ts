/**
 * Why a file cannot be shown. The four kinds are Mesos' own and decide the HTTP status; the
 * sentence becomes the body, as it is.
 */
import { text, type HttpResponse } from '../foundation/http/index.ts';

export interface FilesError {
  readonly kind: 'invalid' | 'unauthorized' | 'not-found' | 'unknown';
  readonly message: string;
}

const statuses: Readonly<Record<FilesError['kind'], number>> = {
  invalid: 400,
  unauthorized: 403,
  'not-found': 404,
  unknown: 500,
};

export function invalidPath(message: string): FilesError {
  return { kind: 'invalid', message };
}

export function unauthorized(message: string): FilesError {
  return { kind: 'unauthorized', message };
}

/** @compat unknown paths are answered without a body. */
export const fileNotFound: FilesError = { kind: 'not-found', message: '' };

/** What the file system said, in the terms of this API; files may vanish while being looked at. */
export function describeFailure(what: string, error: unknown): FilesError {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return fileNotFound;
  if (code === 'ELOOP' || code === 'ENAMETOOLONG') {
    return invalidPath(`${what}: it has too many links or too long a name.\n`);
  }
  return { kind: 'unknown', message: `${what}: ${message}.\n` };
}

/** The answer to an old endpoint or a v1 call that met this error. */
export function filesErrorResponse(error: FilesError): HttpResponse {
  return text(statuses[error.kind], error.message);
}
