/** Logins of registries as the Docker Engine is told them. */
import { registryKey } from '../registry-logins.ts';
import type { Logins } from '../registry-logins.ts';
import type { Credentials } from './engine/engine.ts';
import { dockerHub } from './engine/image-name.ts';

export function findCredentials(logins: Logins, registry: string): Credentials | undefined {
  const login = logins.get(registryKey(registry));
  if (login === undefined) return undefined;
  const serveraddress = registry === dockerHub ? `https://${dockerHub}/v1/` : registry;
  return { ...login, serveraddress };
}
