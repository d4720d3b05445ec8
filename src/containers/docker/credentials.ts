/**
 * Logins of registries, as the docker client keeps them: `config.json` ({"auths": {...}}) or the older
 * `.dockercfg` (what is in "auths", alone). Helpers that keep logins elsewhere are programs of the
 * client; they are not run.
 */
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import { dockerHub } from './engine/image-name.ts';
import type { Credentials } from './engine/engine.ts';

interface Login {
  readonly auth?: string;
  readonly username?: string;
  readonly password?: string;
  readonly identitytoken?: string;
}

export type Logins = ReadonlyMap<string, Login>;

/** A failure is a rule that the value breaks. */
export function readLogins(value: unknown): Result<Logins> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return failure('it must be an object, as in ~/.docker/config.json');
  }
  const config = value as Record<string, unknown>;
  const helper = ['credsStore', 'credHelpers'].find((name) => config[name] !== undefined);
  if (helper !== undefined && config['auths'] === undefined) {
    return failure(`'${helper}' names programs that keep logins, which the agent does not run`);
  }
  const auths = config['auths'] ?? (isOldConfig(config) ? config : {});
  if (typeof auths !== 'object' || auths === null) return failure("'auths' must be an object");
  const logins = new Map<string, Login>();
  for (const [registry, login] of Object.entries(auths as Record<string, unknown>)) {
    if (typeof login !== 'object' || login === null) {
      return failure(`the login of '${registry}' must be an object`);
    }
    logins.set(hostOf(registry), login as Login);
  }
  return ok(logins);
}

/** Everything in it is a login. */
function isOldConfig(config: Record<string, unknown>): boolean {
  return Object.values(config).every(
    (value) => typeof value === 'object' && value !== null && 'auth' in value,
  );
}

/** "https://index.docker.io/v1/" and "index.docker.io" are one. */
function hostOf(registry: string): string {
  const host = registry.replace(/^https?:\/\//u, '').split('/')[0]!;
  return host === 'docker.io' ? dockerHub : host;
}

export function findCredentials(logins: Logins, registry: string): Credentials | undefined {
  const login = logins.get(registry);
  if (login === undefined) return undefined;
  const serveraddress = registry === dockerHub ? `https://${dockerHub}/v1/` : registry;
  const { identitytoken } = login;
  if (identitytoken !== undefined && identitytoken !== '') return { identitytoken, serveraddress };
  const decoded = Buffer.from(login.auth ?? '', 'base64')
    .toString('utf8')
    .replace(/\0+$/u, '');
  const colon = decoded.indexOf(':');
  const username = login.username ?? (colon < 0 ? undefined : decoded.slice(0, colon));
  const password = login.password ?? (colon < 0 ? undefined : decoded.slice(colon + 1));
  if (username === undefined || password === undefined) return undefined;
  return { username, password, serveraddress };
}
