/**
 * The texts that the file of HAProxy is made of. Each can be replaced by a file
 * `templates/HAPROXY_<NAME>`, by an environment variable of that name, which wins, and most of
 * them by a label `HAPROXY_{n}_<NAME>` of one port of one app.
 */
import type { Problem } from '../problem.ts';

/** Where the balancer's own things are; parts of the default HEAD. */
export interface HeadOptions {
  /** The socket of the runtime API that HAProxy opens. */
  readonly statsSocket: string;
  /** Where our own HTTP server listens, for what HAProxy passes on: `127.0.0.1:1234`, `unix@/…`. */
  readonly control: string;
  /** HAPROXY_GLOBAL_DEFAULT_OPTIONS. */
  readonly defaultOptions: string;
  /** Lines for the section `global`, such as `log stdout format raw local0`. */
  readonly globalLines: readonly string[];
}

/** Texts given by the operator, by full name (`HAPROXY_HEAD`). */
export interface TemplateSources {
  readonly files: ReadonlyMap<string, string>;
  readonly environment: ReadonlyMap<string, string>;
}

/** What applies to all apps, with the problems of those that could not be used. */
export interface Templates {
  readonly texts: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}
