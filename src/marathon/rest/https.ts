/**
 * The key and certificate of --ssl_keystore_path: a PKCS #12 file, which Java's keytool makes by default
 * and Node reads. The older form of Java (JKS, JCEKS) only Java can read.
 */
import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { createSecureContext, rootCertificates, TLSSocket } from 'node:tls';
import { assert, failure, ok, type Result } from '../../foundation/result.ts';

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

/**
 * Whom a standby believes to be the leader: whoever shows the keystore's own certificate, which may be signed by
 * itself, or one of those who are trusted anyway. (Those who signed it and are in the keystore, too, are by themselves.)
 */
export function certificatesTrustedWith({ pfx, passphrase }: Keystore): readonly string[] {
  const extra = process.env['NODE_EXTRA_CA_CERTS'];
  return [
    ...rootCertificates,
    // Of one that is not there Node itself says so.
    ...(extra !== undefined && existsSync(extra) ? [readFileSync(extra, 'utf8')] : []),
    ownCertificate(pfx, passphrase),
  ];
}

/** Only a socket tells what is in the file. */
function ownCertificate(pfx: Buffer, passphrase: string): string {
  const secureContext = createSecureContext({ pfx, passphrase });
  const socket = new TLSSocket(new Socket(), { isServer: true, secureContext });
  const own = socket.getCertificate();
  socket.destroy();
  assert(own !== null && 'raw' in own, 'a keystore that opened has a certificate');
  return new X509Certificate(own.raw).toString();
}
