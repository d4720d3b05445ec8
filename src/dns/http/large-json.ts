/**
 * The whole zone, and all tasks with their records, as JSON in pieces: of a large cluster it is more
 * than one would make at once while questions wait. Indented as the original does it.
 */
import type { Cluster } from '../model/cluster.ts';
import type { RecordLine } from '../model/record-line.ts';
import type { Zone } from '../model/zone.ts';

export interface Transfer {
  readonly TTL: number;
  readonly Serial: number;
  readonly RefreshSeconds: number;
  readonly Mname: string;
  readonly Rname: string;
  readonly Domain: string;
}

export function* transferJson(head: Transfer, zone: Zone): Iterable<string> {
  const text = JSON.stringify(head, null, 1);
  yield `${text.slice(0, text.lastIndexOf('\n'))},\n "Records": {`;
  for (const [index, kind] of (['A', 'AAAA', 'SRV'] as const).entries()) {
    yield `${index === 0 ? '' : ','}\n  "${kind}s": {`;
    let isFirst = true;
    for (const [name, hosts] of zone.names(kind)) {
      const list = hosts.map((host) => `\n    ${JSON.stringify(host)}`).join(',');
      yield `${isFirst ? '' : ','}\n   ${JSON.stringify(name)}: [${list}\n   ]`;
      isFirst = false;
    }
    yield isFirst ? '}' : '\n  }';
  }
  yield '\n }\n}';
}

/** @compat a record that several tasks stand for is listed with the first of them. */
export function* enumerationJson(cluster: Cluster): Iterable<string> {
  const seen = new Set<string>();
  for (const line of cluster.fixedLines()) seen.add(keyOf(line));
  yield '{\n "frameworks": [';
  let isFirst = true;
  for (const { name, tasks } of cluster.frameworks()) {
    yield `${isFirst ? '' : ','}\n  {\n   "tasks": [`;
    isFirst = false;
    let isFirstTask = true;
    for (const { facts, lines } of tasks) {
      const own = lines.filter((line) => !seen.has(keyOf(line)));
      for (const line of own) seen.add(keyOf(line));
      const records = own.map(({ name: of, host, kind }) => ({ name: of, host, rtype: kind }));
      const task = { name: facts.name, id: facts.id, records: own.length === 0 ? null : records };
      yield `${isFirstTask ? '' : ','}\n${indented(task, '    ')}`;
      isFirstTask = false;
    }
    yield `${isFirstTask ? '' : '\n   '}],\n   "name": ${JSON.stringify(name)}\n  }`;
  }
  yield isFirst ? ']\n}' : '\n ]\n}';
}

function keyOf({ kind, name, host }: RecordLine): string {
  return `${kind} ${name} ${host}`;
}

function indented(value: unknown, by: string): string {
  return by + JSON.stringify(value, null, 1).replaceAll('\n', `\n${by}`);
}
