/** Old members next to new ones that say the same: which of them may stand together. */
import { type Problems, isUnique } from '../problems.ts';
import type { AppJson } from '../schema/app.ts';
import { checkOldContainer } from './container.ts';

export function checkOldForms(app: Omit<AppJson, 'id'>, problems: Problems): void {
  const { container, networks = [], ipAddress, uris, fetch = [], ports } = app;
  if (container !== undefined) checkOldContainer(container, problems);
  problems.unless(
    container?.type !== 'DOCKER' || ipAddress?.discovery === undefined,
    '/ipAddress',
    'ipAddress/discovery is not allowed for Docker containers',
  );
  problems.unless(
    uris === undefined || uris.length === 0 || fetch.length === 0,
    '/uris',
    'may not be set in conjunction with fetch',
  );
  for (const [index, uri] of (uris ?? []).entries()) checkUri(uri, `/uris(${index})`, problems);
  for (const [index, { uri }] of fetch.entries()) checkUri(uri, `/fetch(${index})/uri`, problems);
  problems.unless(
    container?.docker?.network === undefined || networks.length === 0,
    '',
    'must not specify both container.docker.network and networks',
  );
  problems.unless(
    ipAddress === undefined || networks.length === 0,
    '',
    'must not specify both networks and ipAddress',
  );
  const given = (ports ?? []).filter((port) => port !== 0);
  problems.unless(isUnique(given), '', 'ports must be unique');
  checkPortsOfTwoKinds(app, problems);
}

function checkPortsOfTwoKinds(
  { ipAddress, ports, portDefinitions }: Omit<AppJson, 'id'>,
  problems: Problems,
): void {
  const hasPorts = (ports ?? []).length > 0 || (portDefinitions ?? []).length > 0;
  problems.unless(
    ipAddress === undefined || !hasPorts,
    '',
    'cannot specify both an IP address and port',
  );
  const isSame =
    ports?.length === portDefinitions?.length &&
    ports?.every((port, index) => portDefinitions?.[index]?.port === port);
  problems.unless(
    ports === undefined || portDefinitions === undefined || isSame === true,
    '',
    'cannot specify both ports and port definitions',
  );
}

/** As java.net.URI takes it: no spaces, no quotes, percent signs with two digits after them. */
const uriCharacters = /^(?:[^\s"<>\\^`{|}%\p{Cc}]|%[0-9a-fA-F]{2})*$/u;

function checkUri(uri: string, path: string, problems: Problems): void {
  const isBracketed =
    uri.includes('[') && !/^[a-z][a-z0-9+.-]*:\/\/[^/]*\[[0-9a-fA-F:.]+\]/i.test(uri);
  problems.unless(
    uriCharacters.test(uri) && !isBracketed && !/^[^/?#]*:$/.test(uri),
    path,
    'URI has invalid syntax.',
  );
}
