/**
 * Who wants to hear of which node, once. ZooKeeper keeps three sorts: of data, of the coming of a
 * node that was not there, and of children. A new server knows nothing of them until it is told;
 * what happened in between is then said at once.
 */
import type { JuteReader } from './jute.ts';

export type WatchKind = 'data' | 'exists' | 'children';

export type NodeEventType = 'created' | 'deleted' | 'changed' | 'children changed';

export interface NodeEvent {
  readonly type: NodeEventType;
  readonly path: string;
}

export type NodeWatcher = (event: NodeEvent) => void;

const eventTypes: Readonly<Record<number, NodeEventType>> = {
  1: 'created',
  2: 'deleted',
  3: 'changed',
  4: 'children changed',
};

/** Which sorts hear of an event. */
const kindsOf: Readonly<Record<NodeEventType, readonly WatchKind[]>> = {
  created: ['data', 'exists'],
  deleted: ['data', 'exists', 'children'],
  changed: ['data', 'exists'],
  'children changed': ['children'],
};

/** With the whole path; undefined: one of a kind that is not known here, or none of a node. */
export function readNodeEvent(reader: JuteReader): NodeEvent | undefined {
  const type = eventTypes[reader.int()];
  reader.int();
  const path = reader.text();
  return type === undefined ? undefined : { type, path };
}

export class Watches {
  readonly #byKind: Readonly<Record<WatchKind, Map<string, Set<NodeWatcher>>>> = {
    data: new Map(),
    exists: new Map(),
    children: new Map(),
  };

  add(kind: WatchKind, path: string, watcher: NodeWatcher): void {
    const byPath = this.#byKind[kind];
    const watchers = byPath.get(path);
    if (watchers === undefined) byPath.set(path, new Set([watcher]));
    else watchers.add(watcher);
  }

  /** Those who are to hear of it; they are forgotten, since each hears once. */
  take(event: NodeEvent): readonly NodeWatcher[] {
    const found = new Set<NodeWatcher>();
    for (const kind of kindsOf[event.type]) {
      for (const watcher of this.#byKind[kind].get(event.path) ?? []) found.add(watcher);
      this.#byKind[kind].delete(event.path);
    }
    return [...found];
  }

  paths(kind: WatchKind): Iterable<string> {
    return this.#byKind[kind].keys();
  }

  get size(): number {
    const { data, exists, children } = this.#byKind;
    return data.size + exists.size + children.size;
  }

  clear(): void {
    for (const byPath of Object.values(this.#byKind)) byPath.clear();
  }
}
