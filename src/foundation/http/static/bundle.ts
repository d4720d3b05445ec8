/** Static files in memory, as a build put them together. */
import { createHash } from 'node:crypto';
import {
  codingEndings,
  isCodedForm,
  isHidden,
  type StaticEntry,
  type StaticFile,
  type StaticSource,
} from './source.ts';

/** By path ("assets/app.js"); "assets/app.js.br" is another form of it. Files are as old as the build. */
export function bundleSource(
  bytesByPath: ReadonlyMap<string, Uint8Array>,
  modifiedMs: number,
): StaticSource {
  const files = new Map<string, StaticFile>();
  for (const [path, bytes] of bytesByPath) {
    if (!isHidden(path)) files.set(path, fileOf(bytes, modifiedMs));
  }
  const entries = new Map<string, StaticEntry>();
  for (const [path, file] of files) {
    if (isCodedForm(path, (other) => files.has(other))) continue;
    const forms = codingEndings.filter(([, ending]) => files.has(path + ending));
    entries.set(path, {
      codings: forms.map(([coding]) => coding),
      open: (coding) => {
        const ending = forms.find(([name]) => name === coding)?.[1] ?? '';
        return Promise.resolve(ending === '' ? file : files.get(path + ending));
      },
    });
  }
  return { find: (path) => entries.get(path) };
}

function fileOf(bytes: Uint8Array, modifiedMs: number): StaticFile {
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
  return {
    sizeBytes: bytes.length,
    modifiedMs,
    etag: `"${hash}"`,
    read: (start, end) => (start === end ? [] : [bytes.subarray(start, end)]),
  };
}
