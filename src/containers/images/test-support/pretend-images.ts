/** Images made by a test: layers, configs, manifests, an archive as `docker save` writes it. */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';

export type Entry = Parameters<ReturnType<typeof pack>['entry']>[0] & { readonly text?: string };

export async function makeTar(entries: readonly Entry[]): Promise<Buffer> {
  const archive = pack();
  for (const { text, ...header } of entries) {
    if (text === undefined) archive.entry(header);
    else archive.entry(header, text);
  }
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export function sha256(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** A zstd frame whose blocks are not compressed: valid, and made without a compressor. */
export function zstdFrame(bytes: Buffer): Buffer {
  const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xe0, ...Array.from({ length: 8 }, () => 0)]);
  header.writeBigUInt64LE(BigInt(bytes.length), 5);
  const blocks: Buffer[] = [];
  const mostBlockBytes = 100_000;
  for (let at = 0; at === 0 || at < bytes.length; at += mostBlockBytes) {
    const block = bytes.subarray(at, at + mostBlockBytes);
    const isLast = at + mostBlockBytes >= bytes.length;
    const size = Buffer.alloc(3);
    size.writeUIntLE(block.length * 8 + (isLast ? 1 : 0), 0, 3);
    blocks.push(size, block);
  }
  return Buffer.concat([header, ...blocks]);
}

export type Packing = (plain: Buffer) => Buffer;

export interface PretendImage {
  readonly config: Buffer;
  readonly manifest: Buffer;
  /** As a registry has them, by digest; configs, too. */
  readonly blobs: ReadonlyMap<string, Buffer>;
  readonly diffIds: readonly string[];
  readonly plainLayers: readonly Buffer[];
}

export interface PretendImageOptions {
  readonly runtime?: object;
  readonly architecture?: string;
  readonly packing?: Packing;
}

const ownArchitecture = process.arch === 'x64' ? 'amd64' : process.arch;

export function makeImage(
  plainLayers: readonly Buffer[],
  { runtime = {}, architecture = ownArchitecture, packing = gzipSync }: PretendImageOptions = {},
): PretendImage {
  const diffIds = plainLayers.map(sha256);
  const rootfs = { type: 'layers', diff_ids: diffIds };
  const config = Buffer.from(
    JSON.stringify({ os: 'linux', architecture, config: runtime, rootfs }),
  );
  const packed = plainLayers.map((layer) => packing(layer));
  const describe = (mediaType: string, bytes: Buffer): object => ({
    ...{ mediaType, size: bytes.length, digest: sha256(bytes) },
  });
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: describe('application/vnd.oci.image.config.v1+json', config),
      layers: packed.map((layer) => describe('application/vnd.oci.image.layer.v1.tar', layer)),
    }),
  );
  const blobs = new Map([config, ...packed].map((bytes) => [sha256(bytes), bytes]));
  return { config, manifest, blobs, diffIds, plainLayers };
}

export function makeIndex(images: readonly (readonly [string, PretendImage])[]): Buffer {
  const manifests = images.map(([architecture, { manifest }]) => ({
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    ...{ size: manifest.length, digest: sha256(manifest) },
    platform: { os: 'linux', architecture },
  }));
  const mediaType = 'application/vnd.oci.image.index.v1+json';
  return Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, manifests }));
}

export function saveArchive(tag: string, image: PretendImage): Promise<Buffer> {
  const name = (bytes: Buffer): string => sha256(bytes).slice(7);
  const layers = image.plainLayers.map((layer) => `${name(layer)}/layer.tar`);
  const config = `${name(image.config)}.json`;
  const manifest = JSON.stringify([{ Config: config, RepoTags: [tag], Layers: layers }]);
  return makeTar([
    ...image.plainLayers.map((layer, i) => ({
      name: layers[i]!,
      text: layer as unknown as string,
    })),
    { name: config, text: image.config.toString('utf8') },
    { name: 'manifest.json', text: manifest },
  ]);
}
