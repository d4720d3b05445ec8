/** How a login is told to a registry, and the challenges by which it asks for one. */
import type { PasswordLogin } from '../registry-logins.ts';

export function basicAuthorization({ username, password }: PasswordLogin): string {
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
