/** A ZooKeeper server of one's own on loopback, where it is installed. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type Result, failure, ok } from '../../../foundation/result.ts';

/** Of Debian's package; its jars need those beside them. */
const jarDirectory = '/usr/share/java';
const mainClass = 'org.apache.zookeeper.server.quorum.QuorumPeerMain';
/** Sessions may then last from 1 to 40 s. */
const tickMs = 500;
const longestSessionMs = 40_000;

export interface PrivateZooKeeper {
  readonly port: number;
  readonly file: string;
  readonly args: readonly string[];
}

export async function preparePrivateZooKeeper(
  directory: string,
): Promise<Result<PrivateZooKeeper>> {
  const isInstalled =
    existsSync(jarDirectory) && readdirSync(jarDirectory).includes('zookeeper.jar');
  if (!isInstalled) {
    return failure(
      'several masters need ZooKeeper, which is not installed here: apt-get install zookeeper',
    );
  }
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const port = await findFreePort();
  const config = join(directory, 'zoo.cfg');
  const lines = [
    `tickTime=${tickMs}`,
    `maxSessionTimeout=${longestSessionMs}`,
    `dataDir=${join(directory, 'data')}`,
    `clientPort=${port}`,
    'clientPortAddress=127.0.0.1',
    'admin.enableServer=false',
  ];
  writeFileSync(config, `${lines.join('\n')}\n`);
  const memory = '-Xmx128m';
  return ok({ port, file: 'java', args: [memory, '-cp', `${jarDirectory}/*`, mainClass, config] });
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
