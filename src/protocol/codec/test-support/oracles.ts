/**
 * Two implementations that are not ours, both reading the same .proto files: protobufjs (a
 * development dependency) and `protoc`, which understands bytes of a named type on standard input.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import protobuf from 'protobufjs';
import type { MessageType } from '../message.ts';

export const protoDirectory = fileURLToPath(new URL('../../../../proto', import.meta.url));

export const protoFiles: readonly string[] = readdirSync(protoDirectory, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.proto'))
  .toSorted();

export function loadProtobufJs(): protobuf.Root {
  const root = new protobuf.Root();
  root.resolvePath = (_, target) =>
    /^(\/|google\/protobuf\/)/.test(target) ? target : join(protoDirectory, target);
  root.loadSync(
    protoFiles.map((name) => join(protoDirectory, name)),
    { keepCase: true },
  );
  root.resolveAll();
  return root;
}

export const hasProtoc = spawnSync('protoc', ['--version']).status === 0;

/**
 * `protoc` for messages of many types at once: a holder type has one field for each, so that one
 * process is enough for all of them.
 */
export class Protoc {
  readonly #directory = mkdtempSync(join(tmpdir(), 'altiplano-protoc-'));

  constructor(types: readonly MessageType<object>[]) {
    const imports = [...protoFiles, 'google/protobuf/duration.proto'];
    const lines = [
      'syntax = "proto2";',
      ...imports.map((name) => `import "${name}";`),
      'message Holder {',
      ...types.map(({ typeName }, i) => `  repeated .${typeName} m${i + 1} = ${i + 1};`),
      '}',
    ];
    writeFileSync(join(this.#directory, 'holder.proto'), lines.join('\n'));
  }

  #run(mode: string, input: Buffer): Buffer {
    const args = [`-I${protoDirectory}`, `-I${this.#directory}`, `--${mode}=Holder`];
    if (mode === 'encode') args.push('--deterministic_output');
    const result = spawnSync('protoc', [...args, 'holder.proto'], {
      input,
      maxBuffer: 256 * 1024 * 1024,
    });
    if (result.status !== 0) throw new Error(`protoc --${mode}: ${result.stderr.toString()}`);
    return result.stdout;
  }

  /** The text form of a holder: fields by name; those that protoc does not know by number. */
  toText(bytes: Buffer): string {
    return this.#run('decode', bytes).toString();
  }

  fromText(text: string): Buffer {
    return this.#run('encode', Buffer.from(text));
  }

  remove(): void {
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
