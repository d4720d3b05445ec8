/** Keys that mean the same on every page. */
import { useEffect } from 'react';
import { go, usePlace } from '../base/router.ts';
import { awaitKey, useKeys } from '../parts/keys.ts';

export interface FrameKeysOptions {
  readonly sections: readonly { readonly path: string; readonly key: string }[];
  readonly openPalette: () => void;
  readonly openHelp: () => void;
}

export function useFrameKeys({ sections, openPalette, openHelp }: FrameKeysOptions): void {
  const { path } = usePlace();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      openPalette();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [openPalette]);
  const done = (act: () => void) => (): boolean => {
    act();
    return true;
  };
  useKeys({
    go: done(() =>
      awaitKey((key) => {
        const section = sections.find((each) => each.key === key);
        if (section !== undefined) go(section.path);
      }),
    ),
    help: done(openHelp),
    back: done(() => window.history.back()),
    forward: done(() => window.history.forward()),
    find: () => {
      const box = document.querySelector<HTMLInputElement>('input[type=search]');
      box?.focus();
      return box !== null;
    },
    // The last step of Escape: marks, then the filter, then up.
    escape: () => {
      const above = upFrom(path);
      if (above !== undefined) go(above);
      return above !== undefined;
    },
  });
}

/** The list that a page belongs to. */
function upFrom(path: string): string | undefined {
  const [, list, ...rest] = path.split('/');
  return list === undefined || rest.length === 0 ? undefined : `/${list}`;
}
