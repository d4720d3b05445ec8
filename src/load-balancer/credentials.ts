/** Who we are to Marathon: by option, by file, or by what a container is told in its environment. */
import { readFileSync } from 'node:fs';
import { failure, ok, type Result } from '../foundation/result.ts';
import { credentialsOf, type Variables } from './container-environment.ts';
import type { BalancerFlags } from './flags/table.ts';

type CredentialFlags = Pick<BalancerFlags, 'marathon_auth_credential_file' | 'auth_credentials'>;

/** "user:password"; what the options say counts before the environment. */
export async function findCredentials(
  values: CredentialFlags,
  variables: Variables,
): Promise<Result<string | undefined>> {
  const { marathon_auth_credential_file: path, auth_credentials: given } = values;
  let credentials = given;
  if (path !== undefined) {
    try {
      [credentials] = readFileSync(path, 'utf8').split(/\r?\n/);
    } catch (error) {
      return failure(`--marathon-auth-credential-file: ${(error as Error).message}`);
    }
  }
  if (credentials === undefined || credentials === '') return credentialsOf(variables);
  return credentials.split(':').length === 2
    ? ok(credentials)
    : failure('Please provide marathon credentials in user:pass format');
}
