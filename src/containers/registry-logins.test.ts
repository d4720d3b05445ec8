/** What the docker client keeps is read the same for both containerizers. */
import { expect, it } from 'vitest';
import { unwrap } from '../foundation/result.ts';
import { findCredentials } from './docker/credentials.ts';
import { findPassword, readLogins } from './registry-logins.ts';

const auth = Buffer.from('bob:se:cret').toString('base64');
const bob = { username: 'bob', password: 'se:cret' };

it('logins are read from the newer and the older file, whatever a registry is called there', () => {
  const newer = { auths: { 'https://index.docker.io/v1/': { auth }, 'Host:5000': bob } };
  const logins = unwrap(readLogins(newer));
  for (const name of ['docker.io', 'index.docker.io', 'registry-1.docker.io', 'host:5000']) {
    expect(findPassword(logins, name)).toEqual(bob);
  }
  expect(findPassword(logins, 'elsewhere')).toBeUndefined();
  const older = unwrap(readLogins({ 'quay.io': { auth } }));
  expect(findPassword(older, 'quay.io')).toEqual(bob);
  expect(unwrap(readLogins({ HttpHeaders: { a: 'b' } })).size).toBe(0);
});

it('a token is for the Docker Engine alone', () => {
  const entry = { auth: Buffer.from('00000000:').toString('base64'), identitytoken: 'token' };
  const logins = unwrap(readLogins({ auths: { 'h:5000': entry } }));
  expect(findPassword(logins, 'h:5000')).toBeUndefined();
  const told = { identitytoken: 'token', serveraddress: 'h:5000' };
  expect(findCredentials(logins, 'h:5000')).toEqual(told);
});

it('the engine is told which registry a login is for', () => {
  const logins = unwrap(readLogins({ auths: { 'docker.io': { auth } } }));
  const serveraddress = 'https://index.docker.io/v1/';
  expect(findCredentials(logins, 'index.docker.io')).toEqual({ ...bob, serveraddress });
});

it('logins that programs keep are refused, unless there are others', () => {
  expect(readLogins({ credsStore: 'pass' })).toMatchObject({
    error: "'credsStore' names programs that keep logins, which the agent does not run",
  });
  const some = { credsStore: 'pass', auths: { kept: {}, own: { auth } } };
  expect([...unwrap(readLogins(some)).keys()]).toEqual(['own']);
});

it.each([
  ['x', 'it must be an object'],
  [[], 'it must be an object'],
  [{ auths: 'x' }, "'auths' must be an object"],
  [{ auths: { x: {} } }, "the entry of 'x' has neither"],
  [{ auths: { x: { auth: 'nonsense' } } }, "the entry of 'x' has neither"],
  [{ auths: { x: 1 } }, "the entry of 'x' has neither"],
])('%j is refused', (config, sentence) => {
  const read = readLogins(config);
  expect(read.ok ? '' : read.error).toContain(sentence);
});
