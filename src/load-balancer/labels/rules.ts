/**
 * What values of labels must be like, and how they are read. All of them end up in lines of
 * HAProxy's file, where a newline begins another directive, `#` a comment, and quotes, backslashes
 * and blanks change what words there are: a value that could do that is refused, whoever wrote it.
 */
import { isIP } from 'node:net';

export interface Rule<T> {
  /** As a sentence, after "the value". */
  readonly text: string;
  /** `undefined` for a value that breaks the rule. */
  readonly read: (value: string) => T | undefined;
}

/** HTTP_BACKEND_REDIR compares them all in one line. */
const maxHosts = 50;

/** HAProxy takes 64 in a line; the directive around them has a few of its own. */
const maxWords = 50;

/** Words that HAProxy reads as they are. */
const plainWord = /^[^\s"'#\\\p{Cc}]+$/u;
const hostName = /^(?:\*\.?)?[a-z0-9_](?:[a-z0-9._-]{0,252})(?::\d{1,5})?$/;
const path = /^\/[A-Za-z0-9._~!$&()*+,;=:@/-]*$/;
const locationOf =
  /^(?:https?:\/\/[A-Za-z0-9.:-]+)?\/(?:[A-Za-z0-9._~!$&()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*$/;
const pathFlags: ReadonlySet<string> = new Set(['-i', '-n', '--']);
export const balances: ReadonlySet<string> = new Set([
  'roundrobin',
  'static-rr',
  'leastconn',
  'first',
  'source',
  'uri',
  'url_param',
  'hdr',
  'random',
  'rdp-cookie',
  'hash',
]);

export const boolean: Rule<boolean> = {
  text: 'must be true or false',
  read: (value) => {
    if (/^(?:true|t|yes|y)$/i.test(value)) return true;
    return /^(?:false|f|no|n)$/i.test(value) ? false : undefined;
  },
};

export const hosts: Rule<readonly string[]> = {
  text: 'must be at most 50 host names of letters, digits, dots, dashes and underscores, with commas between them',
  read: (value) => {
    const names = value.split(',').map((name) => name.trim().toLowerCase());
    const isUsable = hasNoControls(value) && names.length <= maxHosts;
    return isUsable && names.every((name) => hostName.test(name)) ? names : undefined;
  },
};

export const groupNames: Rule<readonly string[]> = {
  text: 'must be names with commas between them',
  read: (value) => (value === '' ? [] : value.split(',').map((name) => name.trim())),
};

export const port: Rule<number> = {
  text: 'must be a port from 1 to 65535',
  read: (value) => readNumber(value, 1, 65_535),
};

export const portIndex: Rule<number> = {
  text: 'must be the index of a port, from 0 on',
  read: (value) => readNumber(value, 0, 9_999),
};

export const weight: Rule<number> = {
  text: 'must be a whole number from -1000000 to 1000000',
  read: (value) => readNumber(value, -1_000_000, 1_000_000),
};

export const mode: Rule<'tcp' | 'http'> = {
  text: 'must be http or tcp',
  read: (value) => {
    const lower = value.toLowerCase();
    return lower === 'tcp' || lower === 'http' ? lower : undefined;
  },
};

export const balance: Rule<string> = {
  text: `must be an algorithm of HAProxy (${[...balances].join(', ')}) with its arguments`,
  read: (value) => {
    const words = wordsOf(value);
    const algorithm = words?.[0]?.replace(/\(.*$/, '');
    return words !== undefined && algorithm !== undefined && balances.has(algorithm)
      ? words.join(' ')
      : undefined;
  },
};

/** Beginnings of paths, after flags of HAProxy for comparing. */
export const paths: Rule<string> = {
  text: 'must be paths that begin with / with blanks between them, after -i if case does not matter; no quotes, # or backslashes',
  read: (value) => {
    const words = wordsOf(value);
    if (words === undefined) return undefined;
    const first = words.findIndex((word) => !pathFlags.has(word));
    return first >= 0 && words.slice(first).every((word) => word.startsWith('/'))
      ? words.join(' ')
      : undefined;
  },
};

export const onePath: Rule<string> = {
  text: 'must be one path that begins with /, of letters, digits and ._~!$&()*+,;=:@-',
  read: (value) => (path.test(value) ? value : undefined),
};

export const location: Rule<string> = {
  text: 'must be a path that begins with / or an http URL, without blanks, quotes, # or backslashes',
  read: (value) => (locationOf.test(value) ? value : undefined),
};

export interface Credentials {
  readonly realm: string;
  readonly user: string;
  readonly password: string;
}

export const credentials: Rule<Credentials> = {
  text: 'must be realm:user:password, the user and the (encrypted) password without blanks, quotes, # or backslashes',
  read: (value) => {
    const [realm = '', user = '', password = '', ...more] = value.split(':');
    const isUsable =
      more.length === 0 &&
      /^[^"'#\\\p{Cc}]+$/u.test(realm) &&
      plainWord.test(user) &&
      plainWord.test(password);
    return isUsable ? { realm, user, password } : undefined;
  },
};

export const certificates: Rule<string> = {
  text: 'must be the path of a certificate, without blanks, quotes, # or backslashes (several with crt between them)',
  read: (value) => {
    const words = wordsOf(value);
    const isUsable = words?.every((word, at) => (at % 2 === 0 ? word !== 'crt' : word === 'crt'));
    return words !== undefined && isUsable && words.length % 2 === 1 ? words.join(' ') : undefined;
  },
};

export const words: Rule<string> = {
  text: 'must be words of HAProxy in one line, without quotes, # or backslashes',
  read: (value) => wordsOf(value)?.join(' '),
};

export const bindAddress: Rule<string> = {
  text: 'must be an IP address or *',
  read: (value) => (value === '*' || isIP(value) > 0 ? value : undefined),
};

export const networks: Rule<readonly string[]> = {
  text: 'must be IP addresses or networks such as 10.1.0.0/16 with blanks between them',
  read: (value) => {
    const list = wordsOf(value);
    return list?.every(isNetwork) ? list : undefined;
  },
};

export const anything: Rule<string> = {
  text: 'may be any text',
  read: (value) => value,
};

/** Of one line, and such that none of them means more to HAProxy than itself. */
function wordsOf(value: string): readonly string[] | undefined {
  if (!hasNoControls(value)) return undefined;
  const list = value.split(' ').filter((word) => word !== '');
  const isUsable = list.length > 0 && list.length <= maxWords;
  return isUsable && list.every((word) => plainWord.test(word)) ? list : undefined;
}

function hasNoControls(value: string): boolean {
  return !/\p{Cc}/u.test(value);
}

function readNumber(value: string, min: number, max: number): number | undefined {
  if (!/^-?\d{1,9}$/.test(value.trim())) return undefined;
  const number = Number(value);
  return number >= min && number <= max ? number : undefined;
}

function isNetwork(value: string): boolean {
  const [address = '', bits, ...more] = value.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
  );
}
