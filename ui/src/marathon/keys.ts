/** The keys of the original's page, beside those of all pages. */
import { go, setQuery } from '../base/router.ts';
import { useKeys } from '../parts/keys.ts';

/** What makes something is on the page of apps. */
function openOnApps(modal: string): void {
  if (/^#\/(apps|group\/[^/?]+)\/?(\?|$)/.test(window.location.hash)) setQuery({ modal });
  else go('/apps', { modal });
}

const done = (act: () => void) => (): boolean => {
  act();
  return true;
};

export function useMarathonKeys(): void {
  useKeys({
    create: done(() => openOnApps('new-app')),
    createGroup: done(() => openOnApps('new-group')),
    about: done(() => setQuery({ modal: 'about' })),
    search: () => {
      const box = document.querySelector<HTMLInputElement>('input[type=search]');
      box?.focus();
      return box !== null;
    },
  });
}
