/**
 * Logins of registries, from a Docker `config.json` (--docker_config, or Image.Docker.config of a
 * task), and the challenges by which a registry asks for one.
 */
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';

export interface Login {
  readonly username: string;
  readonly password: string;
}

/** By host and port of the registry. */
export type Logins = ReadonlyMap<string, Login>;

/** Names that Docker's own registry has in such files. */
const dockerHubNames = new Set(['index.docker.io', 'docker.io', 'registry-1.docker.io']);

/** One name for each registry, whatever a file or an image calls it. */
export function registryKey(name: string): string {
  const host = name
    .replace(/^https?:\/\//u, '')
    .split('/')[0]!
    .toLowerCase();
  return dockerHubNames.has(host) ? 'registry-1.docker.io' : host;
}

/** A failure is a sentence that fits after "…: ". */
export function readLogins(config: unknown): Result<Logins> {
  const auths = Object(config) === config ? (config as { readonly auths?: unknown }) : undefined;
  if (auths === undefined) return failure("it has to be a JSON object like Docker's config.json");
  const entries = auths.auths ?? legacyAuths(config as object);
  if (Object(entries) !== entries) return failure("'auths' has to be a JSON object");
  const logins = new Map<string, Login>();
  for (const [name, value] of Object.entries(entries as object)) {
    const login = readLogin(value);
    if (login === undefined) {
      return failure(
        `the entry of '${name}' has neither 'auth' (base64 of user:password) nor 'username' and 'password'`,
      );
    }
    logins.set(registryKey(name), login);
  }
  return ok(logins);
}

/** @compat `.dockercfg` has the registries on top. */
function legacyAuths(config: object): unknown {
  const entries = Object.entries(config).filter(([, value]) => readLogin(value) !== undefined);
  return Object.fromEntries(entries);
}

function readLogin(value: unknown): Login | undefined {
  const { auth, username, password } = (Object(value) === value ? value : {}) as Record<
    string,
    unknown
  >;
  if (typeof username === 'string' && typeof password === 'string') return { username, password };
  if (typeof auth !== 'string') return undefined;
  const text = Buffer.from(auth, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 1) return undefined;
  return { username: text.slice(0, colon), password: text.slice(colon + 1).replace(/\0+$/u, '') };
}

export function basicAuthorization({ username, password }: Login): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

export type Challenge =
  | { readonly scheme: 'basic' }
  | { readonly scheme: 'bearer'; readonly realm: string; readonly service: string | undefined };

/** What a 401 asks for; undefined when it is nothing that we can give. */
export function parseChallenge(header: string | null): Challenge | undefined {
  if (header === null) return undefined;
  if (/^basic\b/iu.test(header)) return { scheme: 'basic' };
  if (!/^bearer\b/iu.test(header)) return undefined;
  const parameters = new Map(
    [...header.matchAll(/([a-z_]+)="([^"]*)"/giu)].map(([, name, value]) => [
      name!.toLowerCase(),
      value!,
    ]),
  );
  const realm = parameters.get('realm');
  if (realm === undefined || !/^https?:\/\//u.test(realm)) return undefined;
  return { scheme: 'bearer', realm, service: parameters.get('service') };
}
