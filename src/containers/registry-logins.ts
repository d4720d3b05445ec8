/**
 * Logins of registries, as the docker client keeps them: `config.json` ({"auths": {...}}) or the older
 * `.dockercfg` (what is in "auths", alone); of --docker_config, of a task's sandbox, of an image. Helpers that keep
 * logins elsewhere are programs of the client; they are not run.
 */
import { failure, ok } from '../foundation/result.ts';
import type { Result } from '../foundation/result.ts';

export interface PasswordLogin {
  readonly username: string;
  readonly password: string;
}

/** A token is what the docker client got for a password, which only the Docker Engine can use. */
export type Login = PasswordLogin | { readonly identitytoken: string };

/** By `registryKey`. */
export type Logins = ReadonlyMap<string, Login>;

/** Docker's own registry. */
export const dockerHubKey = 'registry-1.docker.io';
/** Names that it has in such files. */
const dockerHubNames = new Set(['index.docker.io', 'docker.io', dockerHubKey]);

/** One name for each registry, whatever a file or an image calls it. */
export function registryKey(name: string): string {
  const host = name
    .replace(/^https?:\/\//u, '')
    .split('/')[0]!
    .toLowerCase();
  return dockerHubNames.has(host) ? dockerHubKey : host;
}

export function findPassword(logins: Logins, registry: string): PasswordLogin | undefined {
  const login = logins.get(registryKey(registry));
  return login !== undefined && 'username' in login ? login : undefined;
}

type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A failure is a rule that the value breaks: a sentence that fits after "…: ". */
export function readLogins(config: unknown): Result<Logins> {
  if (!isObject(config)) return failure('it must be an object, as in ~/.docker/config.json');
  const helper = ['credsStore', 'credHelpers'].find((name) => config[name] !== undefined);
  if (helper !== undefined && config['auths'] === undefined) {
    return failure(`'${helper}' names programs that keep logins, which the agent does not run`);
  }
  const auths = config['auths'] ?? olderLogins(config);
  if (!isObject(auths)) return failure("'auths' must be an object");
  const logins = new Map<string, Login>();
  for (const [registry, value] of Object.entries(auths)) {
    // Of a login that a helper keeps nothing but the name is here.
    if (helper !== undefined && isObject(value) && Object.keys(value).length === 0) continue;
    const login = readLogin(value);
    if (login === undefined) {
      return failure(
        `the entry of '${registry}' has neither 'auth' (base64 of user:password) nor 'username' and 'password'`,
      );
    }
    logins.set(registryKey(registry), login);
  }
  return ok(logins);
}

/** @compat `.dockercfg` has the registries on top. */
function olderLogins(config: Json): Json {
  const entries = Object.entries(config).filter(([, value]) => readLogin(value) !== undefined);
  return Object.fromEntries(entries);
}

function readLogin(value: unknown): Login | undefined {
  const { auth, username, password, identitytoken } = isObject(value) ? value : {};
  if (typeof identitytoken === 'string' && identitytoken !== '') return { identitytoken };
  if (typeof username === 'string' && typeof password === 'string') return { username, password };
  if (typeof auth !== 'string') return undefined;
  const text = Buffer.from(auth, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 1) return undefined;
  return { username: text.slice(0, colon), password: text.slice(colon + 1).replace(/\0+$/u, '') };
}
