/**
 * What to do for one URI of a command, decided without touching anything: where the bytes come
 * from, the name they get in the sandbox, and whether they are unpacked. Names come from frameworks,
 * so none may lead out of the sandbox.
 */
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { CommandInfo_URI } from '../../protocol/generated/mesos.ts';
import { ftpPathOf } from './ftp.ts';

export type FetchSource =
  | { readonly kind: 'http'; readonly url: string }
  | { readonly kind: 'ftp'; readonly url: string }
  | { readonly kind: 'file'; readonly path: string }
  /** Whatever the Hadoop client of this machine knows: hdfs, s3a, … */
  | { readonly kind: 'hadoop'; readonly uri: string };

export type Unpacking = 'none' | 'tar' | 'zip' | 'gzip';

export interface FetchPlan {
  /** As the framework wrote it, for messages. */
  readonly uri: string;
  readonly source: FetchSource;
  /** Relative to the sandbox: directories, then the file name. */
  readonly target: readonly string[];
  readonly unpacking: Unpacking;
  readonly isExecutable: boolean;
  /** By which a cached file is known to people. */
  readonly baseName: string;
  readonly usesCache: boolean;
}

const tarSuffixes = ['.tar', '.tgz', '.tar.gz', '.tbz2', '.tar.bz2', '.txz', '.tar.xz'];

export function unpackingOf(fileName: string): Unpacking {
  if (tarSuffixes.some((suffix) => fileName.endsWith(suffix))) return 'tar';
  if (fileName.endsWith('.zip')) return 'zip';
  return fileName.endsWith('.gz') ? 'gzip' : 'none';
}

/** What comes after the last "/"; a query belongs to it, as in Mesos. */
function baseNameOf(value: string): Result<string> {
  const schemeEnd = value.indexOf('://');
  const path = schemeEnd < 0 ? value : value.slice(schemeEnd + 3);
  const name = path.slice(path.lastIndexOf('/') + 1);
  if ((schemeEnd >= 0 && !path.includes('/')) || name === '') {
    return failure(`Malformed URI '${value}': it names no file`);
  }
  if (/[\\'"\0]/u.test(name) || name === '.' || name === '..') {
    return failure(`Malformed URI '${value}': the file name has illegal characters`);
  }
  return ok(name);
}

function outputNameOf(value: string): Result<readonly string[]> {
  const parts = value.split('/').filter((part) => part !== '' && part !== '.');
  if (value.startsWith('/') || parts.includes('..') || parts.length === 0) {
    return failure(`URI output file '${value}' must be a path within the sandbox`);
  }
  if (/[\\'"\0]/u.test(value)) {
    return failure(`URI output file '${value}' has illegal characters`);
  }
  return ok(parts);
}

function sourceOf(value: string, frameworksHome: string | undefined): Result<FetchSource> {
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//u.exec(value)?.[1]?.toLowerCase();
  if (scheme === 'http' || scheme === 'https') {
    return URL.canParse(value)
      ? ok({ kind: 'http', url: value })
      : failure(`Malformed URI '${value}'`);
  }
  if (scheme === 'file') {
    const path = value.slice('file://'.length).replace(/^localhost(?=\/)/u, '');
    // @compat %xx is not decoded: a file so named is meant literally.
    if (path.startsWith('/')) return ok({ kind: 'file', path });
    return failure(`Failed to fetch '${value}': file URIs must have an absolute path`);
  }
  if (scheme === 'ftp' || scheme === 'ftps') {
    if (ftpPathOf(value) !== undefined) return ok({ kind: 'ftp', url: value });
    return failure(`Malformed URI '${value}'`);
  }
  if (scheme !== undefined) return ok({ kind: 'hadoop', uri: value });
  if (value.startsWith('/')) return ok({ kind: 'file', path: value });
  if (frameworksHome !== undefined && frameworksHome !== '') {
    return ok({ kind: 'file', path: `${frameworksHome.replace(/\/$/u, '')}/${value}` });
  }
  return failure(
    `Failed to fetch '${value}': it is a relative path and the agent has no --frameworks_home`,
  );
}

export function planFetch(
  uri: CommandInfo_URI,
  frameworksHome: string | undefined,
): Result<FetchPlan> {
  const value = uri.value.trim();
  if (value.includes('\0')) return failure('Malformed URI: it contains a NUL byte');
  const source = sourceOf(value, frameworksHome);
  if (!source.ok) return source;
  const baseName = baseNameOf(value);
  if (!baseName.ok) return baseName;
  const output = uri.output_file ?? '';
  const target = output === '' ? ok([baseName.value]) : outputNameOf(output);
  if (!target.ok) return target;
  const isExecutable = uri.executable ?? false;
  const shallUnpack = (uri.extract ?? true) && !isExecutable;
  const unpacking = shallUnpack ? unpackingOf(target.value.at(-1)!) : 'none';
  return ok({
    uri: value,
    source: source.value,
    target: target.value,
    unpacking,
    isExecutable,
    baseName: baseName.value,
    usesCache: uri.cache ?? false,
  });
}
