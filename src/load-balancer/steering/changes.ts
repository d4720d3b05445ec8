/**
 * What the runtime API has to be told when servers of a backend change, and when it cannot be told:
 * HAProxy 2.6 makes servers at run time for balances that are dynamic, and without a cookie. What
 * comes out is commands with what they have to answer; who carries them out knows what became of
 * which server.
 */
import type { Backend, Server } from '../config/configuration.ts';

/** A server as HAProxy has it. */
export interface RunningServer {
  /** Address, port and words of its line. */
  readonly line: string;
  readonly isDraining: boolean;
  /** Takes nothing new and is deleted as soon as its last connection has ended. */
  readonly isLeaving: boolean;
}

type RunningServers = ReadonlyMap<string, RunningServer>;

export type Change =
  | { readonly kind: 'add'; readonly backend: string; readonly server: Server }
  | { readonly kind: 'return'; readonly backend: string; readonly server: Server }
  | { readonly kind: 'drain'; readonly backend: string; readonly server: Server }
  | { readonly kind: 'remove'; readonly backend: string; readonly name: string };

export interface Difference {
  readonly changes: readonly Change[];
  /** Why a reload is needed, beside the changes. */
  readonly reload?: string;
}

const dynamicBalances: ReadonlySet<string> = new Set([
  'roundrobin',
  'leastconn',
  'first',
  'random',
]);

/** What would end a command or a word of it. */
const unsafe = /[;\s"'\\#]/;

export function lineOf(server: Server): string {
  const words = (server.words ?? []).filter((word) => word !== 'disabled');
  return [`${server.address}:${server.port}`, ...words].join(' ');
}

export function runningServersOf(backend: Backend): Map<string, RunningServer> {
  return new Map(
    backend.servers.map((server) => [
      server.name,
      { line: lineOf(server), isDraining: server.isDraining, isLeaving: false },
    ]),
  );
}

export function differenceOf(running: RunningServers, backend: Backend): Difference {
  const changes: Change[] = [];
  let reload: string | undefined;
  const wanted = new Set<string>();
  for (const server of backend.servers) {
    wanted.add(server.name);
    const before = running.get(server.name);
    if (before === undefined) {
      const why = whyNotAdded(backend, server);
      if (why === undefined) changes.push({ kind: 'add', backend: backend.name, server });
      else reload = why;
    } else if (before.line !== lineOf(server)) {
      reload = `the line of server ${backend.name}/${server.name} has changed`;
    } else if (before.isLeaving || before.isDraining !== server.isDraining) {
      const kind = server.isDraining ? 'drain' : 'return';
      changes.push({ kind, backend: backend.name, server });
    }
  }
  for (const [name, server] of running) {
    if (wanted.has(name) || server.isLeaving) continue;
    changes.push({ kind: 'remove', backend: backend.name, name });
  }
  return { changes, ...(reload === undefined ? {} : { reload }) };
}

/** Undefined: it can be added at run time. */
function whyNotAdded({ name, balance }: Backend, server: Server): string | undefined {
  const what = `server ${name}/${server.name}`;
  const [algorithm = ''] = balance.split(/[\s(]/);
  if (!dynamicBalances.has(algorithm)) return `${what} is balanced by ${balance}`;
  const { words } = server;
  if (words === undefined) return `${what} is not one line of its own`;
  if (words.includes('cookie')) return `${what} has a cookie`;
  return words.some((word) => unsafe.test(word)) ? `${what} has words with quotes` : undefined;
}

export function commandsOf(change: Change): readonly string[] {
  const { kind, backend } = change;
  switch (kind) {
    case 'add': {
      const { server } = change;
      const place = `${backend}/${server.name}`;
      const isChecked = server.words?.includes('check') ?? false;
      return [
        `add server ${place} ${lineOf(server)}`,
        ...(isChecked ? [`enable health ${place}`] : []),
        ...(server.isDraining ? [] : [`enable server ${place}`]),
      ];
    }
    case 'return':
      return [`set server ${backend}/${change.server.name} state ready`];
    case 'drain':
      return [`set server ${backend}/${change.server.name} state maint`];
    case 'remove':
      return [`set server ${backend}/${change.name} state maint`, deletionOf(backend, change.name)];
  }
}

export function deletionOf(backend: string, name: string): string {
  return `del server ${backend}/${name}`;
}

const registered = 'New server registered.';
const deleted = 'Server deleted.';
const unknown = 'No such server.';

/** What came of a deletion; `kept`: it still has connections. */
export function isDeleted(answer: string): boolean {
  return answer === deleted || answer === unknown;
}

export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'leaving' }
  | { readonly kind: 'failed'; readonly why: string };

/** From the answers to the commands of a change. */
export function outcomeOf(change: Change, answers: readonly string[]): Outcome {
  const [first = '', ...rest] = answers;
  if (change.kind === 'remove') {
    if (first !== '' && first !== unknown) return { kind: 'failed', why: first };
    return { kind: isDeleted(rest[0] ?? '') ? 'done' : 'leaving' };
  }
  const faults = change.kind === 'add' && first === registered ? rest : answers;
  const why = faults.find((answer) => answer !== '');
  return why === undefined ? { kind: 'done' } : { kind: 'failed', why };
}
