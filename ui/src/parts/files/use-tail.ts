/** A file that is followed, for a part of the page that shows it. */
import { useEffect, useState } from 'react';
import type { Place } from '../../live/files.ts';
import { LineRing } from '../../live/line-ring.ts';
import { FileTail, type TailState } from '../../live/tail.ts';

export interface Followed {
  readonly ring: LineRing;
  readonly tail: FileTail | undefined;
  /** Another one whenever something was read; undefined before that. */
  readonly state: TailState | undefined;
}

export function useTail(agent: Place, path: string, at: number | undefined): Followed {
  const [followed, setFollowed] = useState<Followed>(nothing);
  useEffect(() => {
    const tail = new FileTail({
      ...{ agent, path, at },
      onChange: (state) => setFollowed({ ring: tail.ring, tail, state }),
    });
    setFollowed({ ring: tail.ring, tail, state: undefined });
    return () => tail.close();
  }, [agent, path, at]);
  return followed;
}

const nothing: Followed = { ring: new LineRing(), tail: undefined, state: undefined };

/** Remembered in this browser. */
export function useKept(name: string, usual: boolean): [boolean, (value: boolean) => void] {
  const key = `altiplano.${name}`;
  const [value, setValue] = useState(() => (localStorage.getItem(key) ?? String(usual)) === 'true');
  return [
    value,
    (chosen) => {
      setValue(chosen);
      localStorage.setItem(key, String(chosen));
    },
  ];
}

/** Without https a browser has no clipboard for pages: the old way still works there. */
export function copyText(text: string): void {
  if (navigator.clipboard !== undefined) return void navigator.clipboard.writeText(text);
  const field = document.createElement('textarea');
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
}
