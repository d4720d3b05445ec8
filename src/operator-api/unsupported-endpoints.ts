/**
 * Endpoints of rooms to come. They are answered 501 with their name, as calls of those rooms are, so
 * that a client can tell "not in this version" from "no such thing". They are not in /help.
 */
import { refusal } from '../foundation/http/index.ts';
import { nobodyAsked } from '../security/authorization.ts';
import type { EndpointOptions, EndpointRouter } from '../manners/index.ts';

/** `paths` come with their process, and with the guard of `route`. */
export function registerUnsupportedEndpoints(
  router: EndpointRouter,
  paths: readonly string[],
  route: Pick<EndpointOptions, 'guard'> = {},
): void {
  for (const path of paths) register(router, path, route);
}

function register(
  router: EndpointRouter,
  path: string,
  route: Pick<EndpointOptions, 'guard'>,
): void {
  const answer = refusal(501, `${path} is not supported by this version`);
  router.register(path, () => answer, {
    ...route,
    realm: 'open',
    authorize: nobodyAsked('there is nothing behind it yet'),
  });
}
