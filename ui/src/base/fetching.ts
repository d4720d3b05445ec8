/** What is asked once, or now and then, over HTTP; given up when the page is left. */
import { useEffect, useState } from 'react';

export type Fetched<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'loaded'; readonly value: T }
  /** `old` is what was there before. */
  | { readonly kind: 'failed'; readonly why: string; readonly old: T | undefined };

/** What a server answered in place of what was asked. */
export class Refusal extends Error {
  readonly status: number;
  constructor(status: number, text: string) {
    super(text);
    this.status = status;
  }

  /** For want of a right. */
  get isForbidden(): boolean {
    return this.status === 403;
  }
}

export async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(path, { cache: 'no-store', ...init });
  if (response.ok) return response;
  const text = (await response.text()).trim().slice(0, 1_000);
  throw new Refusal(
    response.status,
    text === '' ? `${response.status} ${response.statusText}` : text,
  );
}

/** A call of the operator API; throws with the master's own sentence. */
export async function call(body: object, path = '/api/v1'): Promise<unknown> {
  const response = await ask(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return text === '' ? undefined : JSON.parse(text);
}

/** `everyMs`: for what has no events; a page that nobody looks at does not ask. */
export function useFetched<T>(path: string, everyMs?: number): Fetched<T> & { again: () => void } {
  const [state, setState] = useState<Fetched<T>>({ kind: 'loading' });
  const [round, setRound] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const load = async (): Promise<void> => {
      if (!document.hidden) {
        try {
          const response = await ask(path, { signal: stop.signal });
          const value = (await response.json()) as T;
          if (!stop.signal.aborted) setState({ kind: 'loaded', value });
        } catch (error) {
          if (stop.signal.aborted) return;
          const why = error instanceof Error ? error.message : String(error);
          setState((before) => ({ kind: 'failed', why, old: valueOf(before) }));
        }
      }
      if (everyMs !== undefined && !stop.signal.aborted) {
        timer = setTimeout(() => void load(), everyMs);
      }
    };
    void load();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [path, everyMs, round]);
  return { ...state, again: () => setRound((count) => count + 1) };
}

export function valueOf<T>(fetched: Fetched<T>): T | undefined {
  if (fetched.kind === 'loaded') return fetched.value;
  return fetched.kind === 'failed' ? fetched.old : undefined;
}
