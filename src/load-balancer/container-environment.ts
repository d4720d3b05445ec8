/**
 * Variables that the original's container start reads (`docker run -e NAME=value`): certificates,
 * credentials, settings of the kernel. Some of them are fatal when they cannot be obeyed, as there.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Agent, request } from 'undici';
import { failure, ok, type Result } from '../foundation/result.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

const run = promisify(execFile);
const commandTimeoutMs = 60_000;
/** HAPROXY_SSL_CERT0 to HAPROXY_SSL_CERT100. */
const lastCertificate = 100;

/** @compat PORTS is only looked at: HAProxy binds what its configuration says. */
export function checkPorts({ PORTS }: Variables): string | undefined {
  if (PORTS === undefined || /^\d+(\s*,\s*\d+)*$/.test(PORTS)) return undefined;
  return `PORTS must be ports with commas between them, not ${JSON.stringify(PORTS)}`;
}

/** "user:password", or undefined. */
export async function credentialsOf(variables: Variables): Promise<Result<string | undefined>> {
  const { MARATHON_USER: user, MARATHON_PASSWORD: secret } = variables;
  if (isGiven(user) && isGiven(secret)) return ok(`${user}:${secret}`);
  const { VAULT_TOKEN: token, VAULT_HOST, VAULT_PORT, VAULT_PATH, VAULT_URL: url } = variables;
  if (![token, VAULT_HOST, VAULT_PORT, VAULT_PATH].every(isGiven)) return ok(undefined);
  try {
    const { body } = await request(url ?? `https://${VAULT_HOST}:${VAULT_PORT}/v1/${VAULT_PATH}`, {
      headers: { 'x-vault-token': token ?? '' },
      signal: AbortSignal.timeout(commandTimeoutMs),
      dispatcher: new Agent({ connect: { rejectUnauthorized: false } }),
    });
    const { data } = (await body.json()) as { readonly data: Readonly<Record<string, unknown>> };
    return ok(`${String(data['user'])}:${String(data['pass'])}`);
  } catch (error) {
    return failure(`Vault does not tell the credentials: ${(error as Error).message}`);
  }
}

/** "net.core.somaxconn=1024 …" */
export async function setKernelParameters(variables: Variables): Promise<Result<void>> {
  const { HAPROXY_SYSCTL_PARAMS: parameters, HAPROXY_SYSCTL_NONSTRICT: tolerant } = variables;
  if (!isGiven(parameters)) return ok(undefined);
  try {
    await run('sysctl', ['-w', ...parameters.split(/\s+/).filter((each) => each !== '')]);
    return ok(undefined);
  } catch (error) {
    if (isGiven(tolerant)) return ok(undefined);
    return failure(`HAPROXY_SYSCTL_PARAMS: ${(error as Error).message}`);
  }
}

/** Paths of all certificates, those of the environment written to `directory` before. */
export async function certificatesOf(
  given: readonly string[] | undefined,
  variables: Variables,
  directory: string,
): Promise<Result<readonly string[]>> {
  const { HAPROXY_SSL_CERT: first } = variables;
  if (!isGiven(first)) {
    return given === undefined ? selfSigned(join(directory, 'cert.pem')) : ok(given);
  }
  const paths = [...(given ?? [])];
  const numbers = Array.from({ length: lastCertificate + 1 }, (_, number) => String(number));
  for (const number of ['', ...numbers]) {
    const text = variables[`HAPROXY_SSL_CERT${number}`];
    if (!isGiven(text)) continue;
    const path = join(directory, `cert${number}.pem`);
    await writeFile(path, `${text.replaceAll(String.raw`\n`, '\n')}\n`, { mode: 0o600 });
    paths.push(path);
  }
  return ok(paths);
}

/** @compat For any host; made once. */
async function selfSigned(path: string): Promise<Result<readonly string[]>> {
  if (existsSync(path)) return ok([path]);
  const [key, certificate] = [`${path}.key`, `${path}.crt`];
  const how = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '3650', '-subj', '/CN=*'];
  try {
    await run('openssl', [...how, '-keyout', key, '-out', certificate], {
      timeout: commandTimeoutMs,
    });
    const [certificateText, keyText] = await Promise.all(
      [certificate, key].map((each) => readFile(each)),
    );
    await writeFile(path, Buffer.concat([certificateText!, keyText!]), { mode: 0o600 });
    return ok([path]);
  } catch (error) {
    return failure(
      `A self-signed certificate for port 443 cannot be made: ${(error as Error).message}. ` +
        'Give one with --ssl-certs or HAPROXY_SSL_CERT, or use --dont-bind-http-https',
    );
  }
}

/** Texts of `templates/HAPROXY_*` in these directories; the last one counts. */
export async function templateFiles(
  directories: readonly string[],
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const known = new Set(names);
  const texts = new Map<string, string>();
  for (const directory of directories) {
    for (const name of await readdir(directory).catch(() => [])) {
      if (known.has(name)) texts.set(name, await readFile(join(directory, name), 'utf8'));
    }
  }
  return texts;
}

export function isGiven(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}
