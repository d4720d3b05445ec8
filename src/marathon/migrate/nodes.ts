/**
 * The nodes of the original below `state`: category, bucket, id and, of what has versions, the time of
 * each. Ids are spread over buckets by a hash that nobody has to know who lists them all. Most nodes
 * are compressed. What was removed may still be there, empty.
 */
import { gunzipSync } from 'node:zlib';
import type { ZooKeeperClient } from '../../zookeeper/core/client.ts';
import type { ZooKeeperResult } from '../../zookeeper/core/errors.ts';

/** What no node of ZooKeeper can be unpacked to honestly. */
const mostBytesOfNode = 64 * 1024 * 1024;
const gzipMagic = [0x1f, 0x8b] as const;

export interface NodeId {
  readonly category: string;
  readonly bucket: string;
  readonly id: string;
}

export class OldNodes {
  readonly #client: ZooKeeperClient;

  /** Its paths are those below --zk's of the original. */
  constructor(client: ZooKeeperClient) {
    this.#client = client;
  }

  /** Names of the nodes below; without the node: none. */
  async children(path: string): Promise<readonly string[]> {
    const found = await ask<{ readonly children: readonly string[] }>((done) =>
      this.#client.getChildren(path, undefined, done),
    );
    return found?.children ?? [];
  }

  /** Undefined: it is not there, or was removed. */
  async data(path: string): Promise<Uint8Array | undefined> {
    const found = await ask<{ readonly data: Uint8Array }>((done) =>
      this.#client.getData(path, undefined, done),
    );
    const data = found && unpacked(found.data);
    return data === undefined || data.length === 0 ? undefined : data;
  }

  async idsOf(category: string): Promise<readonly NodeId[]> {
    const ids: NodeId[] = [];
    for (const bucket of await this.children(`/state/${category}`)) {
      for (const id of await this.children(`/state/${category}/${bucket}`)) {
        ids.push({ category, bucket, id });
      }
    }
    return ids;
  }
}

export function pathOf({ category, bucket, id }: NodeId): string {
  return `/state/${category}/${bucket}/${id}`;
}

function unpacked(data: Uint8Array): Uint8Array {
  const isPacked = data[0] === gzipMagic[0] && data[1] === gzipMagic[1];
  return isPacked ? gunzipSync(data, { maxOutputLength: mostBytesOfNode }) : data;
}

/** @throws Error for what is not just a node that is missing: the migration ends then */
function ask<T>(start: (done: (result: ZooKeeperResult<T>) => void) => void) {
  return new Promise<T | undefined>((resolve, reject) =>
    start((result) => {
      if (result.ok) resolve(result.value);
      else if (result.error.code === 'NO_NODE') resolve(undefined);
      else reject(new Error(`ZooKeeper: ${result.error.message}`));
    }),
  );
}
