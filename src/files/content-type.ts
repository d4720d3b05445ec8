/**
 * What kind of file is it? By the ending of its name; everything else is bytes. And the header
 * that tells a browser to save it under that name.
 */
import { basename, extname } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.bmp': 'image/bmp',
  '.bz2': 'application/x-bzip2',
  '.css': 'text/css',
  '.csv': 'text/csv',
  '.gif': 'image/gif',
  '.gz': 'application/x-gzip',
  '.htm': 'text/html',
  '.html': 'text/html',
  '.ico': 'image/x-icon',
  '.jar': 'application/java-archive',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'application/x-javascript',
  '.json': 'application/json',
  '.md': 'text/x-markdown',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.tar': 'application/x-tar',
  '.tgz': 'application/x-gzip',
  '.tif': 'image/tiff',
  '.tiff': 'image/tiff',
  '.txt': 'text/plain',
  '.xml': 'text/xml',
  '.yaml': 'application/x-yaml',
  '.yml': 'application/x-yaml',
  '.zip': 'application/zip',
};

export function contentTypeOf(path: string): string {
  return types[extname(path).toLowerCase()] ?? 'application/octet-stream';
}

/** Names that are no HTTP token (spaces, quotes, other alphabets) also come percent-encoded. */
export function dispositionOf(path: string): string {
  const name = basename(path);
  if (/^[\w.!#$&+^`|~-]+$/.test(name)) return `attachment; filename=${name}`;
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\]/g, '_');
  const encoded = Buffer.from(name)
    .toString('latin1')
    .replaceAll(/[^\w.!#$&+^`|~-]/g, (one) => {
      return `%${one.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
    });
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
