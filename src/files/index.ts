/** The files room's door: what is attached, its HTTP endpoints, and its errors for v1 calls. */
export { Files, mostReadBytes, type FileSource, type ReadFile } from './files.ts';
export { filesWithLog } from './log-file.ts';
export { filesErrorResponse, type FilesError } from './files-error.ts';
export { registerFilesEndpoints } from './endpoints.ts';
