/**
 * The state of the original in our records. It is there with the last batch or not at all: until then
 * its format is one that no Marathon takes, and what was cut short is removed by the next attempt.
 */
import { failure, ok, type Result } from '../../foundation/result.ts';
import type { KeyValueStore, WriteOperation } from '../../storage/key-value-store.ts';
import { equalValues } from '../core/groups/equal-values.ts';
import { keys, prefixes } from '../core/records/keys.ts';
import { decode, encode, recordFormat } from '../core/records/values.ts';
import type { GroupDefinition } from '../model/group.ts';
import type { PathId, Timestamp } from '../model/ids.ts';
import type { OldTree } from './group.ts';
import type { OldState, RunSpecVersions } from './read-state.ts';

const unfinishedFormat = 0;
/** Of a batch: ZooKeeper takes no more than 1 MiB at once. */
const mostBytesPerBatch = 256 * 1024;

export async function writeState(state: OldState, store: KeyValueStore): Promise<Result<void>> {
  const cleared = await clearAttempt(store);
  if (!cleared.ok) return cleared;
  const began = await write(store, [put(prefixes.format, unfinishedFormat)]);
  if (!began.ok) return began;
  for (const batch of batchesOf(operationsOf(state))) {
    const written = await write(store, batch);
    if (!written.ok) return written;
  }
  return write(store, [put(prefixes.format, recordFormat)]);
}

/** Refuses to touch what is not the rest of a migration. */
async function clearAttempt(store: KeyValueStore): Promise<Result<void>> {
  const found: string[] = [];
  let format: unknown;
  const read = await new Promise<Result<void>>((resolve) =>
    store.readAll(
      '',
      (key, value) => {
        found.push(key);
        if (key === prefixes.format) format = decode(value);
      },
      resolve,
    ),
  );
  if (!read.ok || found.length === 0) return read;
  if (format !== unfinishedFormat) return failure('there is a state already; nothing was changed');
  const others = found.filter((key) => key !== prefixes.format);
  for (const batch of batchesOf(others.map((key) => ({ kind: 'delete', key })))) {
    const removed = await write(store, batch);
    if (!removed.ok) return removed;
  }
  return ok(undefined);
}

function* operationsOf(state: OldState): Iterable<WriteOperation> {
  const { frameworkId, trees, versions, instances, failures } = state;
  if (frameworkId !== undefined) yield put(prefixes.frameworkId, frameworkId);
  const current = trees.at(-1);
  if (current !== undefined) yield* currentOf(current, versions);
  yield* runSpecHistoryOf(trees, versions);
  yield* groupHistoryOf(trees);
  for (const { version } of trees) yield put(keys.rootVersion(version), {});
  for (const instance of instances) yield put(keys.instance(instance.id), instance);
  for (const each of failures) yield put(keys.failure(each.appId), each);
}

function* currentOf(tree: OldTree, versions: RunSpecVersions): Iterable<WriteOperation> {
  for (const group of tree.groups) yield put(keys.group(group.id), group);
  for (const [id, version] of tree.runSpecs) {
    const runSpec = versions.get(id)?.get(version);
    if (runSpec !== undefined) yield put(keys.runSpec(id), runSpec);
  }
}

/** Those of what is in some tree; with a mark where a tree has it no more. */
function* runSpecHistoryOf(
  trees: readonly OldTree[],
  versions: RunSpecVersions,
): Iterable<WriteOperation> {
  const known = new Set(trees.flatMap(({ runSpecs }) => [...runSpecs.keys()]));
  const newest = trees.at(-1)?.version ?? 0;
  for (const id of known) {
    for (const [version, runSpec] of versions.get(id) ?? []) {
      if (version <= newest) yield put(keys.runSpecVersion(id, version), runSpec);
    }
  }
  for (const [id, at] of removalsOf(trees, ({ runSpecs }) => runSpecs.keys())) {
    yield put(keys.runSpecVersion(id, at), null);
  }
}

function* groupHistoryOf(trees: readonly OldTree[]): Iterable<WriteOperation> {
  let before = new Map<PathId, GroupDefinition>();
  for (const { version, groups } of trees) {
    for (const group of groups) {
      const known = before.get(group.id);
      const isSame =
        known !== undefined && equalValues({ ...known, version }, { ...group, version });
      if (!isSame) yield put(keys.groupVersion(group.id, version), group);
    }
    before = new Map(groups.map((group) => [group.id, group]));
  }
  for (const [id, at] of removalsOf(trees, ({ groups }) => groups.map((group) => group.id))) {
    yield put(keys.groupVersion(id, at), null);
  }
}

function* removalsOf(
  trees: readonly OldTree[],
  idsOf: (tree: OldTree) => Iterable<PathId>,
): Iterable<readonly [PathId, Timestamp]> {
  let before = new Set<PathId>();
  for (const tree of trees) {
    const here = new Set(idsOf(tree));
    for (const id of before) if (!here.has(id)) yield [id, tree.version];
    before = here;
  }
}

function* batchesOf(operations: Iterable<WriteOperation>): Iterable<readonly WriteOperation[]> {
  let batch: WriteOperation[] = [];
  let bytes = 0;
  for (const operation of operations) {
    const own = operation.key.length + (operation.kind === 'put' ? operation.value.length : 0);
    if (batch.length > 0 && bytes + own > mostBytesPerBatch) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(operation);
    bytes += own;
  }
  if (batch.length > 0) yield batch;
}

function put(key: string, value: unknown): WriteOperation {
  return { kind: 'put', key, value: encode(value) };
}

function write(store: KeyValueStore, batch: readonly WriteOperation[]): Promise<Result<void>> {
  return new Promise((resolve) => store.write(batch, resolve));
}
