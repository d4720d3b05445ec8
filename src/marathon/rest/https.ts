/**
 * The key and certificate of --ssl_keystore_path: a PKCS #12 file, which Java's keytool makes by default
 * and Node reads. The older form of Java (JKS, JCEKS) only Java can read.
 */
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { failure, ok, type Result } from '../../foundation/result.ts';

export interface Keystore {
  readonly pfx: Buffer;
  readonly passphrase: string;
}

const javaMagics: Readonly<Record<string, string>> = { feedfeed: 'JKS', cececece: 'JCEKS' };

export function readKeystore(path: string, passphrase: string): Result<Keystore> {
  let pfx: Buffer;
  try {
    pfx = readFileSync(path);
  } catch (error) {
    return failure(`--ssl_keystore_path: ${(error as Error).message}`);
  }
  const java = javaMagics[pfx.subarray(0, 4).toString('hex')];
  if (java !== undefined) {
    return failure(
      `--ssl_keystore_path: ${path} is a Java keystore (${java}); make a PKCS #12 file of it: ` +
        `keytool -importkeystore -srckeystore ${path} -destkeystore ${path}.p12 -deststoretype PKCS12`,
    );
  }
  try {
    createSecureContext({ pfx, passphrase });
  } catch (error) {
    const why = (error as Error).message;
    return failure(`--ssl_keystore_path: ${path} with --ssl_keystore_password: ${why}`);
  }
  return ok({ pfx, passphrase });
}
