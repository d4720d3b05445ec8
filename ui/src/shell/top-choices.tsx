/** At the right of the top: theme, language, settings; behind one button where there is no room. */
import { type ReactNode, useSyncExternalStore } from 'react';
import { addressOf } from '../base/router.ts';
import { shellWords } from '../texts/areas/shell.ts';
import {
  type Language,
  languages,
  setLanguage,
  useLanguage,
  useSay,
  useWords,
} from '../texts/texts.ts';
import { setTheme, type Theme, themes, useTheme } from './theme.ts';

/** As in shell.css. */
const narrow = window.matchMedia('(max-width: 800px)');

function useIsNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      narrow.addEventListener('change', listener);
      return () => narrow.removeEventListener('change', listener);
    },
    () => narrow.matches,
  );
}

/** `children` stand before them. */
export function TopChoices({ children }: { readonly children: ReactNode }) {
  const word = useWords(shellWords);
  const choices = (
    <>
      {children}
      <Choices />
    </>
  );
  if (!useIsNarrow()) return choices;
  return (
    <>
      <button type="button" className="top-more" popoverTarget="top-menu" aria-label={word('more')}>
        <span aria-hidden="true">⋮</span>
      </button>
      <div id="top-menu" popover="auto" className="top-menu">
        {choices}
      </div>
    </>
  );
}

function Choices() {
  const say = useSay();
  const word = useWords(shellWords);
  const theme = useTheme();
  const language = useLanguage();
  return (
    <>
      <select
        aria-label={say('theme')}
        value={theme}
        onChange={(event) => setTheme(event.target.value as Theme)}
      >
        {themes.map((each) => (
          <option key={each} value={each}>
            {each === 'contrast' ? word('contrast') : say(each)}
          </option>
        ))}
      </select>
      <select
        aria-label={say('language')}
        value={language}
        onChange={(event) => setLanguage(event.target.value as Language)}
      >
        {Object.entries(languages).map(([key, name]) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
      <a className="settings" href={addressOf('/settings')} aria-label={word('settings')}>
        <span aria-hidden="true">⚙</span>
      </a>
    </>
  );
}
