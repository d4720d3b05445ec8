/**
 * Addresses: `#/agents/<id>?q=…`, as the old pages of Mesos had them, with what is set in a table
 * behind the question mark. Old forms (`#/slaves/…`) lead to the new ones, and what is unknown leads home.
 */
import { useSyncExternalStore } from 'react';

export interface Place {
  /** "/agents/x" */
  readonly path: string;
  readonly query: URLSearchParams;
}

let place = readPlace();
const listeners = new Set<() => void>();

window.addEventListener('hashchange', () => {
  place = readPlace();
  markStep();
  for (const listener of listeners) listener();
});

/** A step of the history keeps its name when the reader comes back to it. */
function markStep(): void {
  if (typeof window.history.state?.step === 'string') return;
  window.history.replaceState({ step: `${Date.now()}-${window.history.length}` }, '');
}
markStep();

/** Asked between an address' change and its event, too, when the step has no name yet. */
export function historyStep(): string {
  markStep();
  return (window.history.state as { readonly step: string }).step;
}

function readPlace(): Place {
  const [rawPath = '', rawQuery = ''] = window.location.hash.replace(/^#/, '').split(/\?(.*)/s);
  const path = rawPath.replace(/\/+$/, '') || '/';
  return {
    path: path.replace(/^\/slaves(?=\/|$)/, '/agents'),
    query: new URLSearchParams(rawQuery),
  };
}

export function usePlace(): Place {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => place,
  );
}

export function addressOf(path: string, query?: Readonly<Record<string, string>>): string {
  const text = new URLSearchParams(query).toString();
  return `#${path}${text === '' ? '' : `?${text}`}`;
}

export function go(path: string, query?: Readonly<Record<string, string>>): void {
  window.location.hash = addressOf(path, query).slice(1);
}

/** Leaves no step in the history: for what is typed, sorted and scrolled. */
export function setQuery(changes: Readonly<Record<string, string | undefined>>): void {
  const query = new URLSearchParams(place.query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === '') query.delete(name);
    else query.set(name, value);
  }
  replace(place.path, query);
}

export function replace(path: string, query = new URLSearchParams()): void {
  const text = query.toString();
  window.history.replaceState(window.history.state, '', `#${path}${text === '' ? '' : `?${text}`}`);
  place = { path, query };
  for (const listener of listeners) listener();
}

/** "/agents/:id" against "/agents/x%2Fy": { id: 'x/y' }. */
export function match(pattern: string, path: string): Record<string, string> | undefined {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  if (wanted.length !== given.length) return undefined;
  const found: Record<string, string> = {};
  for (let i = 0; i < wanted.length; i++) {
    const [part, text] = [wanted[i]!, given[i]!];
    if (part.startsWith(':')) {
      try {
        found[part.slice(1)] = decodeURIComponent(text);
      } catch {
        return undefined;
      }
    } else if (part !== text) return undefined;
  }
  return found;
}
