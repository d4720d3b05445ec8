/** What can be done wherever one is: with this page, and with how all pages look. */
import { usePlace } from '../base/router.ts';
import { copyText } from '../parts/id.tsx';
import { paletteWords } from '../texts/areas/palette.ts';
import { shellWords } from '../texts/areas/shell.ts';
import { type Language, languages, setLanguage, useSay, useWords } from '../texts/texts.ts';
import type { Goal } from './goals.ts';
import { setTheme, themes } from './theme.ts';

/** With what this page is about. */
export function useHereGoals(): readonly Goal[] {
  const word = useWords(paletteWords);
  const { path } = usePlace();
  const here = document.querySelector('#content h1')?.textContent ?? '';
  const id = idOf(path);
  const does = pageButtons().map((button) => {
    const label = button.textContent.trim();
    return { key: `do ${label}`, label, what: here, act: () => button.click() };
  });
  if (id === undefined) return does;
  return [
    ...does,
    { key: 'copy id', label: word('copyId'), what: id, act: () => void copyText(id) },
  ];
}

/** With how all pages look. */
export function useCommonGoals(openHelp: () => void): readonly Goal[] {
  const say = useSay();
  const word = useWords(paletteWords);
  const shellWord = useWords(shellWords);
  const what = word('action');
  return [
    {
      ...{ key: 'copy address', label: word('copyAddress'), what },
      act: () => void copyText(window.location.href),
    },
    { key: '#/settings', label: shellWord('settings'), what: '', act: '#/settings' },
    { key: 'keys', label: word('keys'), what, act: openHelp },
    ...themes.map((theme) => ({
      key: `theme ${theme}`,
      label: `${say('theme')}: ${theme === 'contrast' ? shellWord('contrast') : say(theme)}`,
      what,
      act: () => setTheme(theme),
    })),
    ...Object.entries(languages).map(([language, name]) => ({
      key: `language ${language}`,
      label: `${say('language')}: ${name}`,
      what,
      act: () => setLanguage(language as Language),
    })),
  ];
}

/** What a page offers to do with the thing that it is about stands in rows of its own. */
function pageButtons(): readonly HTMLButtonElement[] {
  const all = document.querySelectorAll<HTMLButtonElement>('#content .buttons > button');
  return [...all].filter(
    (button) => !button.disabled && button.closest('dialog, form, .log') === null,
  );
}

/** Of an agent, a framework, a task, an app. */
function idOf(path: string): string | undefined {
  const found = /^\/(?:agents|frameworks|apps|tasks\/[^/]+)\/([^/]+)/.exec(path)?.[1];
  return found === undefined ? undefined : decodeURIComponent(found);
}
