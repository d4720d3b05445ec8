/** Marked apps: only those that are shown count; with shift, all from the last one on. */
import { useRef, useState } from 'react';
import type { Row } from './app-rows.ts';

export interface Marked {
  readonly rows: readonly Row[];
  readonly has: (id: string) => boolean;
  readonly toggle: (id: string, isRange: boolean) => void;
  readonly markAll: () => void;
  readonly unmark: (ids: readonly string[]) => void;
}

const none: ReadonlySet<string> = new Set();

export function useMarks(shown: readonly Row[]): Marked {
  const [ids, setIds] = useState(none);
  const last = useRef('');
  const canMark = ({ isGroup }: Row): boolean => !isGroup;
  return {
    rows: ids.size === 0 ? [] : shown.filter((row) => canMark(row) && ids.has(row.id)),
    has: (id) => ids.has(id),
    toggle: (id, isRange) => {
      const range = isRange ? between(shown.filter(canMark), last.current, id) : [id];
      const isOn = !ids.has(id);
      last.current = id;
      setIds((before) => {
        const next = new Set(before);
        for (const each of range) {
          if (isOn) next.add(each);
          else next.delete(each);
        }
        return next;
      });
    },
    markAll: () => setIds(new Set(shown.filter(canMark).map(({ id }) => id))),
    unmark: (gone) => setIds((before) => new Set([...before].filter((id) => !gone.includes(id)))),
  };
}

function between(rows: readonly Row[], from: string, to: string): readonly string[] {
  const [a, b] = [from, to].map((wanted) => rows.findIndex(({ id }) => id === wanted));
  if (a === -1 || b === -1) return [to];
  return rows.slice(Math.min(a!, b!), Math.max(a!, b!) + 1).map(({ id }) => id);
}
