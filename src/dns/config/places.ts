/** "host:port", "[::1]:53", and where there is a usual port "host" or "::1" alone. */
import { isIP } from 'node:net';

export interface Place {
  readonly host: string;
  readonly port: number;
}

export function parsePlace(text: string, usualPort?: number): Place | undefined {
  if (isIP(text) !== 0 && usualPort !== undefined) return { host: text, port: usualPort };
  const [, bracketed, plain, digits] =
    /^(?:\[([0-9a-fA-F:.]+)\]|([^\s:/@[\]?#]+))(?::([0-9]{1,5}))?$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = digits === undefined ? usualPort : Number(digits);
  if (host === undefined || port === undefined || port < 1 || port > 65_535) return undefined;
  return { host, port };
}
